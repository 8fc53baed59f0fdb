package fr.imilo

import com.fasterxml.jackson.databind.JsonNode
import kotlin.io.path.readLines
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Test

/** The vectors of the NIR: the public list, and the details. */
class NirVectorsTest {
    @Test
    fun `every number of the list is judged as expected`() {
        val report = Report("nir.csv")
        val (rows, disputed) = nirList().partition { it.valid != null }
        disputed.forEach { _ -> report.skip("disputed") }
        val answers = nirCheckMany(rows.map { it.input })
        for ((row, many) in rows.zip(answers)) {
            val answer = nirCheck(row.input)
            val accepted = answer.outcome == Outcome.CONFORMING
            report.add(
                row.id,
                when {
                    answer != many -> "the batch and the single call differ"
                    accepted != row.valid -> "expected ${row.valid}, found $accepted"
                    else -> null
                },
            )
        }
        report.close()
    }

    @Test
    fun `every detail is as expected`() {
        val report = Report("nir_details.json")
        for (case in cases(VECTORS.resolve("nir_details.json"), "nir_details")) {
            report.add(case["id"].asText(), judge(case))
        }
        report.close()
    }

    private fun judge(case: JsonNode): String? {
        val input = case["input"].asText()
        val flags = case["accept"]
        val answer = nirCheck(input, flags?.let(::acceptance))
        if (flags == null && answer != nirCheck(input, Acceptance())) return "the default acceptance differs"
        if (nirCheckMany(listOf(null, input), flags?.let(::acceptance)) != listOf(null, answer)) {
            return "the batch and the single call differ"
        }
        val request = JSON.createObjectNode().put("nir", input)
        flags?.let { request.set<JsonNode>("accept", it) }
        val wire = parse(callJson("nir_check", request.toString()))
        if (wire != tree(answer)) return "the typed and the JSON answer differ"

        for ((key, wanted) in case["expected"].properties()) {
            val found: Any? = when (key) {
                "valid" -> answer.outcome == Outcome.CONFORMING
                "error" -> answer.fault?.name?.lowercase()
                "position" -> answer.position
                "key" -> answer.key?.name?.lowercase()
                "kind" -> answer.kind?.name?.lowercase()
                "findings" -> answer.findings.map { it.name.lowercase() }.toSet()
                // Parts of the number itself, which an answer never carries.
                "canonical_length", "month", "month_known", "corsica" -> continue
                else -> return "unknown key $key"
            }
            val expected: Any? = when {
                wanted.isNull -> null
                wanted.isBoolean -> wanted.asBoolean()
                wanted.isInt -> wanted.asInt()
                wanted.isArray -> wanted.map { it.asText() }.toSet()
                else -> wanted.asText()
            }
            if (found != expected) return "$key: expected $expected, found $found"
        }
        return null
    }

    private fun acceptance(flags: JsonNode): Acceptance {
        val default = Acceptance()
        val known = setOf(
            "thirteen", "sex_3_4", "months_43_49", "departement_00", "commune_out_of_range", "nnp", "mig",
        )
        check(flags.properties().all { it.key in known }) { "unknown flag in $flags" }
        fun flag(name: String, default: Boolean) = flags[name]?.asBoolean() ?: default
        return Acceptance(
            thirteen = flag("thirteen", default.thirteen),
            sex34 = flag("sex_3_4", default.sex34),
            months4349 = flag("months_43_49", default.months4349),
            departement00 = flag("departement_00", default.departement00),
            communeOutOfRange = flag("commune_out_of_range", default.communeOutOfRange),
            nnp = flag("nnp", default.nnp),
            mig = flag("mig", default.mig),
        )
    }

    @Test
    fun `a refusal is an answer with its place`() {
        val answer = nirCheck("2 84 05 88 321 025 30")
        assertEquals(Outcome.NOT_CONFORMING, answer.outcome)
        assertEquals(NirFault.KEY, answer.fault)
        assertEquals(14, answer.position)
        assertEquals(KeyState.WRONG, answer.key)
        assertNull(answer.kind)
    }
}

/** A line of nir.csv; `valid` is null when it is disputed. */
internal class NirRow(val id: String, val input: String, val valid: Boolean?)

internal fun nirList(): List<NirRow> {
    val lines = VECTORS.resolve("nir.csv").readLines()
    val header = fields(lines.first())
    check(header.take(2) == listOf("input", "valid")) { "header $header" }
    return lines.drop(1).withIndex().filter { it.value.isNotEmpty() }.map { (index, line) ->
        val row = fields(line)
        check(row.size == header.size) { "line ${index + 2}" }
        val valid = when (row[1]) {
            "1" -> true
            "0" -> false
            else -> null.also { _ -> check(row[1] == "disputed") { "line ${index + 2}" } }
        }
        NirRow("line ${index + 2}", unescape(row[0]), valid)
    }
}

/** One line of RFC 4180 without line breaks inside quotes. */
private fun fields(line: String): List<String> {
    val fields = mutableListOf(StringBuilder())
    var quoted = false
    var at = 0
    while (at < line.length) {
        val character = line[at]
        when {
            quoted && character == '"' && line.getOrNull(at + 1) == '"' -> fields.last().append(line[++at])
            quoted && character == '"' -> quoted = false
            character == '"' && fields.last().isEmpty() -> quoted = true
            !quoted && character == ',' -> fields += StringBuilder()
            else -> fields.last().append(character)
        }
        at++
    }
    check(!quoted) { "a quote is not closed" }
    return fields.map { it.toString() }
}

private val ESCAPE = Regex("""\\(?:([tnr\\"'])|x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(.?))""")

private fun unescape(text: String): String = ESCAPE.replace(text) { found ->
    val (letter, byte, unit, bad) = found.destructured
    check(bad.isEmpty() && found.value.length > 1) { "bad escape" }
    when (letter) {
        "" -> (byte + unit).toInt(16).toChar().toString()
        "t" -> "\t"
        "n" -> "\n"
        "r" -> "\r"
        else -> letter
    }
}
