//! Dossiers from the JSON of the I-MILO interface.
//!
//! The interface carries no NIR, no sex, no RQTH, no FSE fact and no programme but the contrat d'engagement
//! jeune, of which it tells the last contract. A missing key is a field that is not carried; empty and null are an
//! empty one. Events, appointments and places in sessions stand under keys of ours: `evenements`, `rendezVous`,
//! `sessions`.

use std::io::Read;

use imilo_core::calendar::Date;
use imilo_core::conservation::{ContratCej, Fact, FactSet};
use imilo_core::dossier::{
    AccompagnementCej, Adresse, Carried, Champ, CodeStructure, Coded, Dossier, Evenement, Field, FieldSet,
    PlaceSession, RendezVous, Situation,
};
use imilo_core::error::{CodedError, ErrorCode};

use super::cej::{CejRemarks, FirstCej};
use super::elements::Elements;
use super::keys::{AdresseJson, CejJson, DossierJson, EvenementJson, Key, SituationJson, StatutJson};
use super::unread::Unread;
use super::{FileNotice, Format, Refusal, Row};

#[derive(Debug)]
pub(super) struct InterfaceDossiers<R> {
    pub(super) elements: Elements<R>,
    cej: CejRemarks,
    /// Fields under keys of ours, once one was seen.
    ours: FieldSet,
    unread: Unread,
    /// Dossiers with an `idJeune`.
    identifiers: u64,
}

/// The fields that the interface carries.
const FIELDS: FieldSet = FieldSet::of(&[
    Champ::Matricule,
    Champ::IdJeune,
    Champ::NumeroDe,
    Champ::Adresses,
    Champ::NomNaissance,
    Champ::NomUsage,
    Champ::Prenoms,
    Champ::DateNaissance,
    Champ::Courriels,
    Champ::MissionLocaleCode,
    Champ::MissionLocaleNom,
    Champ::MissionLocaleNomOfficiel,
    Champ::AccompagnementCej,
    Champ::CejContracts,
    Champ::SituationEtat,
    Champ::SituationCategorie,
    Champ::SituationFin,
    Champ::SituationRomePrepare,
    Champ::SituationRomePremier,
    Champ::SituationRomeExerce,
]);

/// Fields that stand under keys of ours, or under one that the interface is not known to have.
const OURS: FieldSet =
    FieldSet::of(&[Champ::SituationDebut, Champ::Evenements, Champ::RendezVous, Champ::Sessions]);

impl<R: Read> InterfaceDossiers<R> {
    pub(super) fn new(elements: Elements<R>) -> Self {
        Self {
            elements,
            cej: CejRemarks::default(),
            ours: FieldSet::EMPTY,
            unread: Unread::default(),
            identifiers: 0,
        }
    }

    pub(super) const fn format(&self) -> Format {
        if self.elements.is_array() { Format::InterfaceArray } else { Format::InterfaceLines }
    }

    pub(super) fn carried(&self) -> Carried {
        let facts = FactSet::default().with(Fact::BirthDate).with(Fact::CejContracts);
        Carried { fields: FIELDS.union(self.ours), facts }
    }

    pub(super) fn notices(&self) -> Vec<FileNotice> {
        let limits = FileNotice {
            code: "interface_limits",
            fr: "l'interface ne porte ni NIR, ni RQTH, ni programme autre que le dernier CEJ, ni FSE : ce qui en dépend n'est pas évaluable".to_owned(),
            en: "the interface carries no NIR, no RQTH, no programme but the last CEJ, no ESF fact: what rests on them is not assessable".to_owned(),
        };
        let identifiers = (self.identifiers > 0).then(|| identifiers(self.identifiers));
        let rest = identifiers.into_iter().chain(self.cej.notices()).chain(self.unread.notice());
        std::iter::once(limits).chain(rest).collect()
    }

    pub(super) fn next(&mut self) -> Option<Result<Row, Refusal>> {
        Some(match self.elements.next()? {
            Ok((element, record, line)) => {
                let (row, first) = match dossier(element, &Place { record, line }) {
                    Ok(read) => read,
                    Err(refused) => return Some(Err(refused)),
                };
                self.unread.see(element);
                self.identifiers += u64::from(row.dossier.identite.id_jeune.given().is_some());
                self.cej.count(first);
                self.ours = self.ours.union(row.dossier.carried().intersection(OURS));
                Ok(row)
            }
            Err(refused) => Err(refused),
        })
    }
}

/// What `idJeune` does to the outcome of a dossier. It is told once: what the interface always sends must not pass for a
/// fault of each dossier.
fn identifiers(count: u64) -> FileNotice {
    FileNotice {
        code: "interface_identifier",
        fr: format!(
            "dossiers avec un idJeune, l'identifiant du jeune dans l'interface, qu'aucune liste lue depuis 2021 ne nomme et que \
             celle de 2015 ne permet pas : leurs données ne sont jamais « conformes » en entier, leurs autres champs sont \
             jugés un à un : {count}"
        ),
        en: format!(
            "dossiers with an idJeune, the identifier of the young person in the interface, which no list read since 2021 \
             names and that of 2015 does not allow: their data are never “conforming” as a whole, their other fields are \
             judged one by one: {count}"
        ),
    }
}

/// The key at which an object is not that of a dossier. Read anew: good dossiers do not pay for it.
fn wrong_key(element: &[u8]) -> Option<String> {
    let mut json = serde_json::Deserializer::from_slice(element);
    let error = serde_path_to_error::deserialize::<_, DossierJson<'_>>(&mut json).err()?;
    let (path, message) = (error.path().to_string(), error.inner().to_string());
    // A key that is missing is one of ours; a path may be anything but for its letters.
    let missing = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    let plain = |path: &&str| {
        path.len() <= 40 && path.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'.' | b'_'))
    };
    missing.or(Some(path.as_str())).filter(|path| *path != ".").filter(plain).map(str::to_owned)
}

fn dossier(element: &[u8], place: &Place) -> Result<(Row, FirstCej), Refusal> {
    let json: DossierJson<'_> = serde_json::from_slice(element).map_err(|error| {
        if error.is_syntax() || error.is_eof() {
            return Refusal::own(place.record, Some(place.line), "json_syntax");
        }
        let refusal = Refusal::own(place.record, Some(place.line), "json_shape");
        wrong_key(element).map_or(refusal.clone(), |key| refusal.in_column(None, &key))
    })?;
    let mut dossier = Dossier::default();
    let identite = &mut dossier.identite;
    let matricule = place.matricule(json.id_dossier.get())?;
    identite.id_jeune = place.text("idJeune", json.id_jeune)?;
    identite.nom_naissance = place.text("nomNaissance", json.nom_naissance)?;
    identite.nom_usage = place.text("nomUsage", json.nom_usage)?;
    identite.prenoms = place.text("prenom", json.prenom)?;
    identite.date_naissance = place.date("dateNaissance", json.date_naissance)?;
    identite.courriels = alone(place.text("mail", json.mail)?);
    identite.adresses = alone(match json.adresse {
        Key::Missing => Field::NotCarried,
        Key::Null => Field::Empty,
        Key::Is(adresse) => place.adresse(&adresse)?,
    });
    let mission_locale = &mut dossier.personnel.mission_locale;
    if let Key::Is(structure) = json.structure_rattachement {
        let field = "structureRattachement.codeStructure";
        mission_locale.code = match place.text(field, structure.code_structure)? {
            Field::Given(code) => Field::Given(Coded::Valid(
                code.parse::<CodeStructure>().map_err(|error| place.refuse(field, error.code()))?,
            )),
            Field::Empty => Field::Empty,
            Field::NotCarried => Field::NotCarried,
        };
        mission_locale.nom = place.text("structureRattachement.nomUsuel", structure.nom_usuel)?;
        let official = place.text("structureRattachement.nomOfficiel", structure.nom_officiel)?;
        if mission_locale.nom.given().is_none() && official.given().is_some() {
            mission_locale.nom = official.clone();
        }
        mission_locale.nom_officiel = official;
    }
    let mut first = FirstCej::default();
    dossier.emploi.numero_de = place.code("numeroDE", json.numero_de)?;
    dossier.emploi.accompagnement_cej = match json.accompagnement_cej {
        Key::Missing => Field::NotCarried,
        Key::Null => Field::Empty,
        Key::Is(cej) => {
            let cej = place.cej(&cej)?;
            let contracts;
            (contracts, first) = self::contracts(&cej);
            dossier.conservation.cej_contracts = contracts.map_or(Field::NotCarried, Field::Given);
            Field::Given(cej)
        }
    };
    dossier.formation.situations = list(json.situations, |one| place.situation(one))?;
    let suivi = &mut dossier.suivi;
    suivi.evenements = list(json.evenements, |one| place.evenement(one, &matricule))?;
    suivi.rendez_vous = list(json.rendez_vous, |one| {
        let (statut, date) = place.statut("rendezVous", one)?;
        Ok(RendezVous { statut, date })
    })?;
    suivi.sessions = list(json.sessions, |one| {
        let (statut, date) = place.statut("sessions", one)?;
        Ok(PlaceSession { statut, date })
    })?;
    dossier.identite.matricule = Field::Given(matricule);
    Ok((Row { record: place.record, line: Some(place.line), dossier }, first))
}

/// A list of one; a value that is empty makes an empty list.
fn alone<T>(field: Field<T>) -> Field<Vec<T>> {
    match field {
        Field::NotCarried => Field::NotCarried,
        Field::Empty => Field::Empty,
        Field::Given(value) => Field::Given(vec![value]),
    }
}

fn list<J, T>(key: Key<Vec<J>>, read: impl Fn(&J) -> Result<T, Refusal>) -> Result<Field<Vec<T>>, Refusal> {
    Ok(match key {
        Key::Missing => Field::NotCarried,
        Key::Null => Field::Empty,
        Key::Is(elements) => Field::Given(elements.iter().map(read).collect::<Result<_, _>>()?),
    })
}

/// Where an element stands, to refuse it.
struct Place {
    record: u64,
    line: u64,
}

impl Place {
    fn refuse(&self, field: &str, code: ErrorCode) -> Refusal {
        Refusal::coded(self.record, Some(self.line), code).in_column(None, field)
    }

    /// The matricule, an integer of the interface.
    fn matricule(&self, value: &str) -> Result<String, Refusal> {
        self.digits("idDossier", value)
    }

    fn digits(&self, field: &str, value: &str) -> Result<String, Refusal> {
        let digits = value.trim_matches('"');
        if !digits.is_empty() && digits.len() <= 20 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(digits.to_owned());
        }
        Err(self.shape(field))
    }

    /// A text, or a number written as one; blank and null are empty.
    fn text(&self, field: &str, value: Key<&str>) -> Result<Field<String>, Refusal> {
        let json = match value {
            Key::Missing => return Ok(Field::NotCarried),
            Key::Null => return Ok(Field::Empty),
            Key::Is(json) => json,
        };
        let text: String = serde_json::from_str(json).map_err(|_| self.shape(field))?;
        let text = text.trim();
        Ok(if text.is_empty() { Field::Empty } else { Field::Given(text.to_owned()) })
    }

    fn shape(&self, field: &str) -> Refusal {
        Refusal::own(self.record, Some(self.line), "json_shape").in_column(None, field)
    }

    fn date(&self, field: &str, value: Key<&str>) -> Result<Field<Date>, Refusal> {
        self.parsed(field, value, |text| text)
    }

    /// A day, of which the time of day after `T` or a blank is left.
    fn day(&self, field: &str, value: Key<&str>) -> Result<Field<Date>, Refusal> {
        self.parsed(field, value, |text| match text.split_once(['T', ' ']) {
            Some((day, time)) if time.starts_with(|c: char| c.is_ascii_digit()) => day,
            _ => text,
        })
    }

    fn parsed(&self, field: &str, value: Key<&str>, day: fn(&str) -> &str) -> Result<Field<Date>, Refusal> {
        Ok(match self.text(field, value)? {
            Field::NotCarried => Field::NotCarried,
            Field::Empty => Field::Empty,
            Field::Given(text) => Field::Given(
                day(&text)
                    .parse()
                    .map_err(|error: imilo_core::calendar::DateError| self.refuse(field, error.code()))?,
            ),
        })
    }

    /// A code or a word; anything else is kept as read.
    fn code<T: std::str::FromStr>(&self, field: &str, value: Key<&str>) -> Result<Field<Coded<T>>, Refusal> {
        Ok(match self.text(field, value)? {
            Field::NotCarried => Field::NotCarried,
            Field::Empty => Field::Empty,
            Field::Given(text) => Field::Given(Coded::read(&text)),
        })
    }

    /// An address; one without anything in it is none.
    fn adresse(&self, json: &AdresseJson<'_>) -> Result<Field<Adresse>, Refusal> {
        let adresse = Adresse {
            numero: self.text("adresse.numero", json.numero)?,
            libelle_voie: self.text("adresse.libelleVoie", json.libelle_voie)?,
            complement: self.text("adresse.complement", json.complement)?,
            code_postal: self.code("adresse.codePostal", json.code_postal)?,
            commune: self.text("adresse.commune", json.commune)?,
            pays: Field::NotCarried,
        };
        let texts = [&adresse.numero, &adresse.libelle_voie, &adresse.complement, &adresse.commune];
        let something =
            texts.iter().any(|text| text.given().is_some()) || adresse.code_postal.given().is_some();
        Ok(if something { Field::Given(adresse) } else { Field::Empty })
    }

    fn situation(&self, json: &SituationJson<'_>) -> Result<Situation, Refusal> {
        Ok(Situation {
            etat: self.code("situations.etat", json.etat)?,
            categorie: self.code("situations.categorieSituation", json.categorie_situation)?,
            date_debut: self.date("situations.dateDebut", json.date_debut)?,
            date_fin: self.date("situations.dateFin", json.date_fin)?,
            rome_metier_prepare: self
                .code("situations.codeRomeMetierPrepare", json.code_rome_metier_prepare)?,
            rome_premier_metier: self
                .code("situations.codeRomePremierMetier", json.code_rome_premier_metier)?,
            rome_metier_exerce: self.code("situations.codeRomeMetierExerce", json.code_rome_metier_exerce)?,
        })
    }

    /// An event of the dossier; one of another dossier is refused with it.
    fn evenement(&self, json: &EvenementJson<'_>, matricule: &str) -> Result<Evenement, Refusal> {
        if let Key::Is(of) = json.id_dossier
            && self.digits("evenements.idDossier", of)? != matricule
        {
            return Err(self.shape("evenements.idDossier"));
        }
        let identifiant = match json.identifiant {
            Key::Is(number) if !number.starts_with('"') => {
                Field::Given(self.digits("evenements.identifiant", number)?)
            }
            text => self.text("evenements.identifiant", text)?,
        };
        Ok(Evenement {
            identifiant,
            objet: self.code("evenements.type", json.type_)?,
            action: self.code("evenements.action", json.action)?,
            id_objet: match json.id_type {
                Key::Missing => Field::NotCarried,
                Key::Null => Field::Empty,
                Key::Is(number) => Field::Given(number.parse().map_err(|_| self.shape("evenements.idType"))?),
            },
            date: self.day("evenements.date", json.date)?,
        })
    }

    fn statut<T: std::str::FromStr>(
        &self,
        list: &str,
        json: &StatutJson<'_>,
    ) -> Result<(Field<Coded<T>>, Field<Date>), Refusal> {
        let statut = self.code(&format!("{list}.statut"), json.statut)?;
        Ok((statut, self.day(&format!("{list}.date"), json.date)?))
    }

    fn cej(&self, cej: &CejJson<'_>) -> Result<AccompagnementCej, Refusal> {
        Ok(AccompagnementCej {
            accompagnement_cej: match cej.accompagnement_cej {
                Key::Missing => Field::NotCarried,
                Key::Null => Field::Empty,
                Key::Is(is) => Field::Given(is),
            },
            date_debut: self.date("accompagnementCEJ.dateDebut", cej.date_debut)?,
            date_fin_prevue: self.date("accompagnementCEJ.dateFinPrevue", cej.date_fin_prevue)?,
            date_fin_reelle: self.date("accompagnementCEJ.dateFinReelle", cej.date_fin_reelle)?,
            premier_accompagnement: self
                .date("accompagnementCEJ.premierAccompagnement", cej.premier_accompagnement)?,
        })
    }
}

/// The last contract, which is all that the interface tells; none when it does not say whether there is one.
///
/// I bis runs from the end of the last contract, and an earlier one ends before it: its unknown end decides
/// nothing. The derogation of art. L. 5314-2 would ask about it, and misses the RQTH periods anyway.
fn contracts(cej: &AccompagnementCej) -> (Option<Vec<ContratCej>>, FirstCej) {
    let start = cej.date_debut.given().copied();
    let end = cej.date_fin_reelle.given().copied();
    let first = cej.premier_accompagnement.given().copied();
    let first = match (first, start) {
        (None, _) => FirstCej::Untold,
        (Some(_), None) => FirstCej::WithoutContract,
        (Some(first), Some(start)) if first < start => FirstCej::Earlier,
        (Some(first), Some(start)) if first > start => FirstCej::Later,
        (Some(_), Some(_)) => FirstCej::Same,
    };
    let contracts = match (cej.accompagnement_cej.given(), start, end) {
        // There was a contract, and no day of it is told; or the source contradicts itself.
        _ if matches!(first, FirstCej::WithoutContract | FirstCej::Later) => None,
        (_, Some(start), Some(_)) | (Some(true), Some(start), None) => Some(vec![ContratCej { start, end }]),
        (Some(false), None, None) => Some(Vec::new()),
        // A contract that is over without a day of its end, or a CEJ without a start: not known.
        _ => None,
    };
    (contracts, first)
}

#[cfg(test)]
#[path = "interface_tests.rs"]
mod tests;
