package fr.imilo

import java.nio.file.Path
import java.time.LocalDate
import kotlin.io.path.readText
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** The examples of README.md are the code that runs here and in ReadmeExample.java. */
class ReadmeTest {
    @Test
    fun `the example in Kotlin runs`() {
        // README
        val facts = DossierFacts(
            birthDate = LocalDate.of(1998, 3, 15),
            programmes = emptyList(),        // known to be none
            cejContracts = emptyList(),
            rqthPeriods = null,              // not known (the default)
            fse = Fse.NotCofinanced,
        )
        val answer = conservation(ConservationRequest(ConservationFacts.Dossier(facts), LocalDate.of(2026, 12, 1)))
        when (answer.outcome) {
            Outcome.CONFORMING -> println("may stay open")
            Outcome.NOT_CONFORMING -> println("closed since ${answer.accessibleUntil}, by ${answer.foundedBy}")
            Outcome.UNDETERMINED -> println("missing: ${answer.missing}")
        }

        val nir = nirCheck("2 84 05 88 321 025 30")
        println("${nir.messageFr} (position ${nir.position})")

        try {
            ruleSet(LocalDate.of(2014, 12, 31))
        } catch (e: ImiloException) {
            println("${e.code} ${e.detailFr}")
        }
        // END
        assertEquals(Outcome.NOT_CONFORMING, answer.outcome)
        assertEquals(14, nir.position)
    }

    @Test
    fun `the example in Java runs`() = ReadmeExample.run()

    @Test
    fun `the examples of the page are this code`() {
        val page = Path.of("README.md").readText()
        for (source in listOf("src/test/kotlin/fr/imilo/ReadmeTest.kt", "src/test/java/fr/imilo/ReadmeExample.java")) {
            val code = Path.of(source).readText().substringAfter("// README\n").substringBefore("// END").trimIndent().trim()
            assertTrue(code.isNotEmpty() && code in page, "README.md does not hold the example of $source")
        }
    }
}
