//! Which fund, which version of its annexe, which day of the report, which choices.

use serde::{Deserialize, Serialize};

use super::Options;
use crate::calendar::Date;

/// Version of annexe I of regulation 1304/2013. A parameter of the report, never derived from a date (choice A12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Annexe {
    /// The original list, with three household indicators.
    #[serde(rename = "2013")]
    Of2013,
    /// As modified by regulation 2018/1046: without them.
    #[serde(rename = "2018")]
    Of2018,
}

/// A fund and its list of indicators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Programme {
    /// European Social Fund 2014-2020.
    Fse(Annexe),
    /// Initiative pour l'emploi des jeunes: the common indicators and its own.
    Iej(Annexe),
    /// European Social Fund Plus 2021-2027.
    FsePlus,
}

impl Programme {
    /// Its bit in the versions of a row.
    pub(super) const fn bit(self) -> u8 {
        match self {
            Self::Fse(Annexe::Of2013) => 1,
            Self::Fse(Annexe::Of2018) => 1 << 1,
            Self::Iej(Annexe::Of2013) => 1 << 2,
            Self::Iej(Annexe::Of2018) => 1 << 3,
            Self::FsePlus => 1 << 4,
        }
    }

    /// Whether the households are asked for: the version of 2013.
    #[must_use]
    pub const fn asks_households(self) -> bool {
        matches!(self, Self::Fse(Annexe::Of2013) | Self::Iej(Annexe::Of2013))
    }

    /// Name of the fund and its annexe, as explanations have it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fse(Annexe::Of2013) => "FSE 2014-2020 (2013)",
            Self::Fse(Annexe::Of2018) => "FSE 2014-2020 (2018)",
            Self::Iej(Annexe::Of2013) => "IEJ (2013)",
            Self::Iej(Annexe::Of2018) => "IEJ (2018)",
            Self::FsePlus => "FSE+ 2021-2027",
        }
    }
}

/// What a report is drawn by.
///
/// ```
/// use imilo_core::fse::{Programme, Rules};
/// let rules = Rules::new(Programme::FsePlus);
/// assert!(rules.report_date.is_none(), "late enough for every observation given");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// Fund and annexe.
    pub programme: Programme,
    /// Day on which the report is drawn; none: late enough for every observation given.
    pub report_date: Option<Date>,
    /// Choices.
    pub options: Options,
}

impl Rules {
    /// The rules of a programme, by the recommended choices, on a day late enough.
    #[must_use]
    pub fn new(programme: Programme) -> Self {
        Self { programme, report_date: None, options: Options::default() }
    }

    /// On a day.
    #[must_use]
    pub fn on(self, report_date: Option<Date>) -> Self {
        Self { report_date, ..self }
    }
}
