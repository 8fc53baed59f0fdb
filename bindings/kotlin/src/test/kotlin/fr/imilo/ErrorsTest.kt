package fr.imilo

import java.io.ByteArrayInputStream
import java.io.ByteArrayOutputStream
import java.io.ObjectInputStream
import java.io.ObjectOutputStream
import java.io.PrintWriter
import java.io.StringWriter
import java.nio.charset.CharacterCodingException
import java.time.LocalDate
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** What a caller sees when a request cannot be judged. */
class ErrorsTest {
    private fun failing(call: () -> Unit): ImiloException = assertThrows(ImiloException::class.java) { call() }

    @Test
    fun `the library matches the generated source`() {
        // Throws when the version of UniFFI or the signature of a function differs.
        uniffiEnsureInitialized()
    }

    @Test
    fun `the message is a sentence`() {
        val early = failing { ruleSet(LocalDate.of(2014, 12, 31)) }
        assertEquals(
            "before_first_rule_set: décret 2015-59 is in force from 29 January 2015: nothing is judged before",
            early.message?.substringBefore(" ("),
        )
        assertEquals("fr.imilo.ImiloException: ${early.message}", early.toString())
        assertEquals(204, early.number)
        assertTrue(early.detailFr.startsWith("le décret n° 2015-59 est en vigueur depuis le 29 janvier 2015"))
        assertEquals(early.message, "${early.code}: ${early.detailEn}" + (early.field?.let { " ($it)" } ?: ""))
    }

    @Test
    fun `the place is told`() {
        val request = """{"kind":"dossier","date":"2026-01-01","facts":{"birth":1}}"""
        val field = failing { callJson("conservation", request) }
        val sentence = "the request has no such field"
        assertEquals("unknown_field: $sentence (facts.birth)", field.message)
        assertEquals("facts.birth", field.field)
        assertNull(field.line)
        val syntax = failing { callJson("versions", "{\n}}") }
        assertEquals("json_syntax" to 2, syntax.code to syntax.line)
        val far = failing { ruleSet(LocalDate.of(2500, 1, 1)) }
        assertEquals(Triple("date_range", "date", 202), Triple(far.code, far.field, far.number))
        val beyond = failing { ruleSet(LocalDate.of(12026, 1, 1)) }
        assertEquals("date_format" to "date", beyond.code to beyond.field)
        val without = failing { conservation(ConservationRequest(ConservationFacts.Dossier(DossierFacts()))) }
        assertEquals("date", without.field)
        val both = failing {
            conservation(
                ConservationRequest(
                    ConservationFacts.Dossier(DossierFacts()), LocalDate.of(2026, 1, 1), "2026-01-01T23:30:00Z",
                ),
            )
        }
        assertEquals("instant", both.field)
    }

    @Test
    fun `a failure is the record, and the JSON, of the exception`() {
        val unknown = failing { callJson("no_such_service", "{}") }
        assertEquals("unknown_entry", unknown.failure.code)
        val json = parse(failureJson(unknown.failure))
        assertEquals(unknown.code, json["code"].asText())
        assertEquals(unknown.number, json["number"].asInt())
        assertEquals(unknown.detailFr, json["message_fr"].asText())
        assertEquals(unknown.detailEn, json["message_en"].asText())
    }

    @Test
    fun `the sentences are those of the catalogue`() {
        val catalogue = errors().associateBy { it.code }
        assertTrue(catalogue.values.all { it.messageFr.isNotBlank() && it.messageEn.isNotBlank() && it.number >= 100 })
        for (exception in listOf(failing { ruleSet(LocalDate.MIN) }, failing { callJson("versions", "x") })) {
            val row = checkNotNull(catalogue[exception.code])
            assertEquals(
                Triple(row.number, row.messageFr, row.messageEn),
                Triple(exception.number, exception.detailFr, exception.detailEn),
            )
        }
    }

    @Test
    fun `an exception can be written and read`() {
        val exception = failing { ruleSet(LocalDate.of(2014, 12, 31)) }
        val bytes = ByteArrayOutputStream().also { ObjectOutputStream(it).use { out -> out.writeObject(exception) } }
        val read = ObjectInputStream(ByteArrayInputStream(bytes.toByteArray())).readObject() as ImiloException
        assertEquals(exception.failure to exception.message, read.failure to read.message)
    }

    @Test
    fun `a number never shows in what is thrown`() {
        val numbers = nirList().map { it.input }.filter { it.count(Char::isDigit) >= 13 }
        assertTrue(numbers.size > 20)
        for (number in numbers) {
            val quoted = JSON.writeValueAsString(number)
            val thrown = listOf(
                failing { callJson("nir_check", "{\"nri\":$quoted}") },
                failing { callJson("nir_check", "{$quoted:1}") },
                failing { callJson("nir_check", "{\"nir\":[$quoted]}") },
                failing { callJson("nir_check", "{\"nir\":$quoted,\"accept\":{$quoted:true}}") },
                failing { callJson("nir_check", number) },
                failing { callJson(number, "{}") },
                failing { callJson("rule_set", "{\"date\":$quoted}") },
                failing { articles(number) },
                failing {
                    conservation(ConservationRequest(ConservationFacts.UserAccount(), instant = number))
                },
            )
            for (exception in thrown) {
                val trace = StringWriter().also { exception.printStackTrace(PrintWriter(it)) }.toString()
                val failure = exception.failure
                for (text in listOf(trace, exception.toString(), failure.toString(), failureJson(failure))) {
                    val call = thrown.indexOf(exception)
                    assertFalse(shows(text, number), "a number shows in an exception ${exception.code}, call $call")
                }
            }
        }
        val typed = nirCheck("2 84 05 88 321 025 32").toString()
        val answer = typed + callJson("nir_check", "{\"nir\":\"284058832102532\"}")
        assertFalse(shows(answer, "284058832102532"))
    }

    @Test
    fun `half of a surrogate pair is refused before the call, without the text`() {
        val number = "284058832102532\uD800"
        for (call in listOf<() -> Any>({ nirCheck(number) }, { nirCheckMany(listOf(number)) })) {
            val refused = assertThrows(CharacterCodingException::class.java) { call() }
            assertFalse(shows(refused.stackTraceToString(), "284058832102532"))
        }
    }

    /** Whether eight digits in a row of the number stand in the text, whatever separates them. */
    private fun shows(text: String, number: String): Boolean {
        val digits = text.filter(Char::isLetterOrDigit)
        return number.filter(Char::isLetterOrDigit).windowed(8).any { it in digits }
    }
}
