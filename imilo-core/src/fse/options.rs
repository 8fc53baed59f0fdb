//! The choices that the texts leave open, as named options. The default of each is the one recommended.

use serde::{Deserialize, Serialize};

/// Named options of the indicators. [`Options::default`] is the recommended choice of each.
///
/// Fixed without an option: A1 (the answers describe the day of entry: whoever fills the record sees to it), A12 (the
/// version of the annexe is a parameter of the report, see [`Annexe`](super::Annexe)), A14 (a job begun before the exit
/// that still lasts is an event of the day of exit) and A17 (who has a foreign background is a national definition:
/// the record holds the answer).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Options {
    /// A2: exactly six or twelve months of unemployment.
    #[serde(rename = "A2")]
    pub a2: A2,
    /// A3: an event on the 28th day.
    #[serde(rename = "A3")]
    pub a3: A3,
    /// A4: unemployed, and since when is unknown.
    #[serde(rename = "A4")]
    pub a4: A4,
    /// A5: a registered full-time student.
    #[serde(rename = "A5")]
    pub a5: A5,
    /// A6: full-time parental leave in the FSE+.
    #[serde(rename = "A6")]
    pub a6: A6,
    /// A7: whose job search EECR01 counts.
    #[serde(rename = "A7")]
    pub a7: A7,
    /// A8: an incomplete record in EECO01.
    #[serde(rename = "A8")]
    pub a8: A8,
    /// A9: self-employment in YEI_CR11.
    #[serde(rename = "A9")]
    pub a9: A9,
    /// A10: who is disadvantaged in CR05 and CR09.
    #[serde(rename = "A10")]
    pub a10: A10,
    /// A11: primary education not completed, beyond the usual age.
    #[serde(rename = "A11")]
    pub a11: A11,
    /// A13: a non-binary person in 2014-2020.
    #[serde(rename = "A13")]
    pub a13: A13,
    /// A15: how many days before the end of the six months an answer may be given, 0 to 31, without a finding (V11). The
    /// day itself stays: until then a situation that nobody told is not yet observable.
    #[serde(rename = "A15")]
    pub a15_days: u8,
    /// A16: a registered unemployed person with a reduced activity.
    #[serde(rename = "A16")]
    pub a16: A16,
    /// A18: long-term unemployment below 25 in the FSE+.
    #[serde(rename = "A18")]
    pub a18: A18,
    /// A19: birthday of 29 February in a year without one.
    #[serde(rename = "A19")]
    pub a19: A19,
    /// V18: limit of age of the IEJ.
    pub age_limit: AgeLimit,
    /// V18: whether the mission locale is a body equivalent to the employment service.
    pub equivalent_body: EquivalentBody,
}

/// Declares the two values of a choice. A macro, where a function would not do: fifteen enums of one shape.
macro_rules! choices {
    ($($(#[$doc:meta])* $name:ident { $(#[$first_doc:meta])* $first:ident, $(#[$second_doc:meta])* $second:ident })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $(#[$first_doc])*
            #[default]
            $first,
            $(#[$second_doc])*
            $second,
        }
    )*};
}

choices! {
    /// A2: exactly six or twelve months of unemployment on the day of entry.
    A2 {
        /// « More than »: not yet long-term (recommended).
        Strict,
        /// Long-term already.
        Inclusive
    }
    /// A3: an event exactly 28 days after the exit.
    A3 {
        /// Inside the four weeks (recommended).
        Day28Included,
        /// Outside.
        Day28Excluded
    }
    /// A4: unemployed, and since when is unknown.
    A4 {
        /// CO01 counts, CO02 is missing (recommended).
        LongTermMissing,
        /// The record is incomplete.
        RecordIncomplete
    }
    /// A5: a registered full-time student without work.
    A5 {
        /// Unemployed: registration wins (recommended).
        RegistrationWins,
        /// Inactive: the studies win.
        StudentWins
    }
    /// A6: full-time parental leave in the FSE+.
    A6 {
        /// Inactive, as in 2014-2020, by continuity (recommended).
        Inactive,
        /// Employed, as the newer labour force survey and Bavaria have it.
        Employed
    }
    /// A7: whose job search EECR01 counts.
    A7 {
        /// Of participants inactive at entry (recommended).
        InactiveOnly,
        /// Of every participant. V28 (EECR01 at most EECO04) supposes the other choice, and then may fail.
        Everyone
    }
    /// A8: an incomplete record in EECO01.
    A8 {
        /// Counted (recommended).
        Counted,
        /// Not counted.
        NotCounted
    }
    /// A9: self-employment in YEI_CR11.
    A9 {
        /// Not counted: YEI_CR12 has it (recommended).
        Without,
        /// Counted.
        With
    }
    /// A10: who is disadvantaged in CR05 and CR09.
    A10 {
        /// CO15 to CO17, with CO12 and CO14 in the version of 2013 (recommended).
        WithHouseholds,
        /// CO15 to CO17 alone.
        SensitiveOnly
    }
    /// A11: primary education not completed, beyond the usual age.
    A11 {
        /// An « other disadvantage » (recommended).
        Disadvantage,
        /// None.
        NoDisadvantage
    }
    /// A13: a non-binary person in 2014-2020, whose tables have two columns.
    A13 {
        /// The record is incomplete (recommended, until the managing authority says otherwise).
        Incomplete,
        /// The record is complete.
        Complete
    }
    /// A16: a registered unemployed person with a reduced activity.
    A16 {
        /// Unemployed: registration prevails (recommended).
        Unemployed,
        /// Employed.
        Employed
    }
    /// A18: long-term unemployment below 25 in the FSE+.
    A18 {
        /// More than six months, as in 2014-2020 (recommended).
        SixMonths,
        /// More than twelve months, as for all.
        TwelveMonths
    }
    /// A19: birthday of 29 February in a year without one.
    A19 {
        /// 1 March (recommended).
        Mar1,
        /// 28 February, which retention takes.
        Feb28
    }
    /// V18: whether the mission locale is a body equivalent to the employment service.
    EquivalentBody {
        /// It is (recommended).
        MissionLocale,
        /// It is not.
        OthersOnly
    }
}

/// V18: limit of age of the IEJ, which the participant must not have reached at entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgeLimit {
    /// France: 26 until 31 January 2018, 30 from 1 December 2020, not known between (recommended).
    #[default]
    France,
    /// 25 (the regulation).
    Under25,
    /// 30 (where the Member State decided so).
    Under30,
}
