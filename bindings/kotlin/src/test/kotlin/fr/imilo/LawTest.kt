package fr.imilo

import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.node.ObjectNode
import java.nio.file.Path
import java.time.LocalDate
import kotlin.io.path.name
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource

/** The law by date: rule sets, articles, versions. */
class LawTest {
    @ParameterizedTest
    @MethodSource("files")
    fun `every case of the law is answered as expected`(file: Path) {
        val report = Report(file.name)
        for (case in cases(file, "law")) {
            val date = LocalDate.parse(case["date"].asText())
            val answer = try {
                ruleSet(date)
            } catch (e: ImiloException) {
                report.add(case["id"].asText(), difference(case, JSON.createObjectNode().put("error", e.code)))
                continue
            }
            assertEquals(parse(callJson("rule_set", """{"date":"$date"}""")), tree(answer))
            report.add(case["id"].asText(), difference(case, summary(answer)))
        }
        report.close()
    }

    /** The answer in the short form of the case files. */
    private fun summary(answer: RuleSetAnswer): JsonNode {
        val summary = tree(answer) as ObjectNode
        summary.set<JsonNode>("candidates", tree(answer.candidates.map { it.id }))
        val citation = answer.candidates.singleOrNull()?.citation
        summary.set<JsonNode>("citation", orNull("text" to citation?.text, "evidence" to citation?.evidence))
        val provisions = answer.provisions.groupBy({ it.question }) {
            mapOf("status" to it.status, "code" to it.citation.code, "evidence" to it.citation.evidence)
        }
        summary.set<JsonNode>("provisions", tree(provisions))
        return summary
    }

    private fun orNull(vararg entries: Pair<String, Any?>): JsonNode =
        if (entries.all { it.second == null }) JSON.nullNode() else tree(entries.toMap())

    @Test
    fun `articles are found by code and by day`() {
        val all = articles()
        assertTrue(all.isNotEmpty())
        assertEquals(parse(callJson("articles", "{}")), tree(all))
        val code = "D2015-59:6:I"
        val versions = articles(code)
        assertEquals(all.filter { it.code == code }, versions)
        assertTrue(versions.isNotEmpty() && versions.all { it.textFr.isNotEmpty() && it.messageEn.isNotEmpty() })
        val day = LocalDate.of(2026, 7, 1)
        assertEquals(parse(callJson("articles", """{"code":"$code","date":"$day"}""")), tree(articles(code, day)))
        assertTrue(articles(date = day).containsAll(articles(code, day)))
        val unknown = assertThrows(ImiloException::class.java) { articles("D0000-00:0") }
        assertEquals("unknown_article" to "code", unknown.code to unknown.field)
    }

    @Test
    fun `versions and errors are those of the JSON services`() {
        val wire = parse(callJson("versions", "{}"))
        val versions = versions()
        assertEquals(wire["crate"].asText(), versions.crateVersion)
        assertEquals(wire["rules"].asText(), versions.rules)
        assertEquals(wire["abi"].asInt(), versions.abi)
        assertEquals(parse(callJson("errors", "{}")), tree(errors()))
    }

    companion object {
        @JvmStatic
        fun files(): List<Path> =
            vectorFiles { it.startsWith("law") && it.endsWith(".json") }.also { check(it.isNotEmpty()) }
    }
}
