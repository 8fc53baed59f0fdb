package fr.imilo

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Access, rights, traces and duties: each function answers as its service. */
class DroitTest {
    private val target = """{"owning_mission_locale":"ML-A","fields":["I.A.1"]}"""
    private val access =
        """{"date":"2018-03-14","actor":{"class":"asp"},"operation":"transmit","purpose":"benefit_payment","target":$target}"""

    @Test
    fun `each function answers as its service`() {
        val asked: List<Triple<String, (String) -> String, String>> = listOf(
            Triple("habilitation", ::habilitation, access),
            Triple(
                "exercise_right",
                ::exerciseRight,
                """{"date":"2018-06-01","right":"right_of_access","mission_locale":"ML-A"}""",
            ),
            Triple("log_retention", ::logRetention, """{"date":"2026-06-01","facts":{"operation_date":"2025-07-31"}}"""),
            Triple("rights_deadline", ::rightsDeadline, """{"date":"2026-02-20","facts":{"receipt_date":"2025-11-30"}}"""),
            Triple("responsibilities", ::responsibilities, """{"date":"2026-02-02","duty":"controller","question":"who"}"""),
        )
        val answers = asked.map { (service, function, request) ->
            function(request).also { assertEquals(callJson(service, request), it, service) }
        }
        assertEquals(answers.size, answers.toSet().size)
        for ((service, function, _) in asked) {
            val failure = assertThrows(ImiloException::class.java) { function("""{"no_such_key":1}""") }
            assertEquals("unknown_field", failure.code, service)
        }
    }

    @Test
    fun `a refusal is an answer, and a fault is told by its field`() {
        assertTrue(habilitation(access).startsWith("""{"outcome":"not_conforming""""))
        val before = assertThrows(ImiloException::class.java) { habilitation(access.replace("2018-03-14", "2015-01-28")) }
        assertEquals("before_first_rule_set" to "date", before.code to before.field)
        val after = assertThrows(ImiloException::class.java) {
            logRetention("""{"date":"2026-01-14","facts":{"operation_date":"2026-01-15"}}""")
        }
        assertEquals("operation_after_date" to "facts.operation_date", after.code to after.field)
        val number = """{"date":"2018-06-01","right":"right_of_access","mission_locale":"284058832102532"}"""
        assertFalse(exerciseRight(number).contains("28405"))
    }
}
