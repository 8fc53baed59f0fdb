package fr.imilo

import com.fasterxml.jackson.databind.JsonNode
import kotlin.io.path.readText
import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Pseudonyms, seals and keys: the given known answers, and what is refused. */
class PseudonymsTest {
    private val root = ByteArray(32) { it.toByte() }
    private val domain = PseudonymDomain("emploi", "dares", "trajam", 1)
    private val nir = "255081416802538"
    private val first = "p1.00000001.5W645JRBXGPW6T82J4BD9F4KDFVE"

    private fun bytes(hex: String) = hex.chunked(2).map { it.toInt(16).toByte() }.toByteArray()

    private fun id(case: JsonNode) = case["key_id"].asText().toLong(16)

    private fun key(case: JsonNode) = RootKey(id(case), SecretBytes(bytes(case["root"].asText())))

    private fun code(call: () -> Unit) = assertThrows(ImiloException::class.java) { call() }.let { it.code to it.field }

    /** What a case expects, and what was found: a text, or the name of an error. */
    private fun found(case: JsonNode): Pair<String?, String?> {
        val expect = case["expect"]
        val named = PseudonymDomain(
            case["sector"]?.asText() ?: "", case["recipient"]?.asText() ?: "", case["purpose"]?.asText() ?: "",
            case["key_id"]?.asText()?.toLong(16) ?: 0,
        )
        return when (case["op"].asText()) {
            "pseudonym" -> {
                val admit = Admission(withoutKey = case["accept_13"]?.asBoolean() ?: false)
                val row = pseudonyms(listOf(key(case)), named, listOf(case["nir"].asText()), admit = admit).single()
                expect["text"]?.asText() to row!!.pseudonym
            }
            "second_pass" -> {
                val row = secondPass(listOf(key(case)), named, listOf(case["first"].asText())).single()
                expect["text"]?.asText() to row!!.pseudonym
            }
            "read" -> expect["canonical"]?.asText() to readPseudonyms(listOf(case["text"].asText())).single()!!.pseudonym
            "open" -> {
                val keys = case["keys"].map(::key)
                val row = openSeals(
                    keys, listOf(case["sealed"].asText()), listOf(case["dossier"].asText()), case["purpose"].asText(),
                ).single()!!
                val error = row.error?.code?.removePrefix("seal_")?.replace("key_id_unknown", "unknown_key_id")
                (expect["nir"] ?: expect["error"]).asText() to (row.nir?.bytes?.toString(Charsets.US_ASCII) ?: error)
            }
            // A nonce is never given: what is sealed is opened again.
            "seal" -> {
                val dossier = listOf(case["dossier"].asText())
                val used = if (case["version"].asInt() == 1) 0L else null
                val keys = listOf(key(case))
                val seals = makeSeals(keys, id(case), listOf(case["nir"].asText()), dossier, case["purpose"].asText(), used)
                val seal = seals.rows.single()!!.seal
                val opened = openSeals(keys, listOf(seal), dossier, case["purpose"].asText()).single()!!
                case["nir"].asText().take(13) to opened.nir?.bytes?.toString(Charsets.US_ASCII)
            }
            "keyring" -> {
                keysDisjoint(case["keys"].map(::key), emptyList())
                "ok" to if (expect.has("ok")) "ok" else null
            }
            else -> error("unknown operation")
        }
    }

    @Test
    fun `every known answer`() {
        val report = Report("given/pseudonyms.json")
        for (case in parse(VECTORS.resolve("given/pseudonyms.json").readText())["cases"]) {
            val difference = try {
                val (wanted, found) = found(case)
                if (wanted == found) null else "expected $wanted, found $found"
            } catch (e: ImiloException) {
                if (case["expect"].has("error")) null else e.code
            }
            report.add(case["id"].asText(), difference)
        }
        report.close()
    }

    @Test
    fun `refusals are rows, and mistakes of the caller are errors`() {
        val keys = listOf(RootKey(1, SecretBytes(root)))
        val rows = pseudonyms(keys, domain, listOf(nir, null, "2550814168025", nir.dropLast(1) + "9", ""))
        assertEquals(listOf(first, null, null, null, null), rows.map { it?.pseudonym })
        assertEquals(
            listOf(null, null, "pseudonym_key_absent", "nir_key", "nir_length"), rows.map { it?.error?.code },
        )
        val provisional = listOf("718610018826448")
        assertEquals(
            "pseudonym_kind", pseudonyms(keys, domain, provisional, Acceptance(nnp = true)).single()?.error?.code,
        )
        assertNull(
            pseudonyms(keys, domain, provisional, Acceptance(nnp = true), Admission(nnp = true)).single()?.error,
        )
        for ((given, expected) in listOf(
            (keys to domain.copy(keyId = 2)) to ("key_id_unknown" to null),
            (keys to domain.copy(keyId = 0)) to ("key_id_zero" to "domain.key_id"),
            (keys to domain.copy(keyId = -1)) to ("invalid_argument" to "domain.key_id"),
            (keys to domain.copy(recipient = "DARES")) to ("pseudonym_name" to "domain.recipient"),
            (listOf(RootKey(1, SecretBytes(root.copyOf(31)))) to domain) to ("key_length" to "keys[0]"),
            (keys + RootKey(2, SecretBytes(root)) to domain) to ("key_bytes_twice" to "keys[1]"),
            (keys + RootKey(1L shl 32, SecretBytes(ByteArray(32) { 9 })) to domain) to ("invalid_argument" to "keys[1].id"),
        )) {
            assertEquals(expected, code { pseudonyms(given.first, given.second, listOf(nir)) })
        }
    }

    @Test
    fun `changed numbers and changed keys`() {
        val keys = listOf(RootKey(1, SecretBytes(root)), RootKey(2, SecretBytes(root.reversedArray())))
        val numbers = listOf(nir, "185072a00412388")
        val (old, new) = listOf(1L, 2L).map { id -> pseudonyms(keys, domain.copy(keyId = id), numbers).map { it!!.pseudonym!! } }
        val pair = AliasPair(old[1], first)
        val followed = followAliases(domain, listOf(pair), listOf(old[1], first, null, "x", old[0]))
        assertEquals(listOf(first, first, null, null, first), followed.map { it?.pseudonym })
        assertEquals(listOf(null, null, null, "pseudonym_malformed", null), followed.map { it?.error?.code })
        assertEquals(
            "alias_cycle" to "pairs[1]", code { followAliases(domain, listOf(pair, AliasPair(first, old[1])), emptyList()) },
        )
        assertEquals(
            "pseudonym_malformed" to "pairs[0]", code { followAliases(domain, listOf(AliasPair("x", first)), listOf(first)) },
        )

        val table = rotationTable(keys, domain, 2, numbers + listOf(null, "1", "2550814168025", nir))
        assertEquals(old.zip(new).sortedBy { it.first }, table.pairs.map { it.old to it.new })
        assertEquals(
            listOf(null, null, null, "nir_length", "pseudonym_key_absent", null), table.errors.map { it?.code },
        )
        assertEquals("rotation_domains" to null, code { rotationTable(keys, domain, 1, numbers) })
    }

    @Test
    fun `what is sealed opens for its dossier alone`() {
        val keys = listOf(RootKey(3, SecretBytes(root)))
        val numbers = listOf(nir, null, "1", nir)
        val dossiers = listOf("123456", "7", "8", "")
        val seals = makeSeals(keys, 3, numbers, dossiers, "c2s", used = 5)
        assertEquals(listOf(null, null, "nir_length", "seal_dossier"), seals.rows.map { it?.error?.code })
        assertEquals(6, seals.used)
        assertNotEquals(seals.rows[0], makeSeals(keys, 3, numbers, dossiers, "c2s").rows[0])
        val given = seals.rows.map { it?.seal }
        assertArrayEquals(nir.take(13).toByteArray(), openSeals(keys, given, dossiers, "c2s")[0]!!.nir!!.bytes)
        val moved = openSeals(keys, given, dossiers.map { it + "0" }, "c2s")[0]!!
        assertEquals("seal_refused", moved.error?.code)
        assertEquals("seal_count" to null, code { makeSeals(keys, 3, listOf(nir), listOf("1"), "c2s", used = 1L shl 30) })
        assertEquals("column_length" to "dossiers", code { makeSeals(keys, 3, listOf(nir), emptyList(), "c2s") })
        assertEquals("pseudonym_name" to "purpose", code { openSeals(keys, emptyList(), emptyList(), "C2S") })
    }

    @Test
    fun `neither keys nor opened numbers show`() {
        val drawn = makeRootKey()
        assertTrue(drawn.bytes.size == 32 && drawn != makeRootKey())
        val key = RootKey(1, SecretBytes(nir.repeat(3).take(32).toByteArray()))
        val seals = makeSeals(listOf(key), 1, listOf(nir), listOf("1"), "c2s")
        val opened = openSeals(listOf(key), seals.rows.map { it?.seal }, listOf("1"), "c2s")
        val shown = "$key $opened $seals $drawn"
        assertFalse(shown.contains(nir.take(9)) || shown.contains("50, 53, 53"))
        assertEquals("key_bytes_twice" to null, code { keysDisjoint(listOf(key), listOf(RootKey(7, key.root))) })
        assertTrue(keysDisjoint(listOf(key), listOf(RootKey(1, drawn))))
        drawn.use { assertEquals(SecretBytes(it.bytes.copyOf()), it) }
        assertArrayEquals(ByteArray(32), drawn.bytes)
    }
}
