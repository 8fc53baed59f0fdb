//! What the agent has to do before the page is handed over.

use imilo_core::dossier::Champ;
use imilo_core::explain::Outcome;
use serde::Serialize;

use super::{Access, Item};

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

/// Fields in which somebody writes freely.
const FREE: [Champ; 5] = [
    Champ::Commentaires,
    Champ::LogementDifficultes,
    Champ::ActionLibelle,
    Champ::RomeSpecificites,
    Champ::Tracabilite,
];

/// What is to be done of an access dossier.
pub(super) fn to_do(access: &Access) -> Vec<ToDo> {
    let mut list = Vec::new();
    let mut add = |code, fr: String, en: String| list.push(ToDo { code, fr, en });
    let items = || access.data.iter().flat_map(|part| &part.items);
    let of = |item: &&Item, champ: Champ| item.field == champ.row().path;
    let free: Vec<_> = items().filter(|item| FREE.iter().any(|champ| of(item, *champ))).collect();
    if free.is_empty() {
        add(
            "read_again",
            "relisez tout : une rubrique peut parler d'une autre personne".to_owned(),
            "read all of it: a field may speak of somebody else".to_owned(),
        );
    } else {
        let names = |label: fn(&Item) -> &'static str| {
            free.iter().map(|item| label(item)).collect::<Vec<_>>().join(", ")
        };
        add(
            "free_text",
            format!(
                "RELISEZ les textes libres ({}) et masquez ce qui parle d'une autre personne : ils sont repris tels qu'ils ont été écrits",
                names(|item| item.label_fr)
            ),
            format!(
                "READ the free texts ({}) and mask what speaks of somebody else: they stand as they were written",
                names(|item| item.label_en)
            ),
        );
    }
    if items().any(|item| item.masked == Some("nir") && !of(&item, Champ::Nir)) {
        add(
            "masked_number",
            "un numéro a été masqué, car il peut être un NIR : si c'est un autre numéro de la personne, donnez-le-lui".to_owned(),
            "a number was masked, for it may be a NIR: if it is another number of the person, give it to them".to_owned(),
        );
    }
    if items().any(|item| of(&item, Champ::CoordonneesBancaires) && item.masked == Some("third_person")) {
        add(
            "account_holder",
            "le titulaire du compte bancaire n'est pas reconnu comme étant la personne seule : si c'est bien elle, donnez-lui ces données".to_owned(),
            "the holder of the bank account is not recognised as the person alone: if it is, give them these data".to_owned(),
        );
    }
    let given = &access.given;
    let blank = [
        (&given.controller, "l'adresse du responsable", "address of the controller"),
        (&given.contact, "le service à contacter", "whom to contact"),
        (&given.dpo, "le délégué à la protection des données", "the data protection officer"),
        (&given.source, "l'origine des données", "where the data come from"),
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
        add(
            notice.code,
            format!("{} ; regardez s'il s'y trouve des données de la personne, et ajoutez-les", notice.fr),
            format!("{}; look whether data of the person are there, and add them", notice.en),
        );
    }
    match (&access.consultations, &access.coverage) {
        (None, _) => add(
            "no_statement",
            "le relevé des consultations n'est pas joint : la personne a droit aux dates et aux raisons"
                .to_owned(),
            "the statement of consultations is not there: the person is entitled to dates and purposes"
                .to_owned(),
        ),
        (Some(_), Some(coverage)) if coverage.complete => {}
        (Some(_), _) => add(
            "statement_incomplete",
            "le relevé des consultations n'est pas complet, ou ne dit pas quels jours il couvre".to_owned(),
            "the statement of consultations is not complete, or does not say which days it covers".to_owned(),
        ),
    }
    if access.retention.outcome == Outcome::NotConforming {
        add(
            "to_close",
            "ce dossier aurait dû être fermé : répondez à la personne, puis fermez-le".to_owned(),
            "this dossier should have been closed: answer the person, then close it".to_owned(),
        );
    }
    list
}
