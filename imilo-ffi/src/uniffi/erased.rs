//! Texts that are erased from memory when they are dropped.

use uniffi::{Lift, MetadataBuffer, RustBuffer, TypeId};
use zeroize::{Zeroize, Zeroizing};

use crate::UniFfiTag;

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
        lifted::<UT, Self>(buffer)
    }

    fn try_read(buffer: &mut &[u8]) -> uniffi::Result<Self> {
        <Clear as Lift<UT>>::try_read(buffer).map(Self::from_iter)
    }
}

impl<UT> TypeId<UT> for Numbers {
    const TYPE_ID_META: MetadataBuffer = <Clear as TypeId<UT>>::TYPE_ID_META;
}

/// A root key: its id, 1 to 4294967295, and its 32 bytes.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct RootKey {
    /// Id, which is the version of what is derived.
    pub id: i64,
    /// The bytes. Close them once they are no longer needed.
    pub root: Secret,
}

/// Bytes that do not show: a root key, or a number in clear. In Kotlin the class `SecretBytes`, written by hand: a
/// record prints the arrays that it holds.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Zeroizing<Vec<u8>>);

uniffi::custom_type!(Secret, Vec<u8>, {
    lower: |secret| secret.0.to_vec(),
    try_lift: |bytes| Ok(Secret(Zeroizing::new(bytes))),
});

impl From<&[u8]> for Secret {
    fn from(bytes: &[u8]) -> Self {
        Self(Zeroizing::new(bytes.to_vec()))
    }
}

impl Secret {
    pub(super) fn get(&self) -> &[u8] {
        &self.0
    }
}

/// Root keys of one use, erased like numbers to check.
pub struct Keys(Vec<RootKey>);

impl Keys {
    pub(super) fn iter(&self) -> impl Iterator<Item = &RootKey> {
        self.0.iter()
    }
}

impl FromIterator<RootKey> for Keys {
    fn from_iter<I: IntoIterator<Item = RootKey>>(keys: I) -> Self {
        Self(keys.into_iter().collect())
    }
}

// SAFETY: as for `Numbers`, of UniFFI's own `Vec<RootKey>`.
unsafe impl Lift<UniFfiTag> for Keys {
    type FfiType = RustBuffer;

    fn try_lift(buffer: RustBuffer) -> uniffi::Result<Self> {
        lifted::<UniFfiTag, Self>(buffer)
    }

    fn try_read(buffer: &mut &[u8]) -> uniffi::Result<Self> {
        <Vec<RootKey> as Lift<UniFfiTag>>::try_read(buffer).map(Self)
    }
}

impl TypeId<UniFfiTag> for Keys {
    const TYPE_ID_META: MetadataBuffer = <Vec<RootKey> as TypeId<UniFfiTag>>::TYPE_ID_META;
}

// SAFETY: as for `Numbers`, of UniFFI's own `Vec<u8>`.
unsafe impl<UT> Lift<UT> for Bytes {
    type FfiType = RustBuffer;

    fn try_lift(buffer: RustBuffer) -> uniffi::Result<Self> {
        lifted::<UT, Self>(buffer)
    }

    fn try_read(buffer: &mut &[u8]) -> uniffi::Result<Self> {
        <Vec<u8> as Lift<UT>>::try_read(buffer).map(|bytes| Self(Zeroizing::new(bytes)))
    }
}

impl<UT> TypeId<UT> for Bytes {
    const TYPE_ID_META: MetadataBuffer = <Vec<u8> as TypeId<UT>>::TYPE_ID_META;
}

/// Takes the buffer over, reads it whole and erases it.
fn lifted<UT, T: Lift<UT>>(buffer: RustBuffer) -> uniffi::Result<T> {
    let mut bytes = buffer.destroy_into_vec();
    let mut rest = bytes.as_slice();
    let value = T::try_read(&mut rest);
    let junk = !rest.is_empty();
    bytes.zeroize();
    if junk {
        uniffi::deps::anyhow::bail!("junk after the value");
    }
    value
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
