//! The file of the communes, made by `tools/cog`: its layout, and how it is read.
//!
//! Little endian, no padding. A key is the number of the département (00 to 99, then 2A and 2B) times a thousand
//! plus the last three digits. Days are counted from 1943-01-01.
//!
//! | section | content |
//! | --- | --- |
//! | counts | magic, then six `u32`: day of the newest edition, codes, varied codes, states, changes, names |
//! | codes | the keys in use, as a set of bits |
//! | varied | the codes that are more than one commune without dates, as a set of bits over the ranks of the codes |
//! | starts | per varied code, and once more: its first state, and the names beyond one a code before it (`u16`) |
//! | states | of the varied codes, 48 bits: nature 3, name of the code 3, start 11, end 11, holder 17 |
//! | changes | last day of the old state, first day of the new one (`u16`); the first entry means none |
//! | symbols | 255 times: length, then 6 bytes |
//! | samples | where each 16th name begins (`u32`) |
//! | names | by code, each ended by a line feed; a byte is a symbol, 255 says that the next byte is itself |

/// Everything in the file, cut into its sections when the crate is compiled.
pub(super) static TABLE: Table = Table::cut(include_bytes!("data/communes.bin"));

const MAGIC: [u8; 8] = *b"IMICOG01";
const KEYS: usize = 102_000;
const NAMES_PER_SAMPLE: usize = 16;
const SYMBOLS: usize = 255;

pub(super) struct Table {
    /// Day of the newest edition.
    pub(super) edition: u16,
    codes: Bits,
    varied: Bits,
    starts: &'static [[u8; 4]],
    states: &'static [[u8; 6]],
    changes: &'static [[u8; 4]],
    symbols: &'static [[u8; 7]],
    samples: &'static [[u8; 4]],
    names: &'static [u8],
}

/// A set of numbers as bits, and how many members stand before each word.
struct Bits {
    words: &'static [[u8; 8]],
    before: &'static [[u8; 2]],
}

/// A state of a code, as the file has it.
#[derive(Clone, Copy)]
pub(super) struct Record {
    pub(super) nature: u8,
    pub(super) name: usize,
    pub(super) start: Option<Change>,
    pub(super) end: Option<Change>,
    /// Key of the commune that holds it, or that followed it.
    pub(super) holder: Option<u32>,
}

/// The last day of the old state and the first of the new one, in days from 1943-01-01.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) after: u16,
    pub(super) by: u16,
}

/// Takes `count` arrays of `N` bytes from the front; what is missing stops the compilation.
const fn take<const N: usize>(bytes: &'static [u8], count: usize) -> (&'static [[u8; N]], &'static [u8]) {
    let (taken, rest) = bytes.split_at(count * N);
    (taken.as_chunks().0, rest)
}

const fn count(number: &[u8; 4]) -> usize {
    u32::from_le_bytes(*number) as usize
}

impl Table {
    const fn cut(file: &'static [u8]) -> Self {
        let (magic, rest) = take::<8>(file, 1);
        assert!(matches!(magic, [magic] if u64::from_le_bytes(*magic) == u64::from_le_bytes(MAGIC)));
        let (counts, rest) = take::<4>(rest, 6);
        let [edition, codes, varied, states, changes, names] = counts else { unreachable!() };
        let (in_use, rest) = Bits::cut(rest, KEYS);
        let (varied_codes, rest) = Bits::cut(rest, count(codes));
        let (starts, rest) = take(rest, count(varied) + 1);
        let (states, rest) = take(rest, count(states));
        let (changes, rest) = take(rest, count(changes));
        let (symbols, rest) = take(rest, SYMBOLS);
        let (samples, names) = take(rest, count(names).div_ceil(NAMES_PER_SAMPLE));
        let [low, high, ..] = *edition;
        let edition = u16::from_le_bytes([low, high]);
        Self {
            edition,
            codes: in_use,
            varied: varied_codes,
            starts,
            states,
            changes,
            symbols,
            samples,
            names,
        }
    }

    /// Whether the code of this key has states.
    pub(super) fn holds(&self, key: u32) -> bool {
        self.codes.rank(key as usize).is_some()
    }

    /// The keys of all codes, in order.
    pub(super) fn keys(&self) -> impl Iterator<Item = u32> {
        (0..KEYS as u32).filter(|key| self.holds(*key))
    }

    /// The states of a code, by the day on which they begin; none when the code is unknown.
    pub(super) fn states(&self, key: u32) -> impl Iterator<Item = Record> + Clone + use<> {
        let rank = self.codes.rank(key as usize);
        let at = rank.map(|rank| (rank, self.varied.before(rank)));
        let varied = rank.is_some_and(|rank| self.varied.rank(rank).is_some());
        let start = at.and_then(|(rank, varied)| Some((rank, self.starts.get(varied)?)));
        let name =
            start.map_or(0, |(rank, [.., low, high])| rank + u16::from_le_bytes([*low, *high]) as usize);
        let one = (at.is_some() && !varied).then_some(Record {
            nature: 0,
            name,
            start: None,
            end: None,
            holder: None,
        });
        let states = at.filter(|_| varied).and_then(|(_, varied)| self.records(varied)).unwrap_or_default();
        one.into_iter().chain(states.iter().map(move |state| TABLE.record(*state, name)))
    }

    /// The records of the nth varied code.
    fn records(&self, varied: usize) -> Option<&'static [[u8; 6]]> {
        let start = |[low, high, ..]: &[u8; 4]| u16::from_le_bytes([*low, *high]) as usize;
        self.states.get(start(self.starts.get(varied)?)..start(self.starts.get(varied + 1)?))
    }

    fn record(&self, [a, b, c, d, e, f]: [u8; 6], first_name: usize) -> Record {
        let bits = u64::from_le_bytes([a, b, c, d, e, f, 0, 0]);
        let field = |from: u32, width: u32| (bits >> from & ((1 << width) - 1)) as usize;
        let holder = field(28, 17) as u32;
        Record {
            nature: field(0, 3) as u8,
            name: first_name + field(3, 3),
            start: self.change(field(6, 11)),
            end: self.change(field(17, 11)),
            holder: (holder != 0).then_some(holder),
        }
    }

    fn change(&self, number: usize) -> Option<Change> {
        let [a, b, c, d] = *self.changes.get(number).filter(|_| number != 0)?;
        Some(Change { after: u16::from_le_bytes([a, b]), by: u16::from_le_bytes([c, d]) })
    }

    /// Tells the bytes of the nth name.
    pub(super) fn spell(&self, number: usize, mut tell: impl FnMut(u8)) {
        let start = self.samples.get(number / NAMES_PER_SAMPLE).map_or(usize::MAX, count);
        let mut bytes = self.names.get(start..).unwrap_or_default().iter();
        let mut to_skip = number % NAMES_PER_SAMPLE;
        while let Some(byte) = bytes.next() {
            let literal = [1, bytes.as_slice().first().copied().unwrap_or_default(), 0, 0, 0, 0, 0];
            let [length, symbol @ ..] = self.symbols.get(*byte as usize).unwrap_or_else(|| {
                bytes.next();
                &literal
            });
            for byte in symbol.iter().take(*length as usize) {
                match (*byte, to_skip) {
                    (b'\n', 0) => return,
                    (b'\n', _) => to_skip -= 1,
                    (byte, 0) => tell(byte),
                    _ => {}
                }
            }
        }
    }
}

impl Bits {
    const fn cut(bytes: &'static [u8], size: usize) -> (Self, &'static [u8]) {
        let (words, rest) = take(bytes, size.div_ceil(64));
        let (before, rest) = take(rest, size.div_ceil(64));
        (Self { words, before }, rest)
    }

    /// How many members are smaller than the number.
    fn before(&self, number: usize) -> usize {
        let word = self.words.get(number / 64).map_or(0, |word| u64::from_le_bytes(*word));
        let before = self.before.get(number / 64).map_or(0, |before| u16::from_le_bytes(*before));
        let smaller = (word & ((1 << (number % 64)) - 1)).count_ones();
        before as usize + smaller as usize
    }

    /// How many members are smaller than the number, if it is one.
    fn rank(&self, number: usize) -> Option<usize> {
        let word = u64::from_le_bytes(*self.words.get(number / 64)?);
        (word >> (number % 64) & 1 == 1).then(|| self.before(number))
    }
}
