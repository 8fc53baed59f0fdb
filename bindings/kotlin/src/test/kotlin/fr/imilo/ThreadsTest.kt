package fr.imilo

import java.time.LocalDate
import java.util.concurrent.Callable
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.Executors
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Every function may be called from any thread, at the same time. */
class ThreadsTest {
    @Test
    fun `eight threads get the answers of one`() {
        val expected = round()
        val barrier = CyclicBarrier(8)
        val pool = Executors.newFixedThreadPool(8)
        try {
            val rounds = pool.invokeAll(List(8) { Callable { barrier.await(); List(20) { round() } } })
            for (result in rounds) {
                assertTrue(result.get().all { it == expected })
            }
        } finally {
            pool.shutdownNow()
        }
    }

    /** One call of each function, errors included. */
    private fun round(): List<Any> {
        val request = ConservationRequest(
            ConservationFacts.Dossier(DossierFacts(birthDate = LocalDate.of(1998, 3, 15))), LocalDate.of(2026, 12, 1),
        )
        val error = runCatching { ruleSet(LocalDate.of(2014, 1, 1)) }.exceptionOrNull() as ImiloException
        return listOf(
            versions(),
            nirCheck("284058832102532"),
            nirCheckMany(listOf("284058832102530", null), Acceptance(nnp = true)),
            conservation(request),
            conservationMany(listOf(request, request.copy(date = LocalDate.of(2014, 1, 1)))),
            ruleSet(LocalDate.of(2026, 7, 1)),
            articles(date = LocalDate.of(2026, 7, 1)),
            errors(),
            callJson("versions", "{}"),
            failureJson(error.failure),
        )
    }
}
