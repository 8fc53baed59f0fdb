package fr.imilo

import java.nio.file.Files
import java.time.LocalDate
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** The bilan of a file, and its dossiers some at a time. */
class FilesTest {
    private val day = LocalDate.of(2026, 11, 24)
    private val file = "matricule;nir;date_naissance\n7;255081416802538;1997-05-03\n8;;1997-02-30\n9;;\n".toByteArray()

    @Test
    fun `a path and bytes give the same bilan`() {
        val path = Files.createTempFile("imilo", ".csv")
        val folder = Files.createTempDirectory("imilo")
        try {
            Files.write(path, file)
            val ofBytes = bilan(day, BilanOptions(name = "f.csv"), file)
            val options = BilanOptions(path = path.toString(), name = "f.csv", folder = folder.toString(), threads = 1)
            assertEquals(ofBytes, bilan(day, options))
            assertTrue(ofBytes.contains("\"rows\":3,\"refused\":{\"rows\":1,"), ofBytes)
            assertFalse(ofBytes.contains("25508"))
            for (name in listOf("bilan.html", "bilan.json", "constats.csv", "refus.csv", "destinataires.csv")) {
                assertTrue(Files.exists(folder.resolve(name)), name)
            }
        } finally {
            Files.delete(path)
            folder.toFile().deleteRecursively()
        }
    }

    /** Before the 28th birthday nothing can close the dossier; after the 27th, under the other reading, facts are missing. */
    @Test
    fun `readings reach the bilan`() {
        val between = "matricule;date_naissance\n7;1999-06-01\n".toByteArray()
        fun judged(a3: A3?) = bilan(day, BilanOptions(name = "f", options = a3?.let { Readings(a3 = it) }), between)
        assertEquals(judged(null), judged(A3.AT_28))
        assertTrue(judged(A3.AT_28).contains("\"conforming\":1,\"not_conforming\":0,\"undetermined\":0"))
        assertTrue(judged(A3.AT_27).contains("\"conforming\":0,\"not_conforming\":0,\"undetermined\":1"))
    }

    @Test
    fun `dossiers come in parts`() {
        DossierImport.open("{}", file).use { import ->
            val answers = listOf(import.next(1), import.next(1), import.next(9))
            assertTrue(answers[0].startsWith("{\"rows\":[{\"record\":1,\"line\":2,\"dossier\":{"), answers[0])
            assertTrue(answers[1].contains("\"column\":3,\"field\":\"date_naissance\",\"code\":\"date_invalid\""))
            assertTrue(answers[2].contains("\"end\":true,\"file\":{\"format\":\"CSV\",\"complete\":true"))
            assertTrue(answers.none { it.contains("25508") })
        }
        DossierImport.open("{\"nir\":\"clear\"}", file).use {
            assertTrue(it.next(1).contains("\"nir\":\"255081416802538\""))
        }
    }

    @Test
    fun `what cannot be read is told`() {
        fun failing(call: () -> Any): Pair<String, String?> {
            val failure = assertThrows(ImiloException::class.java) { call() }
            return failure.code to failure.field
        }
        assertEquals("file_source" to "path", failing { bilan(day, BilanOptions()) })
        assertEquals("file_unreadable" to "path", failing { bilan(day, BilanOptions(path = "/no/such/file")) })
        assertEquals("json_field" to "threads", failing { bilan(day, BilanOptions(threads = 0), file) })
        assertEquals("before_first_rule_set" to "date", failing { bilan(LocalDate.of(2015, 1, 28), BilanOptions(), file) })
        assertEquals("unknown_field" to "nri", failing { DossierImport.open("{\"nri\":1}", file) })
        DossierImport.open("{}", file).use { import ->
            assertEquals("invalid_argument" to "most", failing { import.next(0) })
        }
    }
}
