package example;

import fr.imilo.*;
import java.time.LocalDate;
import java.util.List;

public final class Example {
    public static void main(String[] arguments) throws ImiloException {
        DossierFacts facts = new DossierFacts(
                LocalDate.of(1998, 3, 15), // birth
                null,                      // periods of RQTH: not known
                List.of(),                 // programmes: known to be none
                List.of(),                 // contrats d'engagement jeune
                Fse.NotCofinanced.INSTANCE,
                null);                     // not anonymised
        ConservationRequest request = new ConservationRequest(
                new ConservationFacts.Dossier(facts), LocalDate.of(2026, 12, 1), null, null);
        for (ConservationRow row : ImiloKt.conservationMany(List.of(request))) {
            if (row.getError() != null) {
                System.out.println(row.getError().getDetailFr());
            } else if (row.getAnswer().getOutcome() == Outcome.NOT_CONFORMING) {
                System.out.println("closed since " + row.getAnswer().getAccessibleUntil());
            }
        }
    }
}
