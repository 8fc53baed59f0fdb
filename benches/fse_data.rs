//! The participations that are counted: invented, the same ones each time.

use imilo_core::fse::{Column, Columns, NO_DATE};

/// How many there are.
pub(crate) const ROWS: usize = 1_400_000;

/// Reproducible numbers (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }

    /// A small code below a bound.
    fn code(&mut self, bound: u64) -> u8 {
        u8::try_from(self.below(bound)).unwrap_or_default()
    }

    /// A day between two, one time in `none` no day.
    fn day(&mut self, from: i32, days: u64, none: u64) -> i32 {
        let day = from + i32::try_from(self.below(days)).unwrap_or_default();
        if self.below(none) == 0 { NO_DATE } else { day }
    }
}

/// The columns of the file.
#[derive(Default)]
pub(crate) struct File {
    /// Entry, exit, birth, unemployed since, education, qualification.
    pub(crate) days: [Vec<i32>; 6],
    /// The small codes, in the order in which [`File::columns`] names them.
    pub(crate) codes: [Vec<u8>; 16],
    /// Where the events of a row begin.
    pub(crate) offsets: Vec<u32>,
    /// Their days.
    pub(crate) event_days: Vec<i32>,
    /// What the persons became.
    pub(crate) event_statuses: Vec<u8>,
    /// The operation of each row.
    pub(crate) operations: Vec<u32>,
}

/// Entries of 2019, births from 1993 to 2003, most left and most asked; no month has more answers than it would have.
pub(crate) fn file() -> File {
    let (mut file, mut numbers) = (File::default(), Numbers(42));
    file.offsets.push(0);
    for _ in 0..ROWS {
        let entry = numbers.day(17_897, 365, u64::MAX);
        let exit = numbers.day(entry + 30, 300, 10);
        let days = [
            entry,
            exit,
            numbers.day(8_400, 3_650, 200),
            numbers.day(entry - 500, 490, 3),
            numbers.day(entry, 250, 2),
            numbers.day(entry, 250, 2),
        ];
        file.days.iter_mut().zip(days).for_each(|(column, day)| column.push(day));
        let followed = u8::from(exit != NO_DATE && numbers.below(5) > 0);
        for _ in 0..numbers.below(3) * u64::from(followed) {
            file.event_days.push(numbers.day(exit, 40, u64::MAX));
            file.event_statuses.push(1 + numbers.code(5));
        }
        file.offsets.push(u32::try_from(file.event_days.len()).unwrap_or(u32::MAX));
        let codes = [
            1 + numbers.code(2),
            1 + numbers.code(3),
            1 + numbers.code(2),
            numbers.code(8),
            numbers.code(4),
            numbers.code(4),
            numbers.code(4),
            1 + numbers.code(2),
            1 + numbers.code(2),
            followed,
            numbers.code(3),
            if exit == NO_DATE { 0 } else { numbers.code(6) },
            numbers.code(3),
            numbers.code(3),
            1 + numbers.code(2),
            numbers.code(4),
        ];
        file.codes.iter_mut().zip(codes).for_each(|(column, code)| column.push(code));
        file.operations.push(u32::try_from(numbers.below(500)).unwrap_or_default());
    }
    file
}

impl File {
    /// As the library reads them.
    pub(crate) fn columns(&self) -> Columns<'_> {
        let [entry, exit, birth, since, started, qualified] = &self.days;
        let [
            gender,
            status,
            education,
            isced,
            background,
            disability,
            other,
            homeless,
            rural,
            followed,
            completed,
            at_6m,
            taught,
            improved,
            third,
            minority,
        ] = &self.codes;
        Columns {
            entry_date: Column::new(entry),
            exit_date: Column::new(exit),
            birth_date: Column::new(birth),
            unemployed_since: Column::new(since),
            education_started: Column::new(started),
            qualification_date: Column::new(qualified),
            gender: Column::new(gender),
            labour_status_entry: Column::new(status),
            in_education_entry: Column::new(education),
            isced_entry: Column::new(isced),
            foreign_background_or_minority: Column::new(background),
            foreign_background: Column::new(background),
            minority: Column::new(minority),
            disability: Column::new(disability),
            other_disadvantaged: Column::new(other),
            homeless: Column::new(homeless),
            rural: Column::new(rural),
            followed_up: Column::new(followed),
            yei_completed: Column::new(completed),
            status_6m: Column::new(at_6m),
            in_education_6m: Column::new(taught),
            improvement_6m: Column::new(improved),
            third_country: Column::new(third),
            event_offsets: &self.offsets,
            event_dates: &self.event_days,
            event_statuses: &self.event_statuses,
            ..Columns::default()
        }
    }
}
