package fr.imilo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Plain Java calls the Kotlin functions: what takes an unsigned integer could not be called at all. */
class JavaCallerTest {
    @Test
    void everyFunctionIsCalled() throws ImiloException {
        assertEquals(1, ImiloKt.versions().getAbi());

        NirAnswer refused = ImiloKt.nirCheck("2 84 05 88 321 025 30", null);
        assertEquals(Outcome.NOT_CONFORMING, refused.getOutcome());
        assertEquals(14, refused.getPosition());

        Acceptance accept = new Acceptance(true, false, false, false, false, true, false);
        List<NirAnswer> many = ImiloKt.nirCheckMany(Arrays.asList("284058832102532", null), accept);
        assertEquals(Kind.NIR, many.get(0).getKind());
        assertNull(many.get(1));

        ConservationAnswer answer = ImiloKt.conservation(request(LocalDate.of(2026, 12, 1)));
        assertEquals(State.ANONYMISE, answer.getState());
        assertEquals(LocalDate.of(2026, 3, 15), answer.getAccessibleUntil());
        assertEquals(List.of("D2015-59:6:I"), answer.getFoundedBy());

        List<ConservationRow> rows =
                ImiloKt.conservationMany(List.of(request(LocalDate.of(2026, 12, 1)), request(LocalDate.of(2014, 1, 1))));
        assertEquals(answer, rows.get(0).getAnswer());
        assertEquals("before_first_rule_set", rows.get(1).getError().getCode());

        assertEquals("V2026-07", ImiloKt.ruleSet(LocalDate.of(2026, 7, 1)).getRuleSet());
        assertNotNull(ImiloKt.articles(null, null));
        assertTrue(ImiloKt.errors().stream().anyMatch(row -> row.getCode().equals("internal")));
        assertTrue(ImiloKt.callJson("versions", "{}").startsWith("{\"crate\":"));
    }

    @Test
    void theExceptionIsCheckedAndHasItsFields() {
        ImiloException early = assertThrows(ImiloException.class, () -> ImiloKt.ruleSet(LocalDate.of(2014, 12, 31)));
        assertEquals("before_first_rule_set", early.getCode());
        assertEquals(204, early.getNumber());
        assertTrue(early.getMessage().startsWith("before_first_rule_set: décret 2015-59 is in force"));
        assertTrue(early.getDetailFr().startsWith("le décret n° 2015-59"));
    }

    /** Kotlin mangles, with a hyphen, the name of what takes an unsigned type; Java cannot write such a name. */
    @Test
    void everyPublicNameCanBeWrittenInJava() {
        Class<?>[] surface = {
            ImiloKt.class, ImiloException.class, Failure.class, NirAnswer.class, Acceptance.class,
            ConservationRequest.class, ConservationAnswer.class, ConservationRow.class, DossierFacts.class,
            Programme.class, ContratCej.class, Period.class, Interruption.class, Readings.class,
            Fse.Cofinanced.class, AccountEnd.Ended.class, ConservationFacts.Dossier.class,
            ConservationFacts.UserAccount.class, ConservationFacts.PartnerStaff.class, RuleSetAnswer.class,
            RuleSetVersion.class, ProvisionAnswer.class, ArticleAnswer.class, ErrorAnswer.class,
            VersionsAnswer.class, CitationAnswer.class, FindingAnswer.class, StepAnswer.class,
            WasDueAnswer.class, AccessAnswer.class,
        };
        for (Class<?> type : surface) {
            Stream<String> names = Stream.of(type.getMethods()).map(Method::getName);
            assertTrue(names.noneMatch(name -> name.contains("-")), type.getName());
            // Where a parameter is unsigned, no constructor is left that Java could call.
            boolean record = Stream.of(type.getMethods()).anyMatch(method -> method.getName().equals("component1"));
            Stream<Constructor<?>> constructors = Stream.of(type.getConstructors());
            assertTrue(!record || constructors.anyMatch(it -> Modifier.isPublic(it.getModifiers()) && !it.isSynthetic()));
        }
    }

    private static ConservationRequest request(LocalDate day) {
        DossierFacts facts = new DossierFacts(
                LocalDate.of(1998, 3, 15), List.of(), List.of(), List.of(), Fse.NotCofinanced.INSTANCE, null);
        return new ConservationRequest(new ConservationFacts.Dossier(facts), day, null, null);
    }
}
