//! Dossiers from the JSON of the I-MILO interface: an array, or one object a line.
//!
//! The interface carries no NIR, no sex, no RQTH, no FSE fact and no programme but the contrat d'engagement
//! jeune, of which it tells the last contract. Missing, empty and null are as the interface gives them.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

use imilo_core::calendar::Date;
use imilo_core::conservation::{ContratCej, Fact, FactSet};
use imilo_core::dossier::{Carried, CodeStructure, Coded, Dossier, Field, FieldSet};
use imilo_core::error::{CodedError, ErrorCode};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use super::cej::{CejRemarks, FirstCej};
use super::{FileNotice, Format, Refusal, Row, Unreadable};

/// A longer element is refused, not held.
const LONGEST: usize = 1 << 20;

#[derive(Debug)]
pub(super) struct InterfaceDossiers<R> {
    input: BufReader<R>,
    array: bool,
    started: bool,
    ended: bool,
    record: u64,
    line: u64,
    bytes: u64,
    element: Vec<u8>,
    failure: Option<ErrorKind>,
    cej: CejRemarks,
}

impl<R: Read> InterfaceDossiers<R> {
    pub(super) fn open(read: R, array: bool) -> Result<Self, Unreadable> {
        let input = BufReader::with_capacity(1 << 16, read);
        let mut dossiers = Self {
            input,
            array,
            started: false,
            ended: false,
            record: 0,
            line: 1,
            bytes: 0,
            element: Vec::new(),
            failure: None,
            cej: CejRemarks::default(),
        };
        dossiers.skip_mark().map_err(|error| Unreadable::Io(error.kind()))?;
        Ok(dossiers)
    }

    pub(super) const fn format(&self) -> Format {
        if self.array { Format::InterfaceArray } else { Format::InterfaceLines }
    }

    pub(super) const fn bytes_read(&self) -> u64 {
        self.bytes
    }

    pub(super) const fn read_error(&self) -> Option<ErrorKind> {
        self.failure
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

    fn skip_mark(&mut self) -> std::io::Result<()> {
        if self.input.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
            self.take(3);
        }
        Ok(())
    }

    fn take(&mut self, count: usize) {
        self.input.consume(count);
        self.bytes += count as u64;
    }

    fn byte(&mut self) -> std::io::Result<Option<u8>> {
        let byte = self.input.fill_buf()?.first().copied();
        if let Some(byte) = byte {
            self.take(1);
            self.line += u64::from(byte == b'\n');
        }
        Ok(byte)
    }

    pub(super) fn next(&mut self) -> Option<Result<Row, Refusal>> {
        if self.ended {
            return None;
        }
        let start = match self.element() {
            Ok(Some(start)) => start,
            Ok(None) => {
                self.ended = true;
                return None;
            }
            Err(code) => {
                self.record += 1;
                let line = Some(self.line);
                return Some(Err(Refusal::own(self.record, line, code)));
            }
        };
        self.record += 1;
        Some(dossier(&self.element, self.record, start, &mut self.cej))
    }

    /// Reads the next element into the buffer; gives the line on which it begins.
    fn element(&mut self) -> Result<Option<u64>, &'static str> {
        self.element.clear();
        let outcome = if self.array { self.array_element() } else { self.line_element() };
        outcome.unwrap_or_else(|error| {
            self.ended = true;
            self.failure = Some(error.kind());
            Err("read_failed")
        })
    }

    /// One object of an array, found by its braces, strings apart: one bad object leaves the others.
    fn array_element(&mut self) -> std::io::Result<Result<Option<u64>, &'static str>> {
        let mut first = loop {
            match self.byte()? {
                None => return Ok(if self.started { self.cut() } else { Ok(None) }),
                Some(b'[') if !self.started => self.started = true,
                Some(b']') => return self.after_array(),
                Some(byte) if byte.is_ascii_whitespace() || byte == b',' => {}
                Some(byte) => break byte,
            }
        };
        let start = self.line;
        let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
        loop {
            if self.element.len() <= LONGEST {
                self.element.push(first);
            }
            match first {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                b'{' | b'[' if !quoted => depth += 1,
                b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && !quoted {
                // A scalar ends where its separator stands; anything but an object is refused below.
                let ended = matches!(first, b'}' | b']' | b'"')
                    || self.input.fill_buf()?.first().is_none_or(|next| matches!(next, b',' | b']' | b'\n'));
                if ended {
                    break;
                }
            }
            match self.byte()? {
                Some(byte) => first = byte,
                None => return Ok(self.cut()),
            }
        }
        Ok(if self.element.len() > LONGEST { Err("too_long") } else { Ok(Some(start)) })
    }

    /// Only white space may follow the array: two exports joined must not pass for one.
    fn after_array(&mut self) -> std::io::Result<Result<Option<u64>, &'static str>> {
        self.ended = true;
        while let Some(byte) = self.byte()? {
            if !byte.is_ascii_whitespace() {
                return Ok(Err("json_syntax"));
            }
        }
        Ok(Ok(None))
    }

    /// The file ends inside the array: what was begun is refused, and nothing follows.
    fn cut(&mut self) -> Result<Option<u64>, &'static str> {
        self.ended = true;
        Err("json_syntax")
    }

    /// One line that is not blank. An object spread over several lines is joined while it is not closed.
    fn line_element(&mut self) -> std::io::Result<Result<Option<u64>, &'static str>> {
        loop {
            let start = self.line;
            let long = self.append_line()?;
            if long {
                return Ok(Err("too_long"));
            }
            if self.element.is_empty() {
                return Ok(Ok(None));
            }
            if self.element.iter().all(u8::is_ascii_whitespace) {
                self.element.clear();
                continue;
            }
            // A dossier that opens alone on its line is written over several: only then are lines joined.
            if self.element.trim_ascii() == b"{" && self.join()? {
                return Ok(Err("too_long"));
            }
            return Ok(Ok(Some(start)));
        }
    }

    /// Adds to the buffer, after its `{`, the lines down to the end of the object or to what is not JSON. Each
    /// byte is looked at once. True when it is too long.
    fn join(&mut self) -> io::Result<bool> {
        let mut rest = Rest { dossiers: self, last: b'\n', long: false };
        let object =
            IgnoredAny::deserialize(&mut serde_json::Deserializer::from_reader(b"{".chain(&mut rest)));
        let (last, long) = (rest.last, rest.long);
        match object.map_err(|error| error.io_error_kind()) {
            Err(Some(_)) if long => Ok(true),
            Err(Some(kind)) => Err(kind.into()),
            // The rest of the line belongs to it.
            _ if last != b'\n' => self.append_line(),
            _ => Ok(false),
        }
    }

    /// Adds a line to the buffer; true when it is too long, and then skipped without being held.
    fn append_line(&mut self) -> std::io::Result<bool> {
        let mut long = false;
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(long);
            }
            let end = memchr::memchr(b'\n', buffer).map(|index| index + 1);
            let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
            long |= self.element.len() + part.len() > LONGEST;
            if !long {
                self.element.extend_from_slice(part);
            }
            let count = part.len();
            self.take(count);
            if end.is_some() {
                self.line += 1;
                return Ok(long);
            }
        }
    }
}

/// The bytes that follow in the file; they are kept in the buffer, up to its limit.
struct Rest<'d, R> {
    dossiers: &'d mut InterfaceDossiers<R>,
    last: u8,
    long: bool,
}

impl<R: Read> Read for Rest<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let Some(first) = into.first_mut() else { return Ok(0) };
        if self.dossiers.element.len() > LONGEST {
            self.long = true;
            return Err(ErrorKind::FileTooLarge.into());
        }
        let Some(byte) = self.dossiers.byte()? else { return Ok(0) };
        self.dossiers.element.push(byte);
        (*first, self.last) = (byte, byte);
        Ok(1)
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
