package fr.imilo

import java.nio.file.Files
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A journal in a folder, and its export verified alone. */
class JournalTest {
    private fun keys(first: Int) = listOf(RootKey(1, SecretBytes(ByteArray(32) { (first + it).toByte() })))

    @Test
    fun `a journal is written, exported and verified, and what is wrong is told`() {
        val folder = Files.createTempDirectory("imilo-journal")
        try {
            val name = "imilo.test/journal"
            val request = """{"folder":"$folder","name":"$name","key_id":1,"reference_key_id":1}"""
            val file = folder.resolve("export.jsonl")
            JournalFolder.open(request, keys(0), keys(100)).use { journal ->
                val event = """{"instant_ms":1795521600000,"agent":"agent-7","dossier":"dossier-1",""" +
                    """"actor":"agent_mission_locale","operation":"consult","outcome":"conforming"}"""
                assertTrue(journal.call("append", """{"events":[$event]}""").contains("\"segment\":\"2026-11-24/1\""))
                journal.call("checkpoint", """{"day":"2026-11-24"}""")
                assertTrue(journal.call("verify", "{}").startsWith("{\"sound\":true,"))
                journal.call("export", """{"path":"$file"}""")
                val refused = assertThrows(ImiloException::class.java) { journal.call("nothing", "{}") }
                assertEquals("unknown_entry", refused.code)
            }
            val exported = Files.readAllBytes(file)
            val found = journalVerify("""{"name":"$name"}""", exported, keys(0))
            assertTrue(found.startsWith("{\"sound\":true,") && found.contains("\"attested\":true"), found)
            assertEquals(found, journalVerify("""{"path":"$file","name":"$name"}""", keys = keys(0)))
            val changed = String(exported).replaceFirst("agent-7", "agent-8").toByteArray()
            assertTrue(journalVerify("{}", changed).startsWith("{\"sound\":false,"))
            val nameless = assertThrows(ImiloException::class.java) { journalVerify("{}", exported, keys(0)) }
            assertEquals("missing_field", nameless.code)
            assertEquals("name", nameless.field)
        } finally {
            folder.toFile().deleteRecursively()
        }
    }
}
