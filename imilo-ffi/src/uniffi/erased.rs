//! Texts that are erased from memory when they are dropped.

use uniffi::{Lift, MetadataBuffer, RustBuffer, TypeId};
use zeroize::{Zeroize, Zeroizing};

/// A list of numbers to check. The buffer in which they crossed the border is erased with them: UniFFI's own
/// conversion would free it as it is.
pub struct Numbers(Vec<Option<Zeroizing<String>>>);

impl Numbers {
    /// The numbers, in the order of the request; none where the request had none.
    pub(super) fn iter(&self) -> impl Iterator<Item = Option<&str>> {
        self.0.iter().map(|number| number.as_deref().map(String::as_str))
    }
}

impl<T: Into<String>> FromIterator<Option<T>> for Numbers {
    fn from_iter<I: IntoIterator<Item = Option<T>>>(numbers: I) -> Self {
        Self(numbers.into_iter().map(|number| number.map(|text| Zeroizing::new(text.into()))).collect())
    }
}

/// The bytes of a file, which may hold numbers: erased when they are dropped, with the buffer in which they crossed.
pub struct Bytes(Zeroizing<Vec<u8>>);

impl Bytes {
    pub(super) fn as_slice(&self) -> &[u8] {
        &self.0
    }
}

impl From<&[u8]> for Bytes {
    fn from(bytes: &[u8]) -> Self {
        Self(Zeroizing::new(bytes.to_vec()))
    }
}

type Clear = Vec<Option<String>>;

// SAFETY: the type of the argument and its bytes are those of UniFFI's own `Vec<Option<String>>`: reading is
// left to that implementation, and the buffer is taken over once, as its provided method does.
unsafe impl<UT> Lift<UT> for Numbers {
    type FfiType = RustBuffer;

    fn try_lift(buffer: RustBuffer) -> uniffi::Result<Self> {
        let mut bytes = buffer.destroy_into_vec();
        let mut rest = bytes.as_slice();
        let numbers = <Self as Lift<UT>>::try_read(&mut rest);
        let junk = !rest.is_empty();
        bytes.zeroize();
        if junk {
            uniffi::deps::anyhow::bail!("junk after the list of numbers");
        }
        numbers
    }

    fn try_read(buffer: &mut &[u8]) -> uniffi::Result<Self> {
        <Clear as Lift<UT>>::try_read(buffer).map(Self::from_iter)
    }
}

impl<UT> TypeId<UT> for Numbers {
    const TYPE_ID_META: MetadataBuffer = <Clear as TypeId<UT>>::TYPE_ID_META;
}

// SAFETY: the type of the argument and its bytes are those of UniFFI's own `Vec<u8>`: reading is left to that
// implementation, and the buffer is taken over once, as its provided method does.
unsafe impl<UT> Lift<UT> for Bytes {
    type FfiType = RustBuffer;

    fn try_lift(buffer: RustBuffer) -> uniffi::Result<Self> {
        let mut bytes = buffer.destroy_into_vec();
        let mut rest = bytes.as_slice();
        let read = <Self as Lift<UT>>::try_read(&mut rest);
        let junk = !rest.is_empty();
        bytes.zeroize();
        if junk {
            uniffi::deps::anyhow::bail!("junk after the bytes");
        }
        read
    }

    fn try_read(buffer: &mut &[u8]) -> uniffi::Result<Self> {
        <Vec<u8> as Lift<UT>>::try_read(buffer).map(|bytes| Self(Zeroizing::new(bytes)))
    }
}

impl<UT> TypeId<UT> for Bytes {
    const TYPE_ID_META: MetadataBuffer = <Vec<u8> as TypeId<UT>>::TYPE_ID_META;
}

#[cfg(test)]
mod tests {
    use uniffi::Lower;

    use super::*;
    use crate::UniFfiTag;

    fn crossed(list: Clear) -> uniffi::Result<Numbers> {
        <Numbers as Lift<UniFfiTag>>::try_lift(<Clear as Lower<UniFfiTag>>::lower(list))
    }

    #[test]
    fn a_list_is_read_as_uniffi_reads_it() {
        let list = vec![Some("2840588321025".to_owned()), None, Some(String::new()), Some("é".to_owned())];
        let read = crossed(list.clone()).unwrap();
        assert_eq!(
            read.iter().collect::<Vec<_>>(),
            list.iter().map(|text| text.as_deref()).collect::<Vec<_>>()
        );
        assert_eq!(crossed(vec![]).unwrap().iter().count(), 0);
    }

    #[test]
    fn bytes_are_read_as_uniffi_reads_them() {
        for bytes in [&b""[..], b"a;b\n", &[0, 255, 0]] {
            let lowered = <Vec<u8> as Lower<UniFfiTag>>::lower(bytes.to_vec());
            assert_eq!(<Bytes as Lift<UniFfiTag>>::try_lift(lowered).unwrap().as_slice(), bytes);
        }
        assert!(<Bytes as Lift<UniFfiTag>>::try_lift(RustBuffer::from_vec(vec![0, 0, 0, 9])).is_err());
    }

    #[test]
    fn a_buffer_that_goes_on_is_refused() {
        let mut bytes = <Clear as Lower<UniFfiTag>>::lower(vec![None]).destroy_into_vec();
        bytes.push(0);
        assert!(<Numbers as Lift<UniFfiTag>>::try_lift(RustBuffer::from_vec(bytes)).is_err());
        assert!(<Numbers as Lift<UniFfiTag>>::try_lift(RustBuffer::from_vec(vec![0, 0, 0, 9])).is_err());
    }
}
