package example.keys

import fr.imilo.*

/** 32 bytes from where you keep the keys; these are those of the known answers, and no keys. */
fun secret(first: Int) = SecretBytes(ByteArray(32) { (first + it).toByte() })

fun main() {
    // What leaves in place of a number, by domain: sector, recipient, purpose, id of the key.
    val domain = PseudonymDomain("emploi", "dares", "trajam", 1)
    val key = RootKey(1, secret(0))
    val first = key.root.use { // overwritten at the end of the block
        pseudonyms(listOf(key), domain, listOf("2 55 08 14 168 025 38", null, "255081416802539"))
    }
    for (row in first) println(row?.run { pseudonym ?: error?.code })

    // The recipient makes its own of them, under its own key.
    val own = RootKey(2, secret(32))
    val second = own.root.use { secondPass(listOf(own), domain.copy(keyId = 2), listOf(first[0]?.pseudonym)) }
    println(second[0]?.pseudonym)

    // Where the number itself must travel: a seal for one dossier and one purpose.
    val sealing = RootKey(3, makeRootKey())
    sealing.root.use {
        val seal = makeSeals(listOf(sealing), 3, listOf("255081416802538"), listOf("123456"), "c2s").rows[0]?.seal
        for (row in openSeals(listOf(sealing), listOf(seal, seal), listOf("123456", "123457"), "c2s")) {
            row?.nir?.use { println("opened: ${it.bytes.size} bytes") } ?: println(row?.error?.code)
        }
    }

    // A number beside the civil identity: what is left out is not compared.
    val identity = CivilIdentity(sex = Sexe.MASCULIN, birthDate = "1984-05")
    println(nirCoherence("2 84 05 88 321 025 32", identity).findings?.map { it.code })
}
