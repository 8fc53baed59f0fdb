//! The acts that the rules cite, and the public copies in which they were read.

use super::{Evidence, Source};

/// An act: décret, arrêté, règlement, opinion, code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Texte {
    /// Short code, the first part of a citation (`D2015-59`).
    pub code: &'static str,
    /// Official or usual title, in French.
    pub fr: &'static str,
    /// Title in English.
    pub en: &'static str,
    /// Publication (NOR, JO), empty when it was not found.
    pub publication: &'static str,
    /// How well the act itself is known.
    pub evidence: Evidence,
    /// Public copy.
    pub source: Source,
}

/// Public copies, by short name.
pub mod source {
    use super::Source;

    /// Declares the sources once, as constants and as a table.
    macro_rules! sources {
        ($($name:ident, $code:literal, $url:literal;)*) => {
            $(#[doc = concat!("Source `", $code, "`.")]
            pub const $name: Source = Source { code: $code, url: $url };)*
            /// Every source.
            pub const ALL: &[Source] = &[$($name,)*];
        };
    }

    sources! {
        NONE, "none", "";
        GIT, "GIT-1 … GIT-11", "https://github.com/etalab/lois-non-codifiees-et-reglements-francais";
        GIT_ANX, "GIT-ANX", "https://github.com/etalab/lois-non-codifiees-et-reglements-francais";
        LF_2015, "LF-2015", "https://www.legifrance.gouv.fr/affichTexte.do?cidTexte=JORFTEXT000030154563&categorieLien=id";
        CNIL_2014, "CNIL-2014", "https://legal.tricoteuses.fr/articles/JORFARTI000030154845";
        JB_2015, "JB-2015", "https://juriblio.fr/decrets/decret-no-2015-59-du-26-janvier-2015/164372291";
        TR_2_2025, "TR-2-2025", "https://legal.tricoteuses.fr/articles/LEGIARTI000050941418";
        TR_6_2025, "TR-6-2025", "https://legal.tricoteuses.fr/articles/LEGIARTI000050941385";
        TR_10_2025, "TR-10-2025", "https://legal.tricoteuses.fr/articles/LEGIARTI000050941375";
        TR_DIFF, "TR-DIFF", "https://git.tricoteuses.fr/codes/code_du_travail/commit/d6eedee95173f6a808e7a35dffbbb98ae4bc967e.diff";
        TR_A21_3, "TR-A21-3", "https://legal.tricoteuses.fr/articles/JORFARTI000045084385";
        SYN, "SYN", "https://synami-cfdt.fr/spip.php?article831&lang=fr";
        NOTICE, "NOTICE", "https://extranet-dgefp.kleegroup.com/jcms/c_7045/fr/affichage-mentions-d-information-imilo";
        A22, "A22", "https://ma-veille-juridique.com/arrete-du-15-decembre-2022-relatif-a-lexercice-de-la-responsabilite-conjointe-du-traitement-de-donnees-a-caractere-personnel-denomme-i-milo/";
        TR_A22, "TR-A22", "https://legal.tricoteuses.fr/articles/JORFARTI000047261016";
        TR_A25_2, "TR-A25-2", "https://legal.tricoteuses.fr/articles/LEGIARTI000050967848";
        BDT_25, "BDT-25", "https://banquedesterritoires.fr/les-echanges-de-donnees-entre-france-travail-les-missions-locales-et-leurs-partenaires-definis-dans";
        CNIL_24, "CNIL-24", "https://kohenavocats.fr/?p=166609";
        KH_26, "KH-26", "https://kohenavocats.fr/?p=1806089";
        JB_A26, "JB-A26", "https://juriblio.fr/arretes/arrete-du-15-janvier-2026/187603136/annexe";
        CI_26, "CI-26", "https://www.centre-inffo.fr/site-droit-formation/actualites-droit/nouveautes-pour-le-systeme-dinformation-i-milo";
        BDT_26, "BDT-26", "https://www.banquedesterritoires.fr/un-decret-precise-la-mise-en-oeuvre-du-systeme-dinformation-partage-entre-france-travail-et-les";
        CODE_L5314_2, "L. 5314-2", "https://french-business-law.com/french-legislation-art/article-l5314-2-of-the-french-labour-code";
        CODE_R5131_13, "R. 5131-13", "https://code.travail.gouv.fr/code-du-travail/r5131-13";
        CODE_R5131_16, "R. 5131-16", "https://french-business-law.com/rench-legislation-art/article-r5131-16-of-the-french-labour-code";
        CODE_L5131_6, "L. 5131-6", "https://french-business-law.com/french-legislation-art/article-l5131-6-of-the-french-labour-code/";
        CADRE_NIR, "cadre NIR", "https://centre-inffo.fr/site-droit-formation/actualites-droit/decret-rgpd-traitement-du-numero-dinscription-des-personnes-au-repertoire-national-didentification-des-personnes-physiques";
        REGLEMENT_1182, "R1182/71", "http://eur-lex.europa.eu/legal-content/fr/TXT/?uri=CELEX%3A31971R1182";
        RGPD_18, "RGPD 18", "https://audit-dpo.pages.dev/rgpd-article-18-droit-a-la-limitation-du-traitement/index.html";
        RGPD_12, "RGPD 12", "https://www.dpo-partage.fr/droit-dacces-comment-y-repondre/";
        RGPD_33, "RGPD 33", "https://www.monconseillerrgpd.com/la-violation-des-donnees-personnelles-avec-les-consequences";
        CNIL_LOGS, "CNIL 2021-122", "https://www.commu-net.fr/donnees-de-journalisation-la-cnil-precise-les-delais-de-conservation-recommandes/";
        INSEE_NIR, "Insee NIR", "https://xml.insee.fr/schema/nir.html";
        PACEA_2016, "D2016-1855", "https://www.legifrance.gouv.fr/affichTexteArticle.do?cidTexte=JORFTEXT000033692654&idArticle=JORFARTI000033692662";
        L3422_2, "L. 3422-2", "https://www.legifrance.gouv.fr/affichCode.do?idSectionTA=LEGISCTA000006178062&cidTexte=LEGITEXT000006072050&dateTexte=20190521";
        OLFP_26, "OLFP-26", "https://press-gpt.olfp.net/nouveautes-pour-le-systeme-dinformation-i-milo-centre-inffo-2";
        OPPOSITION, "CNIL SI-FT", "https://www.solutions-numeriques.com/la-cnil-reservee-sur-le-projet-decret-sur-le-si-france-travail/";
        RGPD_12_6, "RGPD 12(6)", "https://derriennic.com/la-cnil-actualise-sa-fiche-pratique-sur-le-droit-dacces/";
        RGPD_17, "RGPD 17", "https://rgpd.com/fr/apercu/chapitre-3-droits-de-la-personne-concernee/article-17-droit-a-leffacement-droit-a-loubli/";
        RGPD_17_3, "RGPD 17(3)", "https://monexpertrgpd.com/article-17";
        RGPD_20, "RGPD 20", "https://privacy-gdpr.eu/fr/article-20-rgpd";
        CODE_L5131_5, "L. 5131-5", "https://lexbase.fr/texte-de-loi/code-du-travaill51315/L6719MK3.html";
        CODE_D5131_19, "D. 5131-19", "https://french-business-law.com/rench-legislation-art/article-d5131-19-of-the-french-labour-code";
        CEJ_AMOUNTS, "CEJ, montants", "https://www.toutsurmesfinances.com/argent/a/aides-financieres-pour-les-jeunes-et-etudiants-conditions-et-montant";
        PACEA_2017, "PACEA 2017", "https://www.legifrance.gouv.fr/affichCode.do?idSectionTA=LEGISCTA000018526889&cidTexte=LEGITEXT000006072050";
        PACEA_2021, "PACEA 2021", "https://git.tricoteuses.fr/codes/code_du_travail/commit/666c1173f838e4dc25b022d0b85e2d5d44ea93ce.diff";
        L3133_1, "L. 3133-1", "http://www.soualigapost.com/fr/actualite/1398/soci%C3%A9t%C3%A9/le-27-mai-est-consid%C3%A9r%C3%A9-comme-un-jour-f%C3%A9ri%C3%A9-par-la-france";
        L3134_13, "L. 3134-13", "http://www.blelorraine.fr/2016/12/origines-reglementation-26-decembre-moselle/";
        NIR_2023, "NIR 2023", "https://juriblio.fr/docs/avis-no-2023-085-du-14-septembre-2023/182667819/316885548";
        OBLIGATION, "obligation de formation", "https://www.cap-metiers.pro/actualites/23403/Controle-respect-obligation-formation-des-jeunes-mineurs.aspx";
        CEJ_2022, "CEJ 2022", "https://centre-inffo.fr/site-droit-formation/actualites-droit/liste-des-parcours-et-emploi-des-jeunes-en-contrat-dengagement-jeune-permettant-le-report-de-la-duree-du-contrat";
        GARANTIE_2021, "Garantie jeunes 2021", "https://mairesdefrance.com/m/article/print.php?id=870";
        FSE_2018, "FSE annexe I, 2018", "https://legislation.gov.uk/eur/2013/1304/annex/I/data.html";
        FSE_2013, "FSE annexe I, 2013", "https://parlementairemonitor.nl/9353000/1/j4nvirkkkr58fyw_j9tvgajcor7dxyk_j9vvij5epmj1ey0/vitgryql5py2";
        FSE_PLUS, "FSE+ annexe I", "https://eumonitor.eu/9353000/1/j4nvirkkkr58fyw_j9vvik7m1c3gyxp/vkoseu9025xz";
        IEJ, "IEJ annexe II", "https://sfc.ec.europa.eu/en/2014/support-ms/yei";
        C2S_2026, "C2S 2026", "https://www.pauinfo.fr/assurance-sante-complementaire-solidaire-les-nouveaux-beneficiaires-verront-leur-acces-facilite/";
    }
}

const fn texte(
    code: &'static str,
    fr: &'static str,
    en: &'static str,
    publication: &'static str,
    evidence: Evidence,
    source: Source,
) -> Texte {
    Texte { code, fr, en, publication, evidence, source }
}

/// The acts cited by the rules of this library, and those that modify them.
pub const TEXTES: &[Texte] = {
    use Evidence::{Inferred, Secondary, Seen, Unknown};
    &[
        texte(
            "D2015-59",
            "décret n° 2015-59 du 26 janvier 2015 (I-MILO)",
            "décret 2015-59 of 26 January 2015 (I-MILO)",
            "NOR ETSD1418908D, JO n° 0023 du 28 janvier 2015, texte 20",
            Seen,
            source::LF_2015,
        ),
        texte(
            "D2021-05",
            "décret modificatif de mai 2021 (numéro non trouvé)",
            "modifying décret of May 2021 (number not found)",
            "",
            Inferred,
            source::TR_DIFF,
        ),
        texte(
            "D2024-12-31",
            "décret modificatif du 31 décembre 2024 (numéro non trouvé)",
            "modifying décret of 31 December 2024 (number not found)",
            "JO du 1er janvier 2025",
            Secondary,
            source::TR_DIFF,
        ),
        texte(
            "D2026-11",
            "décret n° 2026-11 du 12 janvier 2026",
            "décret 2026-11 of 12 January 2026",
            "JO entre le 13 et le 20 janvier 2026",
            Seen,
            source::KH_26,
        ),
        texte(
            "A2021-11-17",
            "arrêté du 17 novembre 2021 (données, mises en relation, destinataires)",
            "arrêté of 17 November 2021 (data, links, recipients)",
            "JORFTEXT000045084361, JO du 30 janvier 2022",
            Seen,
            source::TR_A21_3,
        ),
        texte(
            "A2022-12-15",
            "arrêté du 15 décembre 2022 (responsabilité conjointe)",
            "arrêté of 15 December 2022 (joint responsibility)",
            "NOR MTRD2218299A, JO du 5 mars 2023, texte 12",
            Seen,
            source::A22,
        ),
        texte(
            "A2025-01-03",
            "arrêté du 3 janvier 2025 (listes d'I-MILO)",
            "arrêté of 3 January 2025 (lists of I-MILO)",
            "JO du 12 ou du 14 janvier 2025",
            Seen,
            source::TR_A25_2,
        ),
        texte(
            "A2026-01-15",
            "arrêté du 15 janvier 2026 (responsabilité conjointe)",
            "arrêté of 15 January 2026 (joint responsibility)",
            "JO n° 0016 du 20 janvier 2026",
            Seen,
            source::JB_A26,
        ),
        texte(
            "CNIL2014-466",
            "délibération CNIL n° 2014-466 du 20 novembre 2014 (avis sur le projet)",
            "CNIL opinion 2014-466 of 20 November 2014 (on the draft)",
            "NOR CNIX1502316X, JO du 28 janvier 2015, texte 77",
            Seen,
            source::CNIL_2014,
        ),
        texte(
            "CNIL2021-122",
            "délibération CNIL n° 2021-122 du 14 octobre 2021 (journalisation)",
            "CNIL recommendation 2021-122 of 14 October 2021 (logging)",
            "JO du 30 octobre 2021",
            Secondary,
            source::CNIL_LOGS,
        ),
        texte(
            "CNIL2023-085",
            "avis CNIL n° 2023-085 du 14 septembre 2023 (cadre NIR)",
            "CNIL opinion 2023-085 of 14 September 2023 (NIR frame)",
            "JO du 23 novembre 2023",
            Secondary,
            source::NONE,
        ),
        texte(
            "CNIL2024-088",
            "délibération CNIL n° 2024-088 du 5 décembre 2024 (SI France Travail)",
            "CNIL opinion 2024-088 of 5 December 2024 (France Travail system)",
            "",
            Secondary,
            source::CNIL_24,
        ),
        texte(
            "RGPD",
            "règlement (UE) 2016/679 (RGPD)",
            "regulation (EU) 2016/679 (GDPR)",
            "applicable le 25 mai 2018",
            Seen,
            source::RGPD_18,
        ),
        texte(
            "R1182/71",
            "règlement (CEE, Euratom) n° 1182/71 (délais)",
            "regulation (EEC, Euratom) 1182/71 (periods of time)",
            "",
            Secondary,
            source::REGLEMENT_1182,
        ),
        texte(
            "R1303/2013",
            "règlement (UE) n° 1303/2013 (fonds européens)",
            "regulation (EU) 1303/2013 (European funds)",
            "",
            Inferred,
            source::GIT,
        ),
        texte(
            "R1304/2013",
            "règlement (UE) n° 1304/2013 (FSE)",
            "regulation (EU) 1304/2013 (ESF)",
            "",
            Inferred,
            source::CNIL_2014,
        ),
        texte(
            "R2021/1057",
            "règlement (UE) 2021/1057 (FSE+)",
            "regulation (EU) 2021/1057 (ESF+)",
            "",
            Seen,
            source::FSE_PLUS,
        ),
        texte(
            "R2021/1060",
            "règlement (UE) 2021/1060 (fonds européens 2021-2027)",
            "regulation (EU) 2021/1060 (European funds 2021-2027)",
            "",
            Unknown,
            source::NONE,
        ),
        texte(
            "DIR2000/84",
            "directive 2000/84/CE (heure d'été)",
            "directive 2000/84/EC (summer time)",
            "",
            Inferred,
            source::NONE,
        ),
        texte(
            "L78-17",
            "loi n° 78-17 du 6 janvier 1978 (informatique et libertés)",
            "law 78-17 of 6 January 1978 (data protection)",
            "",
            Secondary,
            source::CNIL_2014,
        ),
        texte(
            "D2005-1309",
            "décret n° 2005-1309 du 20 octobre 2005",
            "décret 2005-1309 of 20 October 2005",
            "",
            Inferred,
            source::NONE,
        ),
        texte("CT", "code du travail", "labour code", "", Seen, source::CODE_L5314_2),
        texte("CE", "code de l'éducation", "education code", "", Inferred, source::GIT),
        texte("CC", "code civil", "civil code", "", Inferred, source::NONE),
        texte("CPC", "code de procédure civile", "code of civil procedure", "", Inferred, source::NONE),
        texte("CSS", "code de la sécurité sociale", "social security code", "", Inferred, source::NONE),
        texte("CSP", "code de la santé publique", "public health code", "", Inferred, source::NONE),
        texte(
            "D82-103",
            "décret n° 82-103 du 22 janvier 1982 (répertoire des personnes physiques)",
            "décret 82-103 of 22 January 1982 (register of persons)",
            "",
            Secondary,
            source::INSEE_NIR,
        ),
        texte(
            "INSEE",
            "documentation de l'Insee sur le NIR",
            "documentation of Insee on the NIR",
            "",
            Secondary,
            source::INSEE_NIR,
        ),
        texte(
            "D2016-1855",
            "décret n° 2016-1855 du 23 décembre 2016 (PACEA)",
            "décret 2016-1855 of 23 December 2016 (PACEA)",
            "",
            Seen,
            source::PACEA_2016,
        ),
        texte(
            "D2019-341",
            "décret n° 2019-341 du 19 avril 2019 (cadre NIR)",
            "décret 2019-341 of 19 April 2019 (NIR frame)",
            "",
            Secondary,
            source::CADRE_NIR,
        ),
        texte(
            "D2020-1783",
            "décret n° 2020-1783 (allocation PACEA)",
            "décret 2020-1783 (PACEA allowance)",
            "",
            Seen,
            source::NONE,
        ),
        texte(
            "D2021-664",
            "décret n° 2021-664 du 26 mai 2021 (Garantie jeunes)",
            "décret 2021-664 of 26 May 2021 (Garantie jeunes)",
            "JO du 28 mai 2021",
            Seen,
            source::NONE,
        ),
        texte(
            "D2022-199",
            "décret n° 2022-199 du 18 février 2022 (contrat d'engagement jeune)",
            "décret 2022-199 of 18 February 2022 (contrat d'engagement jeune)",
            "",
            Secondary,
            source::CODE_L5314_2,
        ),
        texte(
            "D2024-1242",
            "décret n° 2024-1242 du 30 décembre 2024",
            "décret 2024-1242 of 30 December 2024",
            "",
            Seen,
            source::CODE_R5131_13,
        ),
        texte(
            "D2024-1268",
            "décret n° 2024-1268 du 31 décembre 2024 (SI France Travail)",
            "décret 2024-1268 of 31 December 2024 (France Travail system)",
            "",
            Secondary,
            source::NONE,
        ),
        texte(
            "A2020-10-15",
            "arrêté du 15 octobre 2020 (obligation de formation)",
            "arrêté of 15 October 2020 (obligation de formation)",
            "",
            Secondary,
            source::NONE,
        ),
        texte(
            "A2022-03-09",
            "arrêté du 9 mars 2022 (parcours permettant le report du CEJ)",
            "arrêté of 9 March 2022 (paths that defer the end of the CEJ)",
            "",
            Secondary,
            source::NONE,
        ),
        texte(
            "L2023-12-18",
            "loi du 18 décembre 2023 (plein emploi)",
            "law of 18 December 2023 (full employment)",
            "",
            Secondary,
            source::TR_2_2025,
        ),
        texte("LF2022", "loi de finances pour 2022", "finance law for 2022", "", Secondary, source::NONE),
        texte(
            "LFSS2024",
            "loi de financement de la sécurité sociale pour 2024",
            "social security financing law for 2024",
            "",
            Secondary,
            source::NONE,
        ),
    ]
};

/// The act with this code.
///
/// ```
/// use imilo_core::law::texts::texte_by_code;
/// assert!(texte_by_code("D2015-59").is_some_and(|texte| texte.publication.contains("ETSD1418908D")));
/// ```
#[must_use]
pub fn texte_by_code(code: &str) -> Option<&'static Texte> {
    TEXTES.iter().find(|texte| texte.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        let mut codes: Vec<_> = TEXTES.iter().map(|texte| texte.code).collect();
        codes.sort_unstable();
        let before = codes.len();
        codes.dedup();
        assert_eq!(codes.len(), before);
    }
}
