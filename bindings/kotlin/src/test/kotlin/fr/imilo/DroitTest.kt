package fr.imilo

import org.junit.jupiter.api.Assertions.assertArrayEquals
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.nio.ByteBuffer
import java.nio.ByteOrder

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
                "disclose",
                ::disclose,
                access.dropLast(1) + ""","dossier":{},"references":{"agent":"a","dossier":"d"}}""",
            ),
            Triple(
                "disclose_many",
                ::discloseMany,
                access.dropLast(1) + ""","agent":"a","dossiers":[{"reference":"d","dossier":{}},7]}""",
            ),
            Triple("counterfactual", ::counterfactual, access),
            Triple("who_can", ::whoCan, """{"date":"2018-03-14","field":"NIR"}"""),
            Triple("access_matrix", ::accessMatrix, """{"date":"2018-03-14","format":"html"}"""),
            Triple("access_changes", ::accessChanges, """{"from":"2026-06-30","to":"2026-07-01"}"""),
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

    /** Art. 4 I 8°: the ASP, if an allowance is to be paid; a dossier that was anonymised is closed to it. */
    @Test
    fun `one recipient over many dossiers`() {
        val request = """{"date":"2017-06-15","operation":"transmit","purpose":"benefit_payment",""" +
            """"actor":{"class":"asp","designated":true,"habilitated_until":"2035-12-31"},"target":$target,""" +
            """"facts":{"necessary_fields":["I.A.1"]},"facts_by_row":["allowance_due"]}"""
        val facts = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN).putLong(1).putLong(0).putLong(1).array()
        val answer = accessColumns(request, 3, facts = facts, states = byteArrayOf(0, 0, 1))
        assertArrayEquals(byteArrayOf(0, 1, 1), answer.outcomes)
        val granted = ByteBuffer.wrap(answer.granted).order(ByteOrder.LITTLE_ENDIAN)
        assertEquals(listOf(1L, 0L, 0L), List(3) { granted.getLong() })
        val short = assertThrows(ImiloException::class.java) { accessColumns(request, 2, facts = facts) }
        assertEquals("column_length" to "facts", short.code to short.field)
    }
}
