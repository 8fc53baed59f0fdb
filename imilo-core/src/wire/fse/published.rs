//! What may be published of a report: lines that add up are looked at together, for one could be found from the others.

use crate::fse::{ByGender, Code, Line, Report, Together};

use super::report::FsePublishedAnswer;

/// The codes of status, which add up to the complete records.
const STATUSES: [Code; 6] = [Code::Co01, Code::Co03, Code::Co05, Code::Eeco02, Code::Eeco04, Code::Eeco05];
/// The codes of education, which do so too, but for who has completed no level in 2014-2020.
const EDUCATION: [Code; 6] = [Code::Co09, Code::Co10, Code::Co11, Code::Eeco09, Code::Eeco10, Code::Eeco11];

pub(super) struct Published {
    below: u64,
    grand_total: ByGender,
    statuses: Vec<Code>,
    together: Together,
    /// A number of the lines of education is small, or what they leave of the complete records: none is told.
    education_hidden: bool,
    /// So few records are incomplete that the complete ones would tell them: who takes part in all is not told.
    entrants_hidden: bool,
}

impl Published {
    pub(super) fn of(report: &Report, below: u32) -> Self {
        let below = u64::from(below);
        let among = |codes: [Code; 6]| -> Vec<&Line> {
            report.lines.iter().filter(|line| codes.contains(&line.code)).collect()
        };
        let values = |lines: &[&Line]| lines.iter().map(|line| line.values).collect::<Vec<_>>();
        let (statuses, education) = (among(STATUSES), among(EDUCATION));
        let small = |count: u64| 0 < count && count < below;
        let complete = cells(&report.complete_total);
        let left = |from: [u64; 5], rest: [u64; 5]| {
            from.into_iter().zip(rest).any(|(from, rest)| small(from.saturating_sub(rest)))
        };
        let of_education = education.iter().map(|line| cells(&line.values));
        let told = of_education.clone().fold([0; 5], |sum, line| {
            let mut both = sum;
            both.iter_mut().zip(line).for_each(|(sum, count)| *sum += count);
            both
        });
        Self {
            below,
            grand_total: report.grand_total,
            statuses: statuses.iter().map(|line| line.code).collect(),
            together: Together::published(&values(&statuses), below),
            education_hidden: of_education.flatten().any(small) || left(complete, told),
            entrants_hidden: left(cells(&report.grand_total), complete),
        }
    }

    pub(super) fn line(&self, line: &Line) -> FsePublishedAnswer {
        if self.education_hidden && EDUCATION.contains(&line.code)
            || self.entrants_hidden && line.code == Code::Eeco01
        {
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
        let rules = Rules::new(Programme::FsePlus).on(Some("2024-12-31".parse().unwrap()));
        let mut tally = Tally::new(rules);
        for (rest, count) in records {
            let text = format!(
                r#"{{"gender":"F","birth_date":"2003-05-20","entry_date":"2023-10-02","labour_status_entry":"inactive"{rest}}}"#
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
