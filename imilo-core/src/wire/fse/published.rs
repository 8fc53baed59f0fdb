//! What may be published of a report: lines that add up are looked at together, for one could be found from the others.

use crate::fse::{ByGender, Code, Line, Report, Together};

use super::report::FsePublishedAnswer;

/// The codes of status, which add up to the complete records.
const STATUSES: [Code; 6] = [Code::Co01, Code::Co03, Code::Co05, Code::Eeco02, Code::Eeco04, Code::Eeco05];
/// The codes of education, which do so too, but for who has completed no level in 2014-2020.
const EDUCATION: [Code; 6] = [Code::Co09, Code::Co10, Code::Co11, Code::Eeco09, Code::Eeco10, Code::Eeco11];

/// The codes of age, which leave of the complete records those of the ages between, as every complete record has an age.
const AGES: [Code; 5] = [Code::Co06, Code::Co07, Code::Eeco06, Code::Eeco07, Code::Eeco08];
/// A code of some of those of another: the other less it would tell of the rest (of the jobless households, those without
/// children; of those in employment six months later, the younger). Other codes overlap (CO13 and CO14, the disadvantages)
/// or have a population of their own, of which the number is not published. Differences of three codes and more were not
/// studied, but for those that add up.
const WITHIN: [(Code, Code); 10] = [
    (Code::Co02, Code::Co01),
    (Code::Co04, Code::Co03),
    (Code::Co08, Code::Co07),
    (Code::Co13, Code::Co12),
    (Code::Eeco03, Code::Eeco02),
    (Code::Cr08, Code::Cr06),
    (Code::Cr09, Code::Cr06),
    (Code::YeiCr04, Code::YeiCr01),
    (Code::YeiCr05, Code::YeiCr02),
    (Code::YeiCr06, Code::YeiCr03),
];

pub(super) struct Published {
    below: u64,
    grand_total: ByGender,
    statuses: Vec<Code>,
    together: Together,
    /// Lines of which none is told: those of education or of age when a number of them is small, or what they leave of the
    /// complete records; a code within another when what it leaves of that is small.
    hidden: Vec<Code>,
    /// So few records are incomplete that the complete ones would tell them: who takes part in all is not told.
    entrants_hidden: bool,
}

impl Published {
    pub(super) fn of(report: &Report, below: u32) -> Self {
        let below = u64::from(below);
        let among = |codes: &[Code]| -> Vec<&Line> {
            report.lines.iter().filter(|line| codes.contains(&line.code)).collect()
        };
        let values = |lines: &[&Line]| lines.iter().map(|line| line.values).collect::<Vec<_>>();
        let statuses = among(&STATUSES);
        let small = |count: u64| 0 < count && count < below;
        let complete = cells(&report.complete_total);
        let left = |from: [u64; 5], rest: [u64; 5]| {
            from.into_iter().zip(rest).any(|(from, rest)| small(from.saturating_sub(rest)))
        };
        let mut hidden = Vec::new();
        for group in [&EDUCATION[..], &AGES] {
            let lines = among(group);
            let mut told = [0; 5];
            for line in &lines {
                told.iter_mut().zip(cells(&line.values)).for_each(|(sum, count)| *sum += count);
            }
            if lines.iter().flat_map(|line| cells(&line.values)).any(small) || left(complete, told) {
                hidden.extend(lines.iter().map(|line| line.code));
            }
        }
        for (part, whole) in WITHIN {
            let [part_line, whole_line] = [part, whole].map(|code| report.line(code));
            if let (Some(part_line), Some(whole_line)) = (part_line, whole_line)
                && left(cells(&whole_line.values), cells(&part_line.values))
            {
                hidden.push(part);
            }
        }
        Self {
            below,
            grand_total: report.grand_total,
            statuses: statuses.iter().map(|line| line.code).collect(),
            together: Together::published(&values(&statuses), below),
            hidden,
            entrants_hidden: left(cells(&report.grand_total), complete),
        }
    }

    pub(super) fn line(&self, line: &Line) -> FsePublishedAnswer {
        if self.hidden.contains(&line.code) || self.entrants_hidden && line.code == Code::Eeco01 {
            return FsePublishedAnswer::NOTHING;
        }
        let place = self.statuses.iter().position(|code| *code == line.code);
        let cells = place.and_then(|place| self.together.parts.get(place).copied());
        FsePublishedAnswer::of(cells.unwrap_or_else(|| line.published(self.below)))
    }

    pub(super) fn grand_total(&self) -> FsePublishedAnswer {
        if self.entrants_hidden {
            return FsePublishedAnswer::NOTHING;
        }
        FsePublishedAnswer::of(self.grand_total.published(self.below))
    }

    pub(super) fn complete_total(&self) -> FsePublishedAnswer {
        FsePublishedAnswer::of(self.together.whole)
    }
}

const fn cells(of: &ByGender) -> [u64; 5] {
    [of.women, of.men, of.non_binary, of.unknown, of.all()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fse::{Participation, Programme, Rules, Tally};

    fn published(records: &[(&str, usize)], below: u32) -> (Report, Published) {
        let rest: Vec<_> = records
            .iter()
            .map(|(rest, count)| (format!(r#","birth_date":"2003-05-20"{rest}"#), *count))
            .collect();
        let rest: Vec<_> = rest.iter().map(|(rest, count)| (rest.as_str(), *count)).collect();
        published_as("inactive", &rest, below)
    }

    fn published_as(status: &str, records: &[(&str, usize)], below: u32) -> (Report, Published) {
        let rules = Rules::new(Programme::FsePlus).on(Some("2024-12-31".parse().unwrap()));
        let mut tally = Tally::new(rules);
        for (rest, count) in records {
            let text = format!(
                r#"{{"gender":"F","entry_date":"2023-10-02","labour_status_entry":"{status}"{rest}}}"#
            );
            let record: Participation = serde_json::from_str(&text).unwrap();
            (0..*count).for_each(|_| tally.add(&rules.derive(&record).unwrap()));
        }
        let report = Report::of(&tally);
        let published = Published::of(&report, below);
        (report, published)
    }

    fn line(of: &(Report, Published), code: Code) -> FsePublishedAnswer {
        of.1.line(of.0.line(code).unwrap())
    }

    /// Two of sixty with a low level: sixty less the others would tell them.
    #[test]
    fn what_the_total_leaves_of_the_lines_of_education_is_not_told() {
        let few = published(&[(r#","isced_entry":2"#, 2), (r#","isced_entry":3"#, 58)], 5);
        for code in [Code::Eeco09, Code::Eeco10, Code::Eeco11] {
            assert_eq!(line(&few, code), FsePublishedAnswer::NOTHING, "{code}");
        }
        assert_eq!(few.1.complete_total().all, Some(60));
        let many = published(&[(r#","isced_entry":2"#, 5), (r#","isced_entry":3"#, 55)], 5);
        assert_eq!(line(&many, Code::Eeco09).all, Some(5));
    }

    /// Two of sixty unemployed are not long-term unemployed: sixty less fifty-eight would tell them.
    #[test]
    fn what_a_code_leaves_of_the_one_that_holds_it_is_not_told() {
        let since =
            |day: &str| format!(r#","isced_entry":3,"birth_date":"1990-05-20","unemployed_since":"{day}""#);
        let (long, short) = (since("2021-01-01"), since("2023-09-01"));
        let few = published_as("unemployed", &[(long.as_str(), 58), (short.as_str(), 2)], 5);
        assert_eq!(line(&few, Code::Eeco03), FsePublishedAnswer::NOTHING);
        assert_eq!(line(&few, Code::Eeco02).all, Some(60));
        let many = published_as("unemployed", &[(long.as_str(), 55), (short.as_str(), 5)], 5);
        assert_eq!(line(&many, Code::Eeco03).all, Some(55));
    }

    /// Two of sixty are between thirty and fifty-four: no code counts them, and the complete records less the codes would.
    #[test]
    fn what_the_total_leaves_of_the_lines_of_age_is_not_told() {
        let born = |year: u32| format!(r#","isced_entry":3,"birth_date":"{year}-05-20""#);
        let (young, between) = (born(2003), born(1983));
        let few = published_as("inactive", &[(young.as_str(), 58), (between.as_str(), 2)], 5);
        for code in [Code::Eeco06, Code::Eeco07, Code::Eeco08] {
            assert_eq!(line(&few, code), FsePublishedAnswer::NOTHING, "{code}");
        }
        let many = published_as("inactive", &[(young.as_str(), 55), (between.as_str(), 5)], 5);
        assert_eq!(line(&many, Code::Eeco07).all, Some(55));
    }

    /// Two of sixty-two without a level of education: all less the complete ones would tell them.
    #[test]
    fn few_incomplete_records_cannot_be_found_from_the_totals() {
        let few = published(&[("", 2), (r#","isced_entry":3"#, 60)], 5);
        assert_eq!(few.1.grand_total(), FsePublishedAnswer::NOTHING);
        assert_eq!(line(&few, Code::Eeco01), FsePublishedAnswer::NOTHING);
        assert_eq!(few.1.complete_total().all, Some(60));
        let many = published(&[("", 5), (r#","isced_entry":3"#, 60)], 5);
        assert_eq!((many.1.grand_total().all, line(&many, Code::Eeco01).all), (Some(65), Some(65)));
    }
}
