//! How the parts of a dossier are declared: each datum of the law is one field, with its row of the catalogue.
//!
//! A macro, where a function would not do: the field, its key in JSON and its row must not drift apart.

use crate::serde_read::Readable;

use super::{Champ, Field, FieldSet};

/// What holds fields of the catalogue.
pub trait Part {
    /// Adds the fields that hold a value.
    fn mark(&self, filled: &mut FieldSet);

    /// Adds the fields that the source carries, empty or not.
    fn mark_carried(&self, carried: &mut FieldSet);

    /// Shows every text, with its field: names, labels, comments, and codes that are none.
    fn texts(&self, see: &mut dyn FnMut(Champ, &str));

    /// Shows each field that holds a value which is not a code of its form, or not a word of its list.
    fn invalid_codes(&self, see: &mut dyn FnMut(Champ));

    /// Every field that it may hold.
    fn all() -> FieldSet
    where
        Self: Sized;

    /// A copy with these fields only; the others are not carried. What is left out is never copied.
    #[must_use]
    fn reduced(&self, fields: FieldSet) -> Self
    where
        Self: Sized;
}

impl<T: Part> Part for Vec<T> {
    fn mark(&self, filled: &mut FieldSet) {
        self.iter().for_each(|part| part.mark(filled));
    }

    /// A list without element carries every field of its elements: each is known to be none.
    fn mark_carried(&self, carried: &mut FieldSet) {
        if self.is_empty() {
            *carried = carried.union(T::all());
        }
        self.iter().for_each(|part| part.mark_carried(carried));
    }

    fn texts(&self, see: &mut dyn FnMut(Champ, &str)) {
        self.iter().for_each(|part| part.texts(see));
    }

    fn invalid_codes(&self, see: &mut dyn FnMut(Champ)) {
        self.iter().for_each(|part| part.invalid_codes(see));
    }

    fn all() -> FieldSet {
        T::all()
    }

    /// How many elements there are is told only with a field of them.
    fn reduced(&self, fields: FieldSet) -> Self {
        if T::all().intersection(fields).is_empty() {
            return Self::new();
        }
        self.iter().map(|part| part.reduced(fields)).collect()
    }
}

impl<T: Part> Part for Field<T> {
    fn mark(&self, filled: &mut FieldSet) {
        if let Self::Given(part) = self {
            part.mark(filled);
        }
    }

    fn mark_carried(&self, carried: &mut FieldSet) {
        match self {
            Self::NotCarried => {}
            Self::Empty => *carried = carried.union(T::all()),
            Self::Given(part) => part.mark_carried(carried),
        }
    }

    fn texts(&self, see: &mut dyn FnMut(Champ, &str)) {
        if let Self::Given(part) = self {
            part.texts(see);
        }
    }

    fn invalid_codes(&self, see: &mut dyn FnMut(Champ)) {
        if let Self::Given(part) = self {
            part.invalid_codes(see);
        }
    }

    fn all() -> FieldSet {
        T::all()
    }

    fn reduced(&self, fields: FieldSet) -> Self {
        match self {
            _ if T::all().intersection(fields).is_empty() => Self::NotCarried,
            Self::NotCarried => Self::NotCarried,
            Self::Empty => Self::Empty,
            Self::Given(part) => Self::Given(part.reduced(fields)),
        }
    }
}

/// Whether a text holds nothing but white space.
fn is_blank(text: &str) -> bool {
    text.trim_start().is_empty()
}

/// A value that one row of the catalogue describes.
pub(super) trait Datum: Readable {
    /// Whether there is anything in it: a blank text, an empty list, an object of empty fields hold nothing.
    fn holds_something(&self) -> bool {
        true
    }

    /// Shows every text in it.
    fn each_text(&self, _see: &mut dyn FnMut(&str)) {}

    /// Whether a value in it is not a code of its form, or not a word of its list.
    fn holds_an_invalid_code(&self) -> bool {
        false
    }
}

impl Datum for String {
    fn holds_something(&self) -> bool {
        !is_blank(self)
    }

    fn each_text(&self, see: &mut dyn FnMut(&str)) {
        see(self);
    }
}

impl<T: Datum> Datum for Vec<T> {
    fn holds_something(&self) -> bool {
        self.iter().any(Datum::holds_something)
    }

    fn each_text(&self, see: &mut dyn FnMut(&str)) {
        self.iter().for_each(|datum| datum.each_text(see));
    }

    fn holds_an_invalid_code(&self) -> bool {
        self.iter().any(Datum::holds_an_invalid_code)
    }
}

impl Datum for bool {}
impl Datum for u16 {}
impl Datum for i64 {}
impl Datum for crate::calendar::Date {}

impl<T: core::str::FromStr> Datum for super::Coded<T> {
    fn holds_something(&self) -> bool {
        self.invalid().is_none_or(|text| !is_blank(text))
    }

    fn each_text(&self, see: &mut dyn FnMut(&str)) {
        if let Some(text) = self.invalid() {
            see(text);
        }
    }

    fn holds_an_invalid_code(&self) -> bool {
        self.invalid().is_some_and(|text| !is_blank(text))
    }
}

impl<T: Datum> Datum for Field<T> {
    fn holds_something(&self) -> bool {
        self.given().is_some_and(Datum::holds_something)
    }

    fn each_text(&self, see: &mut dyn FnMut(&str)) {
        if let Self::Given(datum) = self {
            datum.each_text(see);
        }
    }

    fn holds_an_invalid_code(&self) -> bool {
        self.given().is_some_and(Datum::holds_an_invalid_code)
    }
}

/// A copy of a field, if it is one of those.
pub(super) fn reduced<T: Clone>(field: &Field<T>, champ: Champ, fields: FieldSet) -> Field<T> {
    if fields.contains(champ) { field.clone() } else { Field::NotCarried }
}

/// Marks a field in the sets of its part.
pub(super) fn mark<T: Datum>(field: &Field<T>, champ: Champ, filled: &mut FieldSet) {
    if field.holds_something() {
        filled.insert(champ);
    }
}

/// Shows the texts of a field.
pub(super) fn texts<T: Datum>(field: &Field<T>, champ: Champ, see: &mut dyn FnMut(Champ, &str)) {
    if let Field::Given(datum) = field {
        datum.each_text(&mut |text| see(champ, text));
    }
}

/// Shows a field that holds a value which is no code.
pub(super) fn invalid_code<T: Datum>(field: &Field<T>, champ: Champ, see: &mut dyn FnMut(Champ)) {
    if field.given().is_some_and(Datum::holds_an_invalid_code) {
        see(champ);
    }
}

/// Declares a part whose fields are rows of the catalogue (`name: Type => Row`), parts of it in braces, and in
/// brackets the fields that are written to JSON in a way of their own.
macro_rules! part {
    ($(#[$meta:meta])* $name:ident {
        $($(#[$doc:meta])* $field:ident: $type:ty => $champ:ident,)*
        $({ $($(#[$inner_doc:meta])* $inner:ident: $inner_type:ty,)* })?
        $([ $($(#[$own_meta:meta])* $own:ident: $own_type:ty => $own_champ:ident,)* ])?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Default, PartialEq, serde::Serialize, schemars::JsonSchema)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $(
                $(#[$doc])*
                #[serde(skip_serializing_if = "Field::is_absent")]
                pub $field: $crate::dossier::Field<$type>,
            )*
            $($(
                $(#[$inner_doc])*
                #[serde(skip_serializing_if = "Field::is_absent")]
                pub $inner: $crate::dossier::Field<$inner_type>,
            )*)?
            $($(
                $(#[$own_meta])*
                pub $own: $crate::dossier::Field<$own_type>,
            )*)?
        }

        impl $crate::dossier::part::Part for $name {
            fn mark(&self, filled: &mut $crate::dossier::FieldSet) {
                $($crate::dossier::part::mark(&self.$field, $crate::dossier::Champ::$champ, filled);)*
                $($(self.$inner.mark(filled);)*)?
                $($($crate::dossier::part::mark(&self.$own, $crate::dossier::Champ::$own_champ, filled);)*)?
            }

            fn all() -> $crate::dossier::FieldSet {
                const OWN: $crate::dossier::FieldSet = $crate::dossier::FieldSet::of(&[
                    $($crate::dossier::Champ::$champ,)*
                    $($($crate::dossier::Champ::$own_champ,)*)?
                ]);
                OWN$($(.union(<$inner_type as $crate::dossier::part::Part>::all()))*)?
            }

            fn reduced(&self, fields: $crate::dossier::FieldSet) -> Self {
                Self {
                    $($field: $crate::dossier::part::reduced(&self.$field, $crate::dossier::Champ::$champ, fields),)*
                    $($($inner: $crate::dossier::part::Part::reduced(&self.$inner, fields),)*)?
                    $($($own: $crate::dossier::part::reduced(&self.$own, $crate::dossier::Champ::$own_champ, fields),)*)?
                }
            }

            fn mark_carried(&self, carried: &mut $crate::dossier::FieldSet) {
                $(if self.$field.is_carried() { carried.insert($crate::dossier::Champ::$champ); })*
                $($(self.$inner.mark_carried(carried);)*)?
                $($(if self.$own.is_carried() { carried.insert($crate::dossier::Champ::$own_champ); })*)?
            }

            fn texts(&self, see: &mut dyn FnMut($crate::dossier::Champ, &str)) {
                $($crate::dossier::part::texts(&self.$field, $crate::dossier::Champ::$champ, see);)*
                $($(self.$inner.texts(see);)*)?
                $($($crate::dossier::part::texts(&self.$own, $crate::dossier::Champ::$own_champ, see);)*)?
            }

            fn invalid_codes(&self, see: &mut dyn FnMut($crate::dossier::Champ)) {
                $($crate::dossier::part::invalid_code(&self.$field, $crate::dossier::Champ::$champ, see);)*
                $($(self.$inner.invalid_codes(see);)*)?
                $($(
                    $crate::dossier::part::invalid_code(&self.$own, $crate::dossier::Champ::$own_champ, see);
                )*)?
            }
        }

        $crate::serde_read::keyed!($name { $($field,)* $($($inner,)*)? $($($own,)*)? });
        $crate::serde_read::deserialize!($name);
        $crate::dossier::part::redacted!($name);
    };
}

/// Declares a value of several texts and days that one row of the catalogue describes as a whole.
macro_rules! value {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Default, PartialEq, serde::Serialize, schemars::JsonSchema)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $(
                $(#[$doc])*
                #[serde(skip_serializing_if = "Field::is_absent")]
                pub $field: $crate::dossier::Field<$type>,
            )*
        }

        impl $crate::dossier::part::Datum for $name {
            fn holds_something(&self) -> bool {
                false $(|| $crate::dossier::part::Datum::holds_something(&self.$field))*
            }

            fn each_text(&self, see: &mut dyn FnMut(&str)) {
                $($crate::dossier::part::Datum::each_text(&self.$field, see);)*
            }

            fn holds_an_invalid_code(&self) -> bool {
                false $(|| $crate::dossier::part::Datum::holds_an_invalid_code(&self.$field))*
            }
        }

        $crate::serde_read::keyed!($name { $($field,)* });
        $crate::serde_read::deserialize!($name);
        $crate::dossier::part::redacted!($name);
    };
}

/// `Debug` without a value: a dossier may end in a log by mistake.
macro_rules! redacted {
    ($name:ident) => {
        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!(stringify!($name), "(…)"))
            }
        }
    };
}

pub(super) use {part, redacted, value};
