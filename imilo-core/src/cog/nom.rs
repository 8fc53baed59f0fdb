//! A name of the table, without allocation.

use core::fmt;

use super::table::TABLE;

/// The name of a commune, such as `L'Haÿ-les-Roses`: it is compared with a text, or written.
///
/// It is spelled out when that is asked, and not before.
#[derive(Clone, Copy)]
pub struct Nom {
    /// Its place among the names of the table.
    number: u32,
}

impl Nom {
    pub(super) const fn of(number: u32) -> Self {
        Self { number }
    }

    fn spell(self) -> Spelled {
        let mut spelled = Spelled { bytes: [0; Spelled::LONGEST], length: 0 };
        TABLE.spell(self.number as usize, |byte| spelled.push(byte));
        spelled
    }
}

impl PartialEq for Nom {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number || self.spell().as_str() == other.spell().as_str()
    }
}

impl Eq for Nom {}

impl PartialEq<str> for Nom {
    fn eq(&self, other: &str) -> bool {
        self.spell().as_str() == other
    }
}

impl PartialEq<&str> for Nom {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl fmt::Display for Nom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.spell().as_str())
    }
}

impl fmt::Debug for Nom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.spell().as_str(), f)
    }
}

/// A name spelled out.
struct Spelled {
    bytes: [u8; Self::LONGEST],
    length: usize,
}

impl Spelled {
    /// Bytes that a name has at most; `tools/cog` refuses longer ones.
    const LONGEST: usize = 63;

    fn push(&mut self, byte: u8) {
        if let Some(free) = self.bytes.get_mut(self.length) {
            *free = byte;
            self.length += 1;
        }
    }

    fn as_str(&self) -> &str {
        core::str::from_utf8(self.bytes.get(..self.length).unwrap_or_default()).unwrap_or_default()
    }
}
