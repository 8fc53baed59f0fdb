package fr.imilo

import com.fasterxml.jackson.databind.JsonNode
import java.time.LocalDate
import kotlin.io.path.readText
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Test

/** A number beside the civil identity: the given vectors and our own. */
class CoherenceTest {
    private fun text(node: JsonNode): String? = node.takeUnless { it.isNull }?.asText()

    private fun identity(input: JsonNode) = CivilIdentity(
        label = text(input["label"])?.let { Label.valueOf(it) },
        oid = text(input["oid"]),
        sex = text(input["sex"])?.let { if (it == "M") Sexe.MASCULIN else Sexe.FEMININ },
        birthDate = text(input["birth_date"]),
        birthPlace = text(input["birth_place"]),
        asOf = text(input["as_of"])?.let(LocalDate::parse),
        stage = text(input["stage"])?.let { Stage.valueOf(it.uppercase()) },
    )

    @Test
    fun `every case gives its findings, typed, in JSON and in a batch`() {
        for (name in listOf("given/coherence.json", "nir-coherence.json")) {
            val report = Report(name)
            val cases = parse(VECTORS.resolve(name).readText())["cases"].toList()
            val nirs = cases.map { it["input"]["nir"].asText() }
            val many = nirCoherenceMany(nirs, cases.map { identity(it["input"]) })
            for ((case, row) in cases.zip(many)) {
                val input = case["input"]
                val answer = nirCoherence(input["nir"].asText(), identity(input))
                val found = answer.findings?.map { it.code }?.toSet()
                report.add(
                    case["id"].asText(),
                    when {
                        row?.answer != answer || row.error != null -> "the batch and the single call differ"
                        parse(callJson("nir_coherence", input.toString())) != tree(answer) -> "JSON differs"
                        found != case["expect"].map { it.asText() }.toSet() -> "found $found"
                        else -> null
                    },
                )
            }
            report.close()
        }
    }

    @Test
    fun `the level follows from the provenance, and what is wrong is named`() {
        val seen = CivilIdentity(provenance = Provenance(Origin.CARD, LocalDate.of(2026, 1, 5)))
        val answer = nirCoherence("284058832102530", seen)
        assertEquals(Level.SEEN, answer.level)
        assertNull(answer.findings)
        assertFalse(answer.toString().contains("28405"))
        for ((identity, place) in listOf(
            CivilIdentity(oid = "1.2") to ("nir_oid" to "oid"),
            CivilIdentity(birthDate = "2008-02-30") to ("date_invalid" to "birth_date"),
            CivilIdentity(birthPlace = "75") to ("code_lieu" to "birth_place"),
        )) {
            val error = assertThrows(ImiloException::class.java) { nirCoherence("284058832102532", identity) }
            assertEquals(place, error.code to error.field)
            val rows = nirCoherenceMany(listOf("284058832102532", null), listOf(identity, identity))
            assertEquals(place.first, rows[0]?.error?.code)
            assertNull(rows[1])
        }
        val uneven = assertThrows(ImiloException::class.java) { nirCoherenceMany(listOf(null), emptyList()) }
        assertEquals("column_length" to "identities", uneven.code to uneven.field)
    }
}
