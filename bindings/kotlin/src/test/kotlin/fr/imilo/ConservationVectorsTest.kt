package fr.imilo

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.JsonNodeFactory
import java.nio.file.Path
import java.time.LocalDate
import kotlin.io.path.name
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource

/** Every retention vector, by the typed functions. */
class ConservationVectorsTest {
    @ParameterizedTest
    @MethodSource("files")
    fun `every case of a file is answered as expected`(file: Path) {
        val report = Report(file.name)
        val (asked, run) = cases(file, "conservation").partition { it["kind"].asText() in services }
        for (case in asked) {
            report.add(case["id"].asText(), byService(case, services.getValue(case["kind"].asText())))
        }
        val rows = conservationMany(run.map(::typed))
        assertEquals(run.size, rows.size)
        for ((case, row) in run.zip(rows)) {
            report.add(case["id"].asText(), judge(case, row))
        }
        report.close()
    }

    /** Traces and requests of persons have services of their own, which take the facts as they are. */
    private val services: Map<String, (String) -> String> =
        mapOf("log" to ::logRetention, "rights_request" to ::rightsDeadline)

    private fun byService(case: JsonNode, service: (String) -> String): String? {
        val request = JSON.createObjectNode()
        for (key in listOf("date", "instant", "facts", "options")) {
            case[key]?.let { request.set<JsonNode>(key, it) }
        }
        val answer = try {
            parse(service(request.toString()))
        } catch (e: ImiloException) {
            JsonNodeFactory.instance.objectNode().put("error", e.code)
        }
        return difference(case, answer)
    }

    private fun judge(case: JsonNode, row: ConservationRow): String? {
        val alone = try {
            ConservationRow(conservation(typed(case)), null)
        } catch (e: ImiloException) {
            ConservationRow(null, e.failure)
        }
        if (alone != row) return "the batch and the single call differ"
        val answer = row.answer?.let(::tree)
        val failure = row.error
        val wire = try {
            parse(callJson("conservation", json(case)))
        } catch (e: ImiloException) {
            if (e.failure != failure) return "the typed call and the JSON call fail differently"
            null
        }
        if (wire != answer) return "the typed and the JSON answer differ: $answer / $wire"
        if (row.answer != null && row.answer.date != LocalDate.parse(case["date"].asText())) {
            return "day of Paris: found ${row.answer.date}"
        }
        return difference(case, answer ?: JsonNodeFactory.instance.objectNode().put("error", failure?.code))
    }

    @Test
    fun `one bad row leaves the others`() {
        val good = ConservationRequest(
            ConservationFacts.UserAccount(AccountEnd.Ended(LocalDate.of(2024, 1, 1))), LocalDate.of(2025, 1, 1),
        )
        val early = good.copy(date = LocalDate.of(2014, 1, 1))
        val far = good.copy(
            facts = ConservationFacts.Dossier(
                DossierFacts(cejContracts = listOf(ContratCej(LocalDate.of(2023, 1, 1), LocalDate.of(12023, 1, 1)))),
            ),
        )
        val rows = conservationMany(listOf(good, early, far, good))
        assertEquals(State.ANONYMISE, rows[0].answer?.state)
        assertNull(rows[1].answer)
        assertEquals("before_first_rule_set", rows[1].error?.code)
        assertEquals("date", rows[1].error?.field)
        assertEquals("facts.cej_contracts[0].end", rows[2].error?.field)
        assertEquals(rows[0], rows[3])
        assertEquals(emptyList<ConservationRow>(), conservationMany(emptyList()))
    }

    @Test
    fun `null is not known and an empty list is known to be none`() {
        val day = LocalDate.of(2026, 12, 1)
        val none = DossierFacts(
            birthDate = LocalDate.of(1998, 3, 15),
            rqthPeriods = emptyList(),
            programmes = emptyList(),
            cejContracts = emptyList(),
            fse = Fse.NotCofinanced,
        )
        val known = conservation(ConservationRequest(ConservationFacts.Dossier(none), day))
        assertEquals(State.ANONYMISE, known.state)
        assertEquals(LocalDate.of(2026, 3, 15), known.accessibleUntil)
        assertEquals(emptyList<String>(), known.missing)

        val unknown = conservation(ConservationRequest(ConservationFacts.Dossier(none.copy(cejContracts = null)), day))
        assertTrue("cej_contracts" in unknown.missing, unknown.missing.toString())
        val notKnown = conservation(ConservationRequest(ConservationFacts.UserAccount(), day))
        assertEquals(Outcome.UNDETERMINED, notKnown.outcome)
        assertEquals(listOf("habilitation_end"), notKnown.missing)
        val running = conservation(ConservationRequest(ConservationFacts.UserAccount(AccountEnd.Running), day))
        assertEquals(Outcome.CONFORMING, running.outcome)
        assertNotNull(running.evidence)
    }

    companion object {
        @JvmStatic
        fun files(): List<Path> =
            vectorFiles { it.startsWith("conservation") && it.endsWith(".json") }.also { check(it.size >= 2) }
    }
}
