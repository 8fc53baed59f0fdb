//! Law look-up: rule sets, articles, errors, versions.

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::conservation::{Autorite, Tables};
use crate::error::ErrorCode;
use crate::law::articles::{Article, Coverage};
use crate::law::{self, Evidence, InForce, Provision, articles};

use super::conservation::CitationAnswer;
use super::{ABI_VERSION, Failure, serve};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

/// Versions of what answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VersionsAnswer {
    /// Version of the crate.
    #[serde(rename = "crate")]
    pub crate_version: String,
    /// Day up to which the texts of the law were read.
    pub rules: String,
    /// Number of the C ABI.
    pub abi: i32,
}

impl VersionsAnswer {
    /// The versions of this library.
    #[must_use]
    pub fn current() -> Self {
        Self {
            crate_version: env!("CARGO_PKG_VERSION").to_owned(),
            rules: law::RULES_VERSION.to_owned(),
            abi: ABI_VERSION,
        }
    }
}

pub(super) fn versions(request: &str) -> Result<String, Failure> {
    serve(request, |Nothing {}| Ok(VersionsAnswer::current()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleSetRequest {
    date: Date,
}

/// The state of the law on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleSetAnswer {
    /// Name of the rule set, `V2025|V2026` in a window of entry.
    pub rule_set: String,
    /// The rule set, or the two that may be in force.
    pub candidates: Vec<RuleSetVersion>,
    /// Which lists of data, recipients and links apply: one, or two in a window.
    pub annexes: Vec<String>,
    /// Whether a list is known at all (reading A11).
    pub annexes_known: bool,
    /// Who authorises access to the FSE archive (reading A9): `minister` or `unknown`.
    pub archive_authority: String,
    /// How well that is known.
    pub archive_authority_evidence: Evidence,
    /// What the law of the day says on each question: one row, or two in a window.
    pub provisions: Vec<ProvisionAnswer>,
}

/// What a version of the law says on one question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProvisionAnswer {
    /// `limit`, `programme_exception`, `cej`, `user_account`, `partner_staff`, `fse_archive`,
    /// `archive_authority` or `annexes` (which act lists the data).
    pub question: String,
    /// `stated`, `absent` (the text holds no such rule) or `unknown` (it could not be read).
    pub status: String,
    /// Version of the rule.
    pub version: String,
    /// The provision.
    pub citation: CitationAnswer,
}

/// The rows of one question on a day.
fn provisions<'l, T: Clone>(
    question: &str,
    line: &'l law::Timeline<Provision<T>>,
    date: Date,
) -> Result<impl Iterator<Item = ProvisionAnswer> + use<'l, T>, Failure> {
    let question = question.to_owned();
    Ok(both(line.at(date)?).map(move |version| ProvisionAnswer {
        question: question.clone(),
        status: match version.value {
            Provision::Stated(_) => "stated",
            Provision::Absent => "absent",
            Provision::Unknown => "unknown",
        }
        .to_owned(),
        version: version.id.to_string(),
        citation: CitationAnswer::of(&version.citation),
    }))
}

/// One rule set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleSetVersion {
    /// Name.
    pub id: String,
    /// Entry into force, `earliest/certain` when the day was not found.
    pub from: String,
    /// The act that opened it.
    pub citation: CitationAnswer,
    /// What it brought, in French.
    pub message_fr: String,
    /// What it brought, in English.
    pub message_en: String,
}

impl RuleSetAnswer {
    /// The state of the law on a day.
    ///
    /// # Errors
    /// `before_first_rule_set` when the day lies before 2015-01-29.
    pub fn on(date: Date) -> Result<Self, Failure> {
        Self::by(&Tables::built_in(), law::annexes(), date).map_err(|failure| failure.at("date"))
    }

    /// The same by other tables.
    #[doc(hidden)]
    pub fn by(
        tables: &Tables,
        annexes_line: &law::Timeline<Provision<law::AnnexeSet>>,
        date: Date,
    ) -> Result<Self, Failure> {
        let found = tables.rule_sets.at(date)?;
        let annexes = annexes_line.at(date)?;
        let authority = tables.autorisation.at(date)?;
        let version = |version: &law::Version<law::RuleSet>| RuleSetVersion {
            id: version.id.to_string(),
            from: version.entry.to_string(),
            citation: CitationAnswer::of(&version.citation),
            message_fr: version.value.fr.to_string(),
            message_en: version.value.en.to_string(),
        };
        // In a window both must say the same, or nothing is said.
        let minister = |version: &law::Version<Provision<Autorite>>| {
            version.value == Provision::Stated(Autorite::Ministre)
        };
        let known = minister(authority.older()) && minister(authority.newer());
        let evidence = authority.older().citation.evidence.weaker(authority.newer().citation.evidence);
        Ok(Self {
            rule_set: found.label().into_owned(),
            candidates: both(found).map(version).collect(),
            annexes: both(annexes).map(|version| version.id.to_string()).collect(),
            annexes_known: both(annexes).all(|version| version.value.stated().is_some()),
            archive_authority: if known { "minister" } else { "unknown" }.to_owned(),
            archive_authority_evidence: if known { evidence } else { Evidence::Unknown },
            provisions: provisions("limit", &tables.limite, date)?
                .chain(provisions("programme_exception", &tables.exception, date)?)
                .chain(provisions("cej", &tables.cej, date)?)
                .chain(provisions("user_account", &tables.utilisateurs, date)?)
                .chain(provisions("partner_staff", &tables.partenaires, date)?)
                .chain(provisions("fse_archive", &tables.archive, date)?)
                .chain(provisions("archive_authority", &tables.autorisation, date)?)
                .chain(provisions("annexes", annexes_line, date)?)
                .collect(),
        })
    }
}

/// The one version, or both.
fn both<T>(found: InForce<'_, T>) -> impl Iterator<Item = &law::Version<T>> {
    let (first, second) = match found {
        InForce::Certain(version) => (version, None),
        InForce::Either(older, newer) => (older, Some(newer)),
    };
    core::iter::once(first).chain(second)
}

pub(super) fn rule_set(request: &str) -> Result<String, Failure> {
    serve(request, |request: RuleSetRequest| RuleSetAnswer::on(request.date))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ArticlesRequest {
    #[serde(default)]
    code: Option<String>,
    #[serde(default)]
    date: Option<Date>,
}

/// One version of an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ArticleAnswer {
    /// Code (`D2015-59:6:I`).
    pub code: String,
    /// Title of the act, in French.
    pub text_fr: String,
    /// Title of the act, in English.
    pub text_en: String,
    /// First day in force, when known.
    pub from: Option<String>,
    /// First day no longer in force, when known.
    pub until: Option<String>,
    /// How well this version is known.
    pub evidence: Evidence,
    /// What it says, in French.
    pub message_fr: String,
    /// What it says, in English.
    pub message_en: String,
    /// Public copy that was read.
    pub url: Option<String>,
    /// Path of the rule that applies it, if one does.
    pub rule: Option<String>,
}

impl ArticleAnswer {
    /// The articles of a code, of a day, of both, or all.
    ///
    /// # Errors
    /// `unknown_article` when no article has this code.
    pub fn find(code: Option<&str>, date: Option<Date>) -> Result<Vec<Self>, Failure> {
        if let Some(code) = code {
            articles::article(code)?;
        }
        let day = date.map(|date| date.to_string());
        let in_force = |article: &&Article| {
            // Dates of the table are ISO texts, which compare as the days do.
            day.as_deref()
                .is_none_or(|day| article.from <= day && (article.until.is_empty() || day < article.until))
        };
        let of_code = |article: &&Article| code.is_none_or(|code| article.code == code);
        Ok(articles::all().filter(of_code).filter(in_force).map(Self::of).collect())
    }

    fn of(article: &Article) -> Self {
        let texte = article.texte();
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Self {
            code: article.code.to_owned(),
            text_fr: texte.map(|texte| texte.fr).unwrap_or_default().to_owned(),
            text_en: texte.map(|texte| texte.en).unwrap_or_default().to_owned(),
            from: some(article.from),
            until: some(article.until),
            evidence: article.evidence,
            message_fr: article.fr.to_owned(),
            message_en: article.en.to_owned(),
            url: some(article.source.url),
            rule: match article.coverage {
                Coverage::Rule { rule, .. } => Some(rule.to_owned()),
                Coverage::Later(_) | Coverage::Context(_) => None,
            },
        }
    }
}

pub(super) fn articles(request: &str) -> Result<String, Failure> {
    serve(request, |request: ArticlesRequest| {
        ArticleAnswer::find(request.code.as_deref(), request.date).map_err(|failure| failure.at("code"))
    })
}

/// One row of the catalogue of errors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErrorAnswer {
    /// Name of the code.
    pub code: String,
    /// Number of the code in the C ABI.
    pub number: i32,
    /// Sentence in French.
    pub message_fr: String,
    /// Sentence in English.
    pub message_en: String,
}

impl ErrorAnswer {
    /// The catalogue, in the order of its numbers.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let answer = |row: &crate::error::CatalogueRow| Self {
            code: row.slug.to_owned(),
            number: i32::from(row.number),
            message_fr: row.fr.to_owned(),
            message_en: row.en.to_owned(),
        };
        ErrorCode::ALL.iter().map(answer).collect()
    }
}

pub(super) fn errors(request: &str) -> Result<String, Failure> {
    serve(request, |Nothing {}| Ok(ErrorAnswer::all()))
}
