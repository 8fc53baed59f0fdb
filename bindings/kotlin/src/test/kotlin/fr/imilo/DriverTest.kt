package fr.imilo

import java.io.ByteArrayOutputStream
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** The driver's protocol. The shared run compares its answers with those of the core. */
class DriverTest {
    private fun run(input: String): List<String> {
        val output = ByteArrayOutputStream()
        drive(input.toByteArray().inputStream(), output)
        return output.toString(Charsets.UTF_8).split("\n").also { assertEquals("", it.last()) }.dropLast(1)
    }

    @Test
    fun `each line has an answer or a failure`() {
        val lines = run(
            "nir_check\t{\"nir\":\"2 84 05 88 321 025 32\"}\n" +
                "rule_set\t{\"date\":\"2014-12-31\"}\n" +
                "no_such_service\t{}\n" +
                "no tab\n" +
                "versions\t{}",
        )
        assertEquals(listOf("ok", "err", "err", "err", "ok"), lines.map { it.substringBefore('\t') })
        assertTrue(lines[0].startsWith("ok\t{\"outcome\":\"conforming\",\"fault\":null,"), lines[0])
        val early = parse(lines[1].substringAfter('\t'))
        assertEquals("before_first_rule_set", early["code"].asText())
        assertEquals("le décret n° 2015-59 est en vigueur", early["message_fr"].asText().substringBefore(" depuis"))
        assertEquals(
            listOf("code", "number", "field", "position", "line", "message_fr", "message_en"),
            early.properties().map { it.key },
        )
        assertEquals("unknown_entry", parse(lines[2].substringAfter('\t'))["code"].asText())
        assertEquals("unknown_entry", parse(lines[3].substringAfter('\t'))["code"].asText())
    }

    @Test
    fun `no input, no output`() = assertEquals(emptyList<String>(), run(""))
}
