//! Dossiers from the JSON of the I-MILO interface.
//!
//! The interface carries no NIR, no sex, no RQTH, no FSE fact and no programme but the contrat d'engagement
//! jeune, of which it tells the last contract. Missing, empty and null are as the interface gives them.

use std::io::Read;

use imilo_core::calendar::Date;
use imilo_core::conservation::{ContratCej, Fact, FactSet};
use imilo_core::dossier::{Carried, CodeStructure, Coded, Dossier, Field, FieldSet};
use imilo_core::error::{CodedError, ErrorCode};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::cej::{CejRemarks, FirstCej};
use super::elements::Elements;
use super::{FileNotice, Format, Refusal, Row};

#[derive(Debug)]
pub(super) struct InterfaceDossiers<R> {
    pub(super) elements: Elements<R>,
    cej: CejRemarks,
}

impl<R: Read> InterfaceDossiers<R> {
    pub(super) fn new(elements: Elements<R>) -> Self {
        Self { elements, cej: CejRemarks::default() }
    }

    pub(super) const fn format(&self) -> Format {
        if self.elements.is_array() { Format::InterfaceArray } else { Format::InterfaceLines }
    }

    pub(super) fn carried(&self) -> Carried {
        let facts = FactSet::default().with(Fact::BirthDate).with(Fact::CejContracts);
        Carried { fields: FieldSet::EMPTY, facts }
    }

    pub(super) fn notices(&self) -> Vec<FileNotice> {
        let limits = FileNotice {
            code: "interface_limits",
            fr: "l'interface ne porte ni NIR, ni RQTH, ni programme autre que le dernier CEJ, ni FSE : ce qui en dépend n'est pas évaluable".to_owned(),
            en: "the interface carries no NIR, no RQTH, no programme but the last CEJ, no ESF fact: what rests on them is not assessable".to_owned(),
        };
        std::iter::once(limits).chain(self.cej.notices()).collect()
    }

    pub(super) fn next(&mut self) -> Option<Result<Row, Refusal>> {
        Some(match self.elements.next()? {
            Ok((element, record, line)) => dossier(element, record, line, &mut self.cej),
            Err(refused) => Err(refused),
        })
    }
}

/// The keys of a dossier that are read here; the others are for the whole data model.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct DossierJson<'a> {
    #[serde(borrow)]
    id_dossier: &'a RawValue,
    #[serde(borrow, default)]
    date_naissance: Option<&'a RawValue>,
    #[serde(borrow, default)]
    structure_rattachement: Option<StructureJson<'a>>,
    #[serde(borrow, default, rename = "accompagnementCEJ")]
    accompagnement_cej: Option<CejJson<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct StructureJson<'a> {
    #[serde(borrow, default)]
    nom_usuel: Option<&'a RawValue>,
    #[serde(borrow, default)]
    nom_officiel: Option<&'a RawValue>,
    #[serde(borrow, default)]
    code_structure: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct CejJson<'a> {
    #[serde(default, rename = "accompagnementCEJ")]
    accompagnement_cej: Option<bool>,
    #[serde(borrow, default)]
    date_debut: Option<&'a RawValue>,
    #[serde(borrow, default)]
    date_fin_reelle: Option<&'a RawValue>,
    #[serde(borrow, default)]
    premier_accompagnement: Option<&'a RawValue>,
}

fn dossier(element: &[u8], record: u64, line: u64, remarks: &mut CejRemarks) -> Result<Row, Refusal> {
    let json: DossierJson<'_> = serde_json::from_slice(element).map_err(|error| {
        let code = if error.is_syntax() || error.is_eof() { "json_syntax" } else { "json_shape" };
        Refusal::own(record, Some(line), code)
    })?;
    let place = Place { record, line };
    let structure = json.structure_rattachement;
    let code = structure.as_ref().and_then(|structure| structure.code_structure);
    let mission_locale = match place.text("structureRattachement.codeStructure", code)? {
        Some(code) => Field::Given(Coded::Valid(
            code.parse::<CodeStructure>()
                .map_err(|error| place.refuse("structureRattachement.codeStructure", error.code()))?,
        )),
        None => Field::Empty,
    };
    let mission_locale_nom = match &structure {
        Some(structure) => place
            .text("structureRattachement.nomUsuel", structure.nom_usuel)?
            .or(place.text("structureRattachement.nomOfficiel", structure.nom_officiel)?),
        None => None,
    };
    let birth_date = place.date("dateNaissance", json.date_naissance)?;
    let cej = json.accompagnement_cej.map(|cej| place.contracts(&cej)).transpose()?;
    let (cej_contracts, first) = cej.unwrap_or_default();
    let mut dossier = Dossier::default();
    dossier.identite.matricule = Field::Given(place.matricule(json.id_dossier)?);
    dossier.identite.date_naissance = birth_date.into();
    dossier.personnel.mission_locale.code = mission_locale;
    dossier.personnel.mission_locale.nom = mission_locale_nom.into();
    dossier.conservation.cej_contracts = cej_contracts.map_or(Field::NotCarried, Field::Given);
    remarks.count(first);
    Ok(Row { record, line: Some(line), dossier })
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
    fn matricule(&self, value: &RawValue) -> Result<String, Refusal> {
        let digits = value.get().trim_matches('"');
        if !digits.is_empty() && digits.len() <= 20 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Ok(digits.to_owned());
        }
        Err(Refusal::own(self.record, Some(self.line), "json_shape").in_column(None, "idDossier"))
    }

    /// A text; empty and null are none.
    fn text(&self, field: &str, value: Option<&RawValue>) -> Result<Option<String>, Refusal> {
        let Some(value) = value else { return Ok(None) };
        let text: Option<String> = serde_json::from_str(value.get())
            .map_err(|_| Refusal::own(self.record, Some(self.line), "json_shape").in_column(None, field))?;
        Ok(text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
    }

    fn date(&self, field: &str, value: Option<&RawValue>) -> Result<Option<Date>, Refusal> {
        let text = self.text(field, value)?;
        text.map(|text| {
            text.parse().map_err(|error: imilo_core::calendar::DateError| self.refuse(field, error.code()))
        })
        .transpose()
    }

    /// The last contract, which is all that the interface tells; none when it does not say whether there is one.
    ///
    /// I bis runs from the end of the last contract, and an earlier one ends before it: its unknown end decides
    /// nothing. The derogation of art. L. 5314-2 would ask about it, and misses the RQTH periods anyway.
    fn contracts(&self, cej: &CejJson<'_>) -> Result<(Option<Vec<ContratCej>>, FirstCej), Refusal> {
        let start = self.date("accompagnementCEJ.dateDebut", cej.date_debut)?;
        let end = self.date("accompagnementCEJ.dateFinReelle", cej.date_fin_reelle)?;
        let first = self.date("accompagnementCEJ.premierAccompagnement", cej.premier_accompagnement)?;
        let first = match (first, start) {
            (None, _) => FirstCej::Untold,
            (Some(_), None) => FirstCej::WithoutContract,
            (Some(first), Some(start)) if first < start => FirstCej::Earlier,
            (Some(first), Some(start)) if first > start => FirstCej::Later,
            (Some(_), Some(_)) => FirstCej::Same,
        };
        let contracts = match (cej.accompagnement_cej, start, end) {
            // There was a contract, and no day of it is told; or the source contradicts itself.
            _ if matches!(first, FirstCej::WithoutContract | FirstCej::Later) => None,
            (_, Some(start), Some(_)) | (Some(true), Some(start), None) => {
                Some(vec![ContratCej { start, end }])
            }
            (Some(false), None, None) => Some(Vec::new()),
            // A contract that is over without a day of its end, or a CEJ without a start: not known.
            _ => None,
        };
        Ok((contracts, first))
    }
}
