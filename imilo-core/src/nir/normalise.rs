//! From what a person wrote to thirteen or fifteen characters.

use zeroize::Zeroize;

use super::{KeyState, NirError, NirFault};

/// Room for one character more than a number may have: beyond it only the count matters.
const ROOM: usize = 16;

/// The characters left after normalisation. A character that is not ASCII is held as 0xFF, which is legal nowhere.
pub(super) struct Normalised {
    bytes: [u8; ROOM],
    length: usize,
}

impl Zeroize for Normalised {
    fn zeroize(&mut self) {
        self.bytes.zeroize();
    }
}

/// Removes what people put between groups, upper-cases the letters of Corsica. Repairs nothing else.
pub(super) fn normalise(text: &str) -> Result<Normalised, NirError> {
    // Most numbers come clean, and need no more than a copy.
    let plain = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'A' | b'B');
    if matches!(text.len(), 13 | 15) && text.bytes().all(|byte| plain(&byte)) {
        let mut number = Normalised { bytes: [0; ROOM], length: text.len() };
        number.bytes.iter_mut().zip(text.bytes()).for_each(|(slot, byte)| *slot = byte);
        return Ok(number);
    }
    let trimmed = text.trim_matches([' ', '\t', '\r', '\n']);
    let mut number = Normalised { bytes: [0; ROOM], length: 0 };
    for character in trimmed.chars() {
        let byte = match character {
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '.' | '-' => continue,
            'a' => b'A',
            'b' => b'B',
            other => u8::try_from(other).ok().filter(u8::is_ascii).unwrap_or(u8::MAX),
        };
        let Some(slot) = number.bytes.get_mut(number.length) else {
            number.zeroize();
            return Err(NirError { fault: NirFault::Length, position: None, key: None });
        };
        *slot = byte;
        number.length += 1;
    }
    Ok(number)
}

impl Normalised {
    /// The thirteen characters and the two of the key, once the length and each character are legal.
    pub(super) fn split(&self, thirteen: bool) -> Result<([u8; 13], Option<[u8; 2]>), NirError> {
        let illegal = self.first_illegal();
        if !(self.length == 15 || (self.length == 13 && thirteen)) {
            let key = (self.length == 13 && illegal.is_none()).then_some(KeyState::Absent);
            return Err(NirError { fault: NirFault::Length, position: None, key });
        }
        if let Some(position) = illegal {
            return Err(NirError { fault: NirFault::Character, position: Some(position), key: None });
        }
        let [a, b, c, d, e, f, g, h, i, j, k, l, m, key1, key2, _] = self.bytes;
        let canonical = [a, b, c, d, e, f, g, h, i, j, k, l, m];
        Ok((canonical, (self.length == 15).then_some([key1, key2])))
    }

    /// 1-based position of the first character that is neither a digit nor a letter of Corsica in position 7.
    fn first_illegal(&self) -> Option<u8> {
        let legal =
            |position, byte: u8| byte.is_ascii_digit() || (position == 7 && matches!(byte, b'A' | b'B'));
        let mut characters = (1_u8..).zip(self.bytes).take(self.length);
        characters.find(|&(position, byte)| !legal(position, byte)).map(|(position, _)| position)
    }
}
