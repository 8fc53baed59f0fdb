//! Which delimiter a file uses.

use super::Encoding;
use super::decode::LineSource;
use super::record::RecordReader;

/// Records read to choose a delimiter, the header apart.
const SNIFFED_RECORDS: u64 = 100;

/// What separates the fields of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Delimiter {
    /// `;`, what a French Excel writes.
    Semicolon,
    /// `,`
    Comma,
    /// A tab.
    Tab,
}

impl Delimiter {
    /// All of them, the one preferred when nothing tells them apart first.
    const ALL: [Self; 3] = [Self::Semicolon, Self::Comma, Self::Tab];

    /// The delimiter as a byte.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Semicolon => b';',
            Self::Comma => b',',
            Self::Tab => b'\t',
        }
    }

    /// Reads `;`, `,`, a tab or `tab`.
    pub(super) fn from_mapping(text: &str) -> Option<Self> {
        match text {
            ";" => Some(Self::Semicolon),
            "," => Some(Self::Comma),
            "\t" | "tab" => Some(Self::Tab),
            _ => None,
        }
    }
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Dialect {
    /// What separates the fields.
    pub delimiter: Delimiter,
    /// Whether the delimiter was found from the file; false when the mapping states it.
    pub sniffed: bool,
}

/// Finds the delimiter from the header and the first records of the sample.
pub(super) fn sniff<R: std::io::Read>(source: &LineSource<R>) -> Delimiter {
    let mut best = (Delimiter::Semicolon, 0);
    for delimiter in Delimiter::ALL {
        let score = score(RecordReader::new(source.sample_source(), delimiter));
        if score > best.1 {
            best = (delimiter, score);
        }
    }
    best.0
}

/// Rises with the number of columns, and twice as fast with the share of records that have as many.
///
/// 0 for a header of one column: the delimiter is not there.
fn score(mut records: RecordReader<&[u8]>) -> u64 {
    let columns = match records.read_header() {
        Ok(names) if names.len() > 1 => names.len() as u64,
        _ => return 0,
    };
    let (mut fitting, mut all) = (0, 0);
    while all < SNIFFED_RECORDS
        && let Some(record) = records.next_record()
    {
        all += 1;
        fitting += u64::from(record.is_ok());
    }
    let share = (fitting * 1000_u64).checked_div(all).unwrap_or(1000);
    // Never 0, so that a header of several columns wins over none even if every row is bad.
    columns * share.max(1).pow(2)
}

/// What a file is forced to be, whatever it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Forced {
    pub(super) delimiter: Option<Delimiter>,
    pub(super) encoding: Option<Encoding>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sniffed(text: &str) -> Delimiter {
        sniff(&LineSource::open(text.as_bytes(), None).unwrap())
    }

    #[test]
    fn each_delimiter_is_found() {
        assert_eq!(sniffed("a;b;c\n1;2;3\n"), Delimiter::Semicolon);
        assert_eq!(sniffed("a,b,c\n1,2,3\n"), Delimiter::Comma);
        assert_eq!(sniffed("a\tb\tc\n1\t2\t3"), Delimiter::Tab);
        assert_eq!(sniffed("a,b"), Delimiter::Comma);
        assert_eq!(sniffed("a\n1\n2\n"), Delimiter::Semicolon);
    }

    #[test]
    fn other_delimiters_inside_values_do_not_count() {
        assert_eq!(sniffed("nom, prénom;montant\nA, B;1,5\nC, D;2,5\n"), Delimiter::Semicolon);
        assert_eq!(sniffed("a;b;c\n1,5;2;3\n2,5;2;3\n"), Delimiter::Semicolon);
        assert_eq!(sniffed("\"a;b;c;d;e\",b\n\"1;2\",x\n\"3\",y\n"), Delimiter::Comma);
        assert_eq!(sniffed("\"a\n;b\",c,d\n1,\"2\n;;\",3\n"), Delimiter::Comma);
        // Most rows spoiled: the header still tells.
        assert_eq!(sniffed("a;b;c\n1;2;3\n1\n2\n\"3\n"), Delimiter::Semicolon);
    }

    #[test]
    fn a_sample_cut_inside_a_line_is_no_obstacle() {
        let mut text = String::from("a,b,c\n");
        while text.len() < 80 * 1024 {
            text.push_str("x;y,1;2,3\n");
        }
        assert_eq!(sniffed(&text), Delimiter::Comma);
    }
}
