//! What is suppressed cannot be computed again: by brute force, over every table of small numbers.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::Cell::{Shown, Suppressed};
use super::*;

fn line([women, men, non_binary, unknown]: [u64; 4]) -> ByGender {
    ByGender { women, men, non_binary, unknown }
}

fn number(cell: Cell) -> Option<u64> {
    match cell {
        Shown(number) => Some(number),
        Suppressed => None,
    }
}

#[test]
fn a_small_number_cannot_be_found_from_the_others() {
    let published = |parts| line(parts).published(5);
    assert_eq!(published([10, 7, 0, 0]), [Shown(10), Shown(7), Shown(0), Shown(0), Shown(17)]);
    assert_eq!(published([10, 7, 2, 0]), [Shown(10), Suppressed, Suppressed, Shown(0), Shown(19)]);
    assert_eq!(published([3, 0, 0, 0]), [Suppressed, Shown(0), Shown(0), Shown(0), Suppressed]);
    assert_eq!(published([3, 2, 9, 0]), [Suppressed, Suppressed, Shown(9), Shown(0), Shown(14)]);
    // Two suppressed parts of which the sum is 2 are 1 each; of 8 they are 4 each, as 3 and 5 would look otherwise.
    assert_eq!(published([1, 1, 9, 0]), [Suppressed, Suppressed, Suppressed, Shown(0), Shown(11)]);
    assert_eq!(published([4, 4, 5, 0]), [Suppressed, Suppressed, Suppressed, Shown(0), Shown(13)]);
    assert_eq!(published([1, 1, 0, 0]), [Suppressed, Suppressed, Shown(0), Shown(0), Suppressed]);
    // Of the equal others all go.
    assert_eq!(published([9, 9, 1, 20]), [Suppressed, Suppressed, Suppressed, Shown(20), Shown(39)]);
    assert_eq!(line([1, 1, 1, 1]).published(0), [Shown(1), Shown(1), Shown(1), Shown(1), Shown(4)]);
    assert_eq!(line([1, 1, 1, 1]).published(1), [Shown(1), Shown(1), Shown(1), Shown(1), Shown(4)]);
}

/// Every line with parts of 0 to `most`, by what is published of it.
fn lines_by_publication(below: u64, most: u64) -> BTreeMap<Vec<Option<u64>>, Vec<[u64; 4]>> {
    let mut found: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for number in 0..(most + 1).pow(4) {
        let digit = |place: u32| number / (most + 1).pow(place) % (most + 1);
        let parts = [digit(0), digit(1), digit(2), digit(3)];
        let published = line(parts).published(below).map(super::tests::number).to_vec();
        found.entry(published).or_default().push(parts);
    }
    found
}

/// Whoever knows the method, the threshold and what is shown of a line has two values left for each number suppressed.
#[test]
fn each_suppressed_number_of_a_line_has_two_values_left() {
    for below in 2..=5 {
        for (published, lines) in lines_by_publication(below, 2 * below + 2) {
            for (place, cell) in published.iter().enumerate() {
                let value = |parts: &[u64; 4]| parts.get(place).copied().unwrap_or(parts.iter().sum());
                let values: BTreeSet<u64> = lines.iter().map(value).collect();
                let fine = if cell.is_some() { values.len() == 1 } else { values.len() > 1 };
                assert!(fine, "below {below}: {published:?} of {lines:?}");
                let small = |value: &u64| 0 < *value && *value < below;
                assert!(cell.is_none() || !values.iter().any(small), "below {below}: {published:?}");
            }
        }
    }
}

/// The numbers of lines and of their sum.
fn table(lines: &[[u64; 4]]) -> Vec<u64> {
    let sum = |place: usize| lines.iter().map(|line| line[place]).sum::<u64>();
    let whole = [sum(0), sum(1), sum(2), sum(3)];
    lines.iter().chain([&whole]).flat_map(|line| line.iter().copied().chain([line.iter().sum()])).collect()
}

fn published(lines: &[[u64; 4]], below: u64) -> Vec<Option<u64>> {
    let lines: Vec<_> = lines.iter().map(|parts| line(*parts)).collect();
    let together = Together::published(&lines, below);
    together.parts.iter().chain([&together.whole]).flatten().map(|cell| number(*cell)).collect()
}

/// Every table that agrees with what is shown and has no zero where something is suppressed: the places of which two
/// values are left. The numbers that are not shown are tried from 1 to `most`.
fn open_places(rows: usize, shown: &[Option<u64>], most: u64) -> BTreeSet<usize> {
    let mut lines = vec![[0_u64; 4]; rows];
    let mut values: Vec<BTreeSet<u64>> = vec![BTreeSet::new(); shown.len()];
    let mut walk = |lines: &[[u64; 4]]| {
        let numbers = table(lines);
        let fits =
            |(shown, number): (&Option<u64>, &u64)| shown.map_or(*number > 0, |shown| shown == *number);
        if shown.iter().zip(&numbers).all(fits) {
            values.iter_mut().zip(numbers).for_each(|(values, number)| {
                values.insert(number);
            });
        }
    };
    fill(&mut lines, 0, shown, most, &mut walk);
    let open = values.iter().enumerate().filter(|(_, values)| values.len() > 1);
    open.map(|(place, _)| place).collect()
}

fn fill(
    lines: &mut Vec<[u64; 4]>,
    place: usize,
    shown: &[Option<u64>],
    most: u64,
    walk: &mut impl FnMut(&[[u64; 4]]),
) {
    let (row, column) = (place / 4, place % 4);
    if row == lines.len() {
        return walk(lines);
    }
    let tried = match shown[row * 5 + column] {
        Some(number) => number..=number,
        None => 1..=most,
    };
    for number in tried {
        lines[row][column] = number;
        fill(lines, place + 1, shown, most, walk);
    }
}

fn no_small_number_can_be_found(lines: &[[u64; 4]], below: u64) {
    let shown = published(lines, below);
    let most = lines.iter().flatten().max().unwrap() + 2;
    let open = open_places(lines.len(), &shown, most);
    for (place, (shown, number)) in shown.iter().zip(table(lines)).enumerate() {
        assert_eq!(shown.is_none(), open.contains(&place), "{lines:?}, below {below}, place {place}");
        assert!(shown.is_none_or(|shown| shown == 0 || shown >= below), "{lines:?}: {number} shown");
        assert!(shown.is_none_or(|shown| shown == number), "{lines:?}: {place}");
    }
}

/// Two operations of women and men, every number from 0 to the threshold and one more.
#[test]
fn each_suppressed_number_of_an_operation_and_its_programme_has_two_values_left() {
    for below in 2_u64..=3 {
        let most = below + 1;
        for number in 0..(most + 1).pow(4) {
            let digit = |place: u32| number / (most + 1).pow(place) % (most + 1);
            no_small_number_can_be_found(&[[digit(0), digit(1), 0, 0], [digit(2), digit(3), 0, 0]], below);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn three_operations_of_three_genders(
        numbers in proptest::collection::vec(prop_oneof![Just(0_u64), 1_u64..4, 3_u64..7], 9),
        below in 2_u64..5,
    ) {
        // Many tables are compatible only where little is suppressed: those that suppress a lot are left out.
        let lines: Vec<[u64; 4]> = numbers.chunks(3).map(|row| [row[0], row[1], row[2], 0]).collect();
        let hidden = published(&lines, below).iter().take(15).enumerate()
            .filter(|(place, cell)| place % 5 < 3 && cell.is_none()).count();
        prop_assume!(hidden <= 5);
        no_small_number_can_be_found(&lines, below);
    }

    /// What cannot be tried one by one: nothing small is shown, and nothing is suppressed without need of it.
    #[test]
    fn many_operations(
        lines in proptest::collection::vec(proptest::array::uniform4(prop_oneof![0_u64..12, 5_u64..400]), 1..40),
        below in 0_u64..12,
    ) {
        let shown = published(&lines, below);
        let numbers = table(&lines);
        let small = |number: u64| 0 < number && number < below;
        for (shown, number) in shown.iter().zip(&numbers) {
            prop_assert!(shown.is_none_or(|shown| shown == *number && !small(shown)));
            prop_assert!(*number > 0 || shown.is_some(), "zeros are shown");
        }
        // Below 3, where a part alone of 2 goes with that of 1, apart.
        if below != 2 && !numbers.iter().any(|number| small(*number)) {
            prop_assert!(shown.iter().all(Option::is_some));
        }
    }
}
