package fr.imilo

import java.nio.file.Files
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Indicators of the FSE: each function answers as its service, and a file as a folder of files. */
class FseTest {
    private val record = """{"entry_date":"2023-10-02","gender":"F","disability":"refused"}"""
    private val file =
        "participant_id;operation_id;sexe;date_entree\n0012;007;F;02/10/2023\n0013;007;M;30/02/2023\n".toByteArray()

    @Test
    fun `each function answers as its service`() {
        val none = """{"participations":[]}"""
        val operation = """"participant_id":"p","operation_id":"o","entry_date":"2023-10-02""""
        val asked: List<Triple<String, (String) -> String, String>> = listOf(
            Triple("fse_indicators", ::fseIndicators, """{"programme":"FSE+","participation":$record}"""),
            Triple("fse_explain", ::fseExplain, """{"programme":"FSE+","code":"EECO12","participation":$record}"""),
            Triple("fse_report_records", ::fseReportRecords, """{"programme":"FSE+","participations":[$record,{}]}"""),
            Triple("fse_compare", ::fseCompare, """{"programme":"FSE+","before":$none,"after":{"participations":[{}]}}"""),
            Triple("fse_participation", ::fseParticipation, """{$operation,"dossier":{}}"""),
        )
        val answers = asked.map { (service, function, request) ->
            function(request).also { assertEquals(callJson(service, request), it, service) }
        }
        assertEquals(answers.size, answers.toSet().size)
        val failure = assertThrows(ImiloException::class.java) { fseIndicators("""{"programme":"FSE","participation":{}}""") }
        assertEquals("missing_field" to "annexe", failure.code to failure.field)
    }

    @Test
    fun `the records of a file are given`() {
        val records = fseRecords("{}", file)
        assertTrue("\"participations\":[{" in records, records)
        val failure = assertThrows(ImiloException::class.java) { fseRecords("""{"operation":"none"}""", file) }
        assertEquals("invalid_argument" to "operation", failure.code to failure.field)
    }

    @Test
    fun `choices reach the report`() {
        fun failing(options: String) = assertThrows(ImiloException::class.java) {
            fseReport(FseReportOptions(programme = "FSE+", options = options), file)
        }.let { it.code to it.field }
        val strict = """{"A2":"strict"}"""
        assertEquals(fseReport(FseReportOptions("FSE+"), file), fseReport(FseReportOptions("FSE+", options = strict), file))
        assertEquals("json_field" to "options.A2", failing("""{"A2":"any"}"""))
        assertEquals("unknown_field" to "options.A99", failing("""{"A99":1}"""))
        assertEquals("json_syntax" to "options", failing("A2"))
        assertEquals("file_function", assertThrows(ImiloException::class.java) { callJson("fse_report", "{}") }.code)
    }

    @Test
    fun `a path and bytes give the same report, with its files`() {
        val path = Files.createTempFile("imilo", ".csv")
        val folder = Files.createTempDirectory("imilo")
        try {
            Files.write(path, file)
            val ofBytes = fseReport(FseReportOptions(programme = "FSE+", name = "p.csv"), file)
            val options =
                FseReportOptions(programme = "FSE+", path = path.toString(), name = "p.csv", folder = folder.toString())
            assertEquals(ofBytes, fseReport(options))
            assertTrue(ofBytes.contains("\"refused\":{\"rows\":1,\"by_code\":{\"date_invalid\":1}}"), ofBytes)
            assertFalse(ofBytes.contains("0012"))
            for (name in listOf("fse.xlsx", "fse.csv", "fse.json", "fse-codes.csv", "fse-echeances.csv")) {
                assertTrue(Files.exists(folder.resolve(name)), name)
            }
        } finally {
            Files.delete(path)
            folder.toFile().deleteRecursively()
        }
    }
}
