//! What the agent has to do before the page is handed over.

use imilo_core::calendar::Date;
use imilo_core::conservation::ProgrammeKind;
use imilo_core::dossier::{Champ, Dossier};
use imilo_core::explain::Outcome;
use serde::Serialize;

use super::masking::Account;
use super::{Access, Item};
use crate::numbers_in_text::{is_digit, names_the_nir};
use crate::page::french_date;

/// Something to be done before the page is handed over: for the agent, not for the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ToDo {
    /// Stable code.
    pub code: &'static str,
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

/// Fields in which somebody writes freely, or in which the name of another person may stand beside what belongs there.
const FREE: [Champ; 34] = [
    Champ::Commentaires,
    Champ::Adresses,
    Champ::AdressesProfessionnelles,
    Champ::Telephones,
    Champ::Fax,
    Champ::Courriels,
    Champ::SituationMatrimoniale,
    Champ::Scolarite,
    Champ::Diplomes,
    Champ::DernierSystemeFormation,
    Champ::Qualifications,
    Champ::Experiences,
    Champ::SituationCategorie,
    Champ::Employeur,
    Champ::OrganismeFormation,
    Champ::Dispositifs,
    Champ::LogementSituation,
    Champ::LogementDifficultes,
    Champ::EntretienNature,
    Champ::EntretienModalite,
    Champ::ActionTheme,
    Champ::ActionLibelle,
    Champ::RomeSpecificites,
    Champ::FinParcoursMotif,
    Champ::Offres,
    Champ::SuiviEmployeurs,
    Champ::Partenaires,
    Champ::Parcours,
    Champ::Evenements,
    Champ::AgentFonctions,
    Champ::Tracabilite,
    Champ::MesuresProtection,
    Champ::TitreSejour,
    Champ::SituationPenitentiaire,
];

/// Fields that name the person: of a dossier that is anonymised nothing is left of them.
pub(super) const NAMING: [Champ; 14] = [
    Champ::NomNaissance,
    Champ::NomUsage,
    Champ::NomMarital,
    Champ::Prenoms,
    Champ::Nir,
    Champ::Adresses,
    Champ::Telephones,
    Champ::Fax,
    Champ::Courriels,
    Champ::PieceIdentiteNumero,
    Champ::NumeroEleve,
    Champ::NumeroDe,
    Champ::NumerosAllocataire,
    Champ::CoordonneesBancaires,
];

/// The fields of a list, in words.
fn labels<'i>(items: impl Iterator<Item = &'i Item> + Clone) -> (String, String) {
    let words = |label: fn(&Item) -> &'static str| items.clone().map(label).collect::<Vec<_>>().join(", ");
    (words(|item| item.label_fr), words(|item| item.label_en))
}

/// What is to be done of an access dossier.
pub(super) fn to_do(access: &Access, dossier: &Dossier) -> Vec<ToDo> {
    let mut list = Vec::new();
    let mut add = |code, fr: String, en: String| list.push(ToDo { code, fr, en });
    let items = || access.data.iter().flat_map(|part| &part.items);
    let of = |item: &&Item, champ: Champ| item.field == champ.row().path;
    add(
        "identity",
        "assurez-vous d'abord de l'identité de la personne, par tout moyen ; une pièce d'identité n'est demandée qu'en cas de doute raisonnable (RGPD, art. 12(6)). Rien n'est remis avant".to_owned(),
        "first make sure of the identity of the person, by any means; an identity document is asked for on reasonable doubt only (RGPD, art. 12(6)). Nothing is handed over before".to_owned(),
    );
    add(
        "read_again",
        "relisez tout : une rubrique peut parler d'une autre personne ; masquez ce qui en parle".to_owned(),
        "read all of it: a field may speak of somebody else; mask what does".to_owned(),
    );
    let free = || items().filter(|item| FREE.iter().any(|champ| of(item, *champ)));
    if free().next().is_some() {
        let (fr, en) = labels(free());
        add(
            "free_text",
            format!(
                "RELISEZ les textes où le nom d'une autre personne peut se trouver ({fr}) et masquez ce qui en parle : ils sont repris tels qu'ils ont été écrits"
            ),
            format!(
                "READ the texts in which the name of somebody else may stand ({en}) and mask what speaks of them: they stand as they were written"
            ),
        );
    }
    let hidden = || items().filter(|item| item.masked == Some("nir") && !of(item, Champ::Nir));
    if hidden().next().is_some() {
        let (fr, en) = labels(hidden());
        add(
            "masked_number",
            format!(
                "un numéro a été masqué, car il peut être un NIR ({fr}) : si c'est un autre numéro de la personne, donnez-le-lui"
            ),
            format!(
                "a number was masked, for it may be a NIR ({en}): if it is another number of the person, give it to them"
            ),
        );
    }
    let spoken = || {
        items().filter(|item| !of(item, Champ::Nir) && item.lines.iter().any(|line| speaks_of_a_nir(line)))
    };
    if spoken().next().is_some() {
        let (fr, en) = labels(spoken());
        add(
            "nir_spoken_of",
            format!(
                "un texte parle d'un numéro de sécurité sociale et contient des chiffres ({fr}) : si ce sont des morceaux d'un NIR, masquez-les"
            ),
            format!(
                "a text speaks of a social security number and has digits ({en}): if they are pieces of a NIR, mask them"
            ),
        );
    }
    let account = items().find(|item| of(item, Champ::CoordonneesBancaires));
    if let Some(account) = account.filter(|_| access.account != Account::Own) {
        let (fr, en) = if account.masked == Some("third_person") {
            (
                "le titulaire du compte bancaire n'est pas reconnu comme étant la personne seule : si c'est bien elle, donnez-lui ces données",
                "the holder of the bank account is not recognised as the person alone: if it is, give them these data",
            )
        } else {
            (
                "le fichier ne dit pas qui est le titulaire du compte bancaire : s'il n'est pas à la personne, masquez-le",
                "the file does not say who holds the bank account: if it is not the person's, mask it",
            )
        };
        add("account_holder", fr.to_owned(), en.to_owned());
    }
    if !access.named_by.is_empty() && access.retention.anonymised_on.is_some() {
        let named = || items().filter(|item| access.named_by.contains(&item.field));
        let (fr, en) = labels(named());
        add(
            "anonymised_with_names",
            format!(
                "ATTENTION : le dossier est dit anonymisé, et des données qui nomment la personne y sont encore ({fr}) : répondez-lui, puis faites achever l'anonymisation"
            ),
            format!(
                "WARNING: the dossier is said to be anonymised, and data that name the person are still there ({en}): answer them, then have the anonymisation completed"
            ),
        );
    }
    not_kept(dossier, &mut add);
    if access.due_date < access.date {
        // Before 25 May 2018 the delay was that of the decree.
        let (article_fr, article_en, but_fr, but_en) = match access.due_founded_by.first() {
            Some(&"D2005-1309:94") => {
                ("décret n° 2005-1309, art. 94", "decree no. 2005-1309, art. 94", "", "")
            }
            _ => (
                "RGPD, art. 12(3)",
                "RGPD, art. 12(3)",
                ", sauf prolongation notifiée à la personne avant ce jour",
                ", unless an extension was notified to the person by that day",
            ),
        };
        let (received, due) = (french_date(access.received), french_date(access.due_date));
        add(
            "reply_late",
            format!(
                "DÉLAI DÉPASSÉ ({article_fr}) : la demande reçue le {received} appelait une réponse le {due} au plus tard{but_fr} ; répondez sans attendre"
            ),
            format!(
                "LATE ({article_en}): the request received on {} was to be answered on {} at the latest{but_en}; answer at once",
                access.received, access.due_date
            ),
        );
    }
    let given = &access.given;
    let blank = [
        (&given.controller, "l'adresse du responsable", "address of the controller"),
        (&given.contact, "le service à contacter", "whom to contact"),
        (&given.dpo, "le délégué à la protection des données", "the data protection officer"),
        (&given.source, "l'origine des données", "where the data come from"),
        (&given.automated, "les décisions prises par une machine seule", "decisions by a machine alone"),
        (&given.transfers, "les envois hors de l'Union européenne", "transfers out of the European Union"),
        (&given.copy, "la copie des données", "the copy of the data"),
    ];
    let (blank_fr, blank_en): (Vec<_>, Vec<_>) =
        blank.into_iter().filter(|(text, ..)| text.is_none()).map(|(_, fr, en)| (fr, en)).unzip();
    if !blank_fr.is_empty() {
        add(
            "to_fill",
            format!("À COMPLÉTER (RGPD, art. 15) : {}", blank_fr.join(", ")),
            format!("TO BE FILLED (RGPD, art. 15): {}", blank_en.join(", ")),
        );
    }
    for notice in &access.notices {
        if notice.code == "rows_refused" {
            add(notice.code, notice.fr.clone(), notice.en.clone());
            continue;
        }
        add(
            notice.code,
            format!("{} ; regardez s'il s'y trouve des données de la personne, et ajoutez-les", notice.fr),
            format!("{}; look whether data of the person are there, and add them", notice.en),
        );
    }
    statement(access, &mut add);
    if access.retention.outcome == Outcome::NotConforming {
        add(
            "to_close",
            "ce dossier aurait dû être fermé : répondez à la personne, puis fermez-le".to_owned(),
            "this dossier should have been closed: answer the person, then close it".to_owned(),
        );
    }
    list
}

/// Whether a text names the NIR and still has digits enough for a piece of one.
fn speaks_of_a_nir(text: &str) -> bool {
    names_the_nir(text) && text.chars().filter(|next| is_digit(*next)).nth(4).is_some()
}

/// What a file may have and a dossier does not keep.
fn not_kept(dossier: &Dossier, add: &mut impl FnMut(&'static str, String, String)) {
    let kept = &dossier.conservation;
    if kept.programmes.given().is_some_and(|list| list.iter().any(|one| one.kind == ProgrammeKind::Other)) {
        add(
            "programme_name",
            "un programme est dit « autre » : son nom n'est pas repris ici ; ajoutez-le".to_owned(),
            "a programme is told as another: its name is not here; add it".to_owned(),
        );
    }
    let contracts = kept.cej_contracts.given().into_iter().flatten();
    let running: Vec<_> = contracts.filter(|contract| contract.end.is_none()).collect();
    // The page tells the one of the interface: which contract it is of, the first day says.
    let told = dossier.emploi.accompagnement_cej.given().filter(|cej| cej.date_fin_prevue.given().is_some());
    let is_told = match (running.as_slice(), told) {
        ([contract], Some(cej)) => cej.date_debut.given().is_none_or(|start| *start == contract.start),
        (running, _) => running.is_empty(),
    };
    if !is_told {
        add(
            "planned_end",
            "la fin prévue d'un contrat d'engagement jeune en cours n'est pas reprise ici : si le dossier l'a, ajoutez-la".to_owned(),
            "the planned end of a contrat d'engagement jeune that runs is not here: if the dossier has it, add it".to_owned(),
        );
    }
}

/// What is to be done of the statement of consultations: whose it is, which days it has, what is wrong in it.
fn statement(access: &Access, add: &mut impl FnMut(&'static str, String, String)) {
    let Some(consultations) = &access.consultations else {
        add(
            "no_statement",
            "le relevé des consultations n'est pas joint : la personne a droit aux dates et aux raisons"
                .to_owned(),
            "the statement of consultations is not there: the person is entitled to dates and purposes"
                .to_owned(),
        );
        return;
    };
    if access.later_days {
        add(
            "statement_later_day",
            format!(
                "le relevé des consultations a des lignes d'un jour postérieur au {} : elles ne sont pas sur la page ; vérifiez le relevé, ou le jour de la page",
                french_date(access.date)
            ),
            format!(
                "the statement of consultations has lines of a day after {}: they are not on the page; check the statement, or the day of the page",
                access.date
            ),
        );
    }
    match &access.dossier_ref {
        Some(reference) => add(
            "compare_reference",
            format!("le relevé des consultations est celui de la référence {reference} : comparez-la à celle que le journal donne au dossier de la personne"),
            format!("the statement of consultations is that of the reference {reference}: compare it with the one that the journal gives the dossier of the person"),
        ),
        None => add(
            "compare_reference",
            "le relevé des consultations ne dit pas de quel dossier il est : assurez-vous qu'il est celui de la personne".to_owned(),
            "the statement of consultations does not say of which dossier it is: make sure that it is the person's".to_owned(),
        ),
    }
    let Some(coverage) = &access.coverage else {
        add(
            "statement_incomplete",
            "le relevé des consultations ne dit pas quels jours il couvre".to_owned(),
            "the statement of consultations does not say which days it covers".to_owned(),
        );
        return;
    };
    // What the law had erased nobody can bring back.
    if !coverage.damaged.is_empty() || (!coverage.complete && coverage.purged.is_empty()) {
        add(
            "statement_incomplete",
            "le relevé des consultations n'est pas complet : le journal est abîmé ou n'est pas garanti"
                .to_owned(),
            "the statement of consultations is not complete: the journal is damaged or not attested"
                .to_owned(),
        );
    }
    if coverage.from.is_some() || coverage.to.is_some() {
        add(
            "statement_in_part",
            "le relevé des consultations n'a été demandé que pour une partie des jours : la personne a droit à tous ceux du journal".to_owned(),
            "the statement of consultations was asked for a part of the days only: the person is entitled to all those of the journal".to_owned(),
        );
    }
    let last = coverage.last_read();
    if let Some(last) = last.filter(|last| *last < access.date) {
        add(
            "statement_last_day",
            format!(
                "le dernier jour du relevé des consultations est le {} : s'il y en a eu depuis, refaites-le",
                french_date(last)
            ),
            format!(
                "the last day of the statement of consultations is {last}: if there were any since, make it again"
            ),
        );
    }
    if !coverage.open.is_empty() {
        let days = |day: &dyn Fn(Date) -> String| {
            coverage.open.iter().map(|open| day(*open)).collect::<Vec<_>>().join(", ")
        };
        add(
            "statement_open_day",
            format!(
                "le journal n'est pas clos pour tous les jours du relevé ({}) : des consultations peuvent s'y ajouter",
                days(&french_date)
            ),
            format!(
                "the journal is not closed for every day of the statement ({}): consultations may be added",
                days(&|day| day.to_string())
            ),
        );
    }
    if consultations.is_empty() {
        add(
            "statement_empty",
            "le relevé ne contient aucune consultation : une faute dans le numéro du dossier a le même effet ; vérifiez-le".to_owned(),
            "the statement has no consultation: a mistake in the number of the dossier has the same effect; check it".to_owned(),
        );
    }
}
