package fr.imilo

import java.io.ByteArrayOutputStream
import java.io.PrintStream
import java.nio.file.Path
import java.time.LocalDate
import kotlin.io.path.readText
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** README.md: its examples are whole files that run here, and what it says of null is so. */
class ReadmeTest {
    private val page = Path.of("README.md").readText()

    private fun printed(program: () -> Unit): String {
        val out = System.out
        val taken = ByteArrayOutputStream()
        System.setOut(PrintStream(taken, true, Charsets.UTF_8))
        try {
            program()
        } finally {
            System.setOut(out)
        }
        return taken.toString(Charsets.UTF_8)
    }

    /** The first block of a language, without its fences. */
    private fun block(language: String, from: String = page) =
        from.substringAfter("\n```$language\n").substringBefore("\n```") + "\n"

    @Test
    fun `the example in Kotlin is a whole file, and prints what the page says`() {
        assertEquals(Path.of("src/test/kotlin/example/Example.kt").readText(), block("kotlin"))
        assertEquals(block("text", page.substringAfter("\n```kotlin\n")), printed { example.main() })
    }

    @Test
    fun `the example in Java is a whole file, and prints what the page says`() {
        assertEquals(Path.of("src/test/java/example/Example.java").readText(), block("java"))
        val output = block("text", page.substringAfter("\n```java\n"))
        assertEquals(output, printed { example.Example.main(emptyArray()) })
    }

    @Test
    fun `the example of keys is a whole file, and prints what the page says`() {
        val section = page.substringAfter("\n## Keys, pseudonyms, seals\n")
        assertEquals(Path.of("src/test/kotlin/example/Keys.kt").readText(), block("kotlin", section))
        assertEquals(block("text", section), printed { example.keys.main() })
    }

    @Test
    fun `the example of long constructors in Java is a whole file, and prints what the page says`() {
        val section = page.substringAfter("\nJava has no default arguments")
        assertEquals(Path.of("src/test/java/example/Files.java").readText(), block("java", section))
        assertEquals(block("text", section), printed { example.Files.main(emptyArray()) })
    }

    @Test
    fun `the compiler that the page names is that of the project`() {
        val version = Path.of("pom.xml").readText().substringAfter("<kotlin.version>").substringBefore("<")
        assertTrue(page.contains("<artifactId>kotlin-maven-plugin</artifactId>\n      <version>$version</version>"))
    }

    private val known = DossierFacts(
        birthDate = LocalDate.of(2001, 2, 3),
        rqthPeriods = emptyList(),
        programmes = emptyList(),
        cejContracts = emptyList(),
        fse = Fse.NotCofinanced,
    )

    private fun judged(facts: DossierFacts, day: LocalDate = LocalDate.of(2025, 5, 5), readings: Readings? = null) =
        conservation(ConservationRequest(ConservationFacts.Dossier(facts), day, options = readings))

    @Test
    fun `a fact that is null is not known, an empty list is known to be none`() {
        assertEquals(emptyList<String>(), judged(known).missing)
        assertEquals(listOf("cej_contracts"), judged(known.copy(cejContracts = null)).missing.filter { it == "cej_contracts" })
        assertEquals(listOf("birth_date"), judged(known.copy(birthDate = null)).missing)
    }

    @Test
    fun `the end of a contract or of a period that is null is still to come`() {
        val running = judged(known.copy(cejContracts = listOf(ContratCej(LocalDate.of(2025, 2, 3), null))))
        // Ten years from an end that is not there: no day, and nothing is missing to say so.
        assertNull(running.accessibleUntil)
        assertEquals(emptyList<String>(), running.missing)
        assertEquals(Outcome.CONFORMING, running.outcome)
        val contract = ContratCej(LocalDate.of(2022, 5, 2), LocalDate.of(2023, 5, 1))
        val held = known.copy(
            rqthPeriods = listOf(Period(LocalDate.of(2020, 1, 1), null)),
            cejContracts = listOf(contract),
        )
        // RQTH held in the CEJ: 32nd birthday.
        assertEquals(LocalDate.of(2033, 2, 3), judged(held).limitDate)
    }

    @Test
    fun `a dossier without a day of anonymisation is not anonymised, readings that are null are the recommended ones`() {
        val later = LocalDate.of(2030, 1, 1)
        assertEquals(Outcome.NOT_CONFORMING, judged(known, later).outcome)
        val anonymised = known.copy(anonymisedOn = LocalDate.of(2029, 3, 1))
        assertEquals(Outcome.CONFORMING, judged(anonymised, later).outcome)
        val named = Readings(A2.FEB_28, A3.AT_28, A6.LATER, A6b.WHOLE_DOSSIER, A7.LAST, A8.PAUSE)
        assertEquals(judged(known, readings = named), judged(known))
        assertEquals(LocalDate.of(2028, 2, 3), judged(known, readings = Readings(a3 = A3.AT_27)).limitDate)
    }

    @Test
    fun `the page says it as it is`() {
        assertTrue("A fact that is null is not known" in page && "an end that is null is still to come" in page)
        assertTrue("in every field of a request" !in page)
    }
}
