//! The JSON of additions, and its schema.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Deserializer;

use crate::calendar::Date;
use crate::law::{Citation, Entry, Evidence};
use crate::serde_read::{Readable, deserialize, keyed, word};

use super::condition::Condition;
use super::donnee::DonneeSet;
use super::request_json::DonneeCode;
use super::words::{Actor, Finalite, Form, Operation, OperationSet, Processing, words};

words! {
    /// A list of the law.
    ListName {
        Access = "access", "accès (article 3)", "access (article 3)";
        Recipients = "recipients", "destinataires", "recipients";
        Links = "links", "mises en relation", "links";
        Archive = "archive", "archive du FSE", "archive of the ESF";
    }
}

impl Readable for Evidence {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, "how well it is known")
    }
}

/// The provision, and how well whoever adds it knows it.
#[derive(Clone, Debug, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Citation")]
struct CitationJson {
    /// Code of the provision, `TEXT:ARTICLE`.
    #[schemars(required, with = "String", length(min = 1))]
    code: Option<String>,
    /// `seen`, `secondary` or `inferred`.
    #[schemars(required, with = "EvidenceJson")]
    evidence: Option<Evidence>,
    /// Address at which it was read.
    #[serde(default)]
    url: Option<String>,
}

keyed!(CitationJson { code, evidence, url });

#[derive(JsonSchema)]
#[schemars(rename = "Evidence", rename_all = "snake_case")]
#[expect(dead_code, reason = "only its schema is used")]
enum EvidenceJson {
    Seen,
    Secondary,
    Inferred,
}

/// A row of a list.
#[derive(Clone, Debug, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Row")]
pub(super) struct RowJson {
    /// Its name, one of its own.
    #[schemars(required, with = "String", length(min = 1))]
    name: Option<String>,
    /// Who.
    #[schemars(required, with = "Actor")]
    actor: Option<Actor>,
    /// For which purposes of the processing.
    #[schemars(required, with = "Vec<Finalite>", length(min = 1))]
    purposes: Option<Vec<Finalite>>,
    /// Which operations, of one list.
    #[schemars(required, with = "Vec<Operation>", length(min = 1))]
    operations: Option<Vec<Operation>>,
    /// Links: the other processing.
    #[serde(default)]
    other_processing: Option<Processing>,
    /// Conditions, besides designation and habilitation, which are always asked for.
    #[serde(default)]
    conditions: Option<Vec<Condition>>,
    /// Which data, by their codes.
    #[schemars(required, with = "Vec<String>", length(min = 1))]
    fields: Option<Vec<DonneeCode>>,
    /// Whether the row names the NIR among them; otherwise it needs a legal title of the actor.
    #[serde(default)]
    nir: Option<bool>,
    /// The most that it gives; nominative when absent.
    #[serde(default)]
    form: Option<Form>,
    /// First day.
    #[schemars(required, with = "Date")]
    from: Option<Date>,
    /// First day on which it no longer holds; absent = open.
    #[serde(default)]
    until: Option<Date>,
    /// The provision.
    #[schemars(required, with = "CitationJson")]
    citation: Option<CitationJson>,
}

keyed!(RowJson {
    name,
    actor,
    purposes,
    operations,
    other_processing,
    conditions,
    fields,
    nir,
    form,
    from,
    until,
    citation,
} required { name, actor, purposes, operations, fields, from, citation });

/// A version of a list, after the last that this library knows: a later act.
#[derive(Clone, Debug, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Version")]
pub(super) struct VersionJson {
    /// Its name.
    #[schemars(required, with = "String", length(min = 1))]
    name: Option<String>,
    /// Which list.
    #[schemars(required, with = "ListName")]
    list: Option<ListName>,
    /// Day of its entry into force.
    #[schemars(required, with = "Date")]
    from: Option<Date>,
    /// Whether it was read in full, so that what no row names is refused.
    #[serde(default)]
    in_full: Option<bool>,
    /// The act.
    #[schemars(required, with = "CitationJson")]
    citation: Option<CitationJson>,
}

keyed!(VersionJson { name, list, from, in_full, citation } required { name, list, from, citation });

/// Rows and versions that an integrator adds to the lists of habilitation.
#[derive(Clone, Debug, Default, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Additions to the lists of habilitation")]
pub(crate) struct AjoutsJson {
    /// Rows.
    #[serde(default)]
    rows: Option<Vec<RowJson>>,
    /// Versions of lists.
    #[serde(default)]
    versions: Option<Vec<VersionJson>>,
}

keyed!(AjoutsJson { rows, versions });
deserialize!(AjoutsJson);

impl AjoutsJson {
    pub(super) fn rows(&self) -> &[RowJson] {
        self.rows.as_deref().unwrap_or_default()
    }

    pub(super) fn versions(&self) -> &[VersionJson] {
        self.versions.as_deref().unwrap_or_default()
    }
}

/// First day of the décret, where a required day is missing, which reading excludes.
const FIRST: Date = crate::law::entries::DECRET_2015.certain;

fn code(citation: Option<&CitationJson>) -> &str {
    citation.and_then(|citation| citation.code.as_deref()).unwrap_or_default()
}

fn mark(citation: Option<&CitationJson>) -> Evidence {
    citation.and_then(|citation| citation.evidence).unwrap_or(Evidence::Unknown)
}

fn address(citation: Option<&CitationJson>) -> &str {
    citation.and_then(|citation| citation.url.as_deref()).unwrap_or_default()
}

impl RowJson {
    pub(super) fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_default()
    }

    pub(super) fn actor(&self) -> Actor {
        self.actor.unwrap_or(Actor::OtherBody)
    }

    pub(super) fn purposes(&self) -> &[Finalite] {
        self.purposes.as_deref().unwrap_or_default()
    }

    pub(super) fn operations(&self) -> OperationSet {
        self.operations.iter().flatten().copied().collect()
    }

    pub(super) const fn processing(&self) -> Option<Processing> {
        self.other_processing
    }

    pub(super) fn conditions(&self) -> &[Condition] {
        self.conditions.as_deref().unwrap_or_default()
    }

    pub(super) fn fields(&self) -> &[DonneeCode] {
        self.fields.as_deref().unwrap_or_default()
    }

    pub(super) fn donnees(&self) -> DonneeSet {
        self.fields().iter().fold(DonneeSet::EMPTY, |all, code| all.union(code.donnees))
    }

    pub(super) fn nir(&self) -> bool {
        self.nir == Some(true)
    }

    pub(super) fn form(&self) -> Form {
        self.form.unwrap_or(Form::Nominative)
    }

    pub(super) fn from(&self) -> Date {
        self.from.unwrap_or(FIRST)
    }

    pub(super) const fn until(&self) -> Option<Date> {
        self.until
    }

    pub(super) fn citation_code(&self) -> &str {
        code(self.citation.as_ref())
    }

    pub(super) fn evidence(&self) -> Evidence {
        mark(self.citation.as_ref())
    }

    pub(super) fn url(&self) -> &str {
        address(self.citation.as_ref())
    }
}

impl VersionJson {
    pub(super) fn name(&self) -> &str {
        self.name.as_deref().unwrap_or_default()
    }

    pub(super) fn list(&self) -> ListName {
        self.list.unwrap_or(ListName::Recipients)
    }

    pub(super) fn in_full(&self) -> bool {
        self.in_full == Some(true)
    }

    pub(super) fn entry(&self) -> Entry {
        let day = self.from.unwrap_or(FIRST);
        Entry { earliest: day, certain: day }
    }

    pub(super) fn citation(&self) -> Citation {
        let citation = self.citation.as_ref();
        Citation {
            code: Cow::Owned(code(citation).to_owned()),
            evidence: mark(citation),
            url: Cow::Owned(address(citation).to_owned()),
        }
    }
}

/// The JSON Schema of additions.
#[must_use]
pub fn added_schema() -> serde_json::Value {
    schemars::schema_for!(AjoutsJson).to_value()
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_committed_schema_is_current() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/habilitation-ajouts.schema.json");
        let text = serde_json::to_string_pretty(&super::added_schema()).unwrap() + "\n";
        if std::env::var_os("IMILO_BLESS").is_some() {
            std::fs::write(path, &text).unwrap();
        }
        let committed = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(committed, text, "run with IMILO_BLESS=1 and read the change");
    }
}
