package example

import fr.imilo.*
import java.time.LocalDate

fun main() {
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
        println("${e.code} (${e.number}) in ${e.field}")
    }
}
