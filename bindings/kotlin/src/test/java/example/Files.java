package example;

import fr.imilo.*;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

public final class Files {
    public static void main(String[] arguments) throws ImiloException {
        byte[] dossiers = "matricule;date_naissance\n7;1997-05-03\n".getBytes(StandardCharsets.UTF_8);
        BilanOptions options = new BilanOptions(
                null,        // path: the bytes are given
                null,        // folder: nothing is written
                null,        // mapping
                "essai.csv", // name
                null,        // register: none
                null,        // its mapping
                1,           // threads
                new Readings(null, A3.AT_27, null, null, null, null), // A2, A3, A6, A6b, A7, A8
                null);       // holidays of the register
        System.out.println(ImiloKt.bilan(LocalDate.of(2026, 11, 24), options, dossiers).contains("\"rows\":1"));

        byte[] participations = "date_entree;sexe\n02/10/2023;F\n".getBytes(StandardCharsets.UTF_8);
        FseReportOptions report = new FseReportOptions(
                "FSE+",                     // programme
                null,                       // annexe: of the FSE and the IEJ only
                "2024-12-31",               // report date
                null, null,                 // path, folder
                null,                       // operation
                null, "essai.csv",          // mapping, name
                null, null,                 // publish below, share
                "fr",                       // language of the workbook
                null,                       // threads
                "{\"A2\": \"inclusive\"}"); // options, as JSON
        System.out.println(ImiloKt.fseReport(report, participations).contains("\"rows\":1"));

        CivilIdentity identity = new CivilIdentity(
                null, null, null,           // label, OID, provenance
                Sexe.MASCULIN, "1984-05",   // sex, birth date
                null, null, null);          // birth place, as of, stage
        ImiloKt.nirCoherence("2 84 05 88 321 025 32", identity).getFindings()
                .forEach(finding -> System.out.println(finding.getCode()));

        RootKey key = new RootKey(1, ImiloKt.makeRootKey());
        try (SecretBytes root = key.getRoot()) {
            PseudonymDomain domain = new PseudonymDomain("emploi", "dares", "trajam", 1);
            List<PseudonymRow> rows =
                    ImiloKt.pseudonyms(List.of(key), domain, Arrays.asList("2 55 08 14 168 025 38", null), null, null);
            System.out.println(rows.get(0).getPseudonym().length() + " " + rows.get(1));
        }
    }
}
