//! One logical record cut into fields by csv-core, in buffers that are used again.

use csv_core::{ReadRecordResult, ReaderBuilder, Terminator};

use super::{Delimiter, RefusalCode};

/// Longest field, in bytes of UTF-8.
pub(super) const MAX_FIELD: usize = 64 * 1024;

/// Numbers of fields a record may have, from the header.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// Up to the last column that has a name.
    pub(super) min: usize,
    /// All columns; what is beyond must be empty.
    pub(super) max: usize,
}

/// What is wrong with a record: the column (from 1) if one is at fault, and the code.
pub(super) type Outcome = Result<(), (Option<usize>, RefusalCode)>;

/// csv-core and the buffers it fills.
pub(super) struct Parser {
    csv: csv_core::Reader,
    out: Vec<u8>,
    ends: Vec<usize>,
    used: usize,
    fields: usize,
}

impl Parser {
    pub(super) fn new(delimiter: Delimiter) -> Self {
        let csv = ReaderBuilder::new().delimiter(delimiter.byte()).terminator(Terminator::Any(b'\n')).build();
        let mut parser = Self { csv, out: vec![0; 4096], ends: vec![0; 64], used: 0, fields: 0 };
        parser.restart();
        parser
    }

    /// Forgets the record under way.
    pub(super) fn restart(&mut self) {
        self.csv.reset();
        // csv-core would strip a byte order mark from its first input: give it that input.
        self.push(b"\n");
        (self.used, self.fields) = (0, 0);
    }

    /// Parses a line as the first one of a record; true if the record ends with it.
    pub(super) fn start(&mut self, line: &str) -> bool {
        (self.used, self.fields) = (0, 0);
        self.feed(line)
    }

    /// Parses one more line and its break, at which the record ends unless a quote is open.
    pub(super) fn feed(&mut self, line: &str) -> bool {
        // An empty input would mean the end of the file.
        if !line.is_empty() {
            self.push(line.as_bytes());
        }
        self.push(b"\n")
    }

    fn push(&mut self, mut input: &[u8]) -> bool {
        let room = self.used + input.len() + 1;
        if self.out.len() < room {
            self.out.resize(room * 2, 0);
        }
        loop {
            let out = self.out.get_mut(self.used..).unwrap_or_default();
            let ends = self.ends.get_mut(self.fields..).unwrap_or_default();
            let (result, read, written, ended) = self.csv.read_record(input, out, ends);
            input = input.get(read..).unwrap_or_default();
            self.used += written;
            self.fields += ended;
            match result {
                ReadRecordResult::Record => return true,
                ReadRecordResult::OutputFull => self.out.resize(self.out.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return false,
            }
            if input.is_empty() {
                return false;
            }
        }
    }

    pub(super) fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.out.get(..self.used)?).ok()
    }

    pub(super) fn ends(&self) -> &[usize] {
        self.ends.get(..self.fields).unwrap_or_default()
    }

    /// Holds the record to the length of fields and to their number.
    pub(super) fn check(&self, shape: Option<Shape>) -> Outcome {
        let ends = self.ends();
        if self.used > MAX_FIELD {
            let mut start = 0;
            for (index, &end) in ends.iter().enumerate() {
                if end - start > MAX_FIELD {
                    return Err((Some(index + 1), RefusalCode::FieldTooLong));
                }
                start = end;
            }
        }
        let fits = shape.is_none_or(|shape| {
            let named_end = shape.max.checked_sub(1).and_then(|last| ends.get(last));
            ends.len() >= shape.min && (ends.len() <= shape.max || named_end == ends.last())
        });
        if fits { Ok(()) } else { Err((None, RefusalCode::FieldCount)) }
    }
}
