//! Macros that declare the shapes of documents, once each: `object!`, `words!`, `choice!`.
//!
//! What they expand to reads with [`super::fields`] and [`super::shape`], and with the feature
//! `schema` says of what form it is: a field cannot be added without standing in the schema.

/// Declares an object's shape: `required` and `optional` fields in the order in which people write
/// them, and the `reserved` names that the format has but this version does not evaluate;
/// `renamed`, where it stands, has the names that fields had before, which are read still.
///
/// What its reader alone does not tell is said for the schema: `as` what a field's value is that is
/// read later or as a mere text, and of which fields exactly `one_of`, or at least `some_of`, has
/// to be there.
macro_rules! object {
    ($(#[$meta:meta])* $name:ident<$v:lifetime> {
        $($(#[$field_meta:meta])* $need:ident $field:ident: $type:ty $(as $form:ty)?,)*
    } reserved [$($reserved:literal),* $(,)?]
    $(renamed [$($old:literal => $new:literal),* $(,)?])?
    $(one_of [$($one:ident),*])* $(some_of [$($some:ident),*])?) => {
        $(#[$meta])*
        #[derive(Debug, Default)]
        pub(crate) struct $name<$v> {
            $($(#[$field_meta])* pub(crate) $field: Option<$type>,)*
            _borrows: std::marker::PhantomData<&$v ()>,
        }

        impl<$v> $crate::document::shape::Read<$v> for $name<$v> {
            fn read(
                value: &$v $crate::document::json::Value<$v>,
                at: &$crate::problem::Path<'_>,
                report: &mut $crate::problem::Report,
            ) -> Option<Self> {
                const FIELDS: &$crate::document::fields::Fields =
                    &$crate::document::fields::Fields {
                        names: &[$($crate::document::shape::bare(stringify!($field))),*],
                        reserved: &[$($reserved),*],
                        renamed: &[$($(($old, $new)),*)?],
                    };
                const { assert!(FIELDS.names.len() <= $crate::document::fields::MAX_FIELDS) };
                let slots = &mut $crate::document::fields::Slots::new(FIELDS, at, report);
                slots.assign(value).then(|| Self {
                    $($field: $crate::document::shape::Read::read_next(
                        slots, $crate::document::fields::Need::$need),)*
                    _borrows: std::marker::PhantomData,
                })
            }
        }

        $crate::document::declare::described! {
            object [$($meta)*] $name<$v> {
                $([$($field_meta)*] $need $field: $type $(as $form)?,)*
            } renamed [$($($old => $new,)*)?]
            $(one_of [$($one)*])* some_of [$($($some)*)?]
        }
    };
}

/// Declares a choice among words.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident {
        $($(#[$word_meta:meta])* $word:literal => $variant:ident,)*
    } reserved [$($reserved:literal),* $(,)?]) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name { $($(#[$word_meta])* $variant,)* }

        impl<'v> $crate::document::shape::Read<'v> for $name {
            fn read(
                value: &'v $crate::document::json::Value<'v>,
                at: &$crate::problem::Path<'_>,
                report: &mut $crate::problem::Report,
            ) -> Option<Self> {
                Self::ALL.get(Self::CHOICES.word(value, at, report)).copied()
            }

            fn read_next(
                slots: &mut $crate::document::fields::Slots<'_, 'v>,
                need: $crate::document::fields::Need,
            ) -> Option<Self> {
                Self::ALL.get(slots.word(need, Self::CHOICES)).copied()
            }
        }

        impl $name {
            const CHOICES: &$crate::document::shape::Choices =
                &$crate::document::shape::Choices {
                    words: &[$($word),*], tags: &[], reserved: &[$($reserved),*],
                };
            const ALL: &[Self] = &[$(Self::$variant),*];
        }

        $crate::document::declare::described! {
            words [$($meta)*] $name { $([$($word_meta)*] $word,)* }
        }
    };
}

/// Declares a choice: words that stand alone, variants that carry something, reserved names.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident<$v:lifetime> {
        words { $($(#[$word_meta:meta])* $word:literal => $word_variant:ident,)* }
        variants {
            $($(#[$variant_meta:meta])* $tag:literal => $variant:ident($type:ty $(as $form:ty)?),)*
        }
    } reserved [$($reserved:literal),* $(,)?]) => {
        $(#[$meta])*
        #[derive(Debug)]
        pub(crate) enum $name<$v> {
            $($(#[$word_meta])* $word_variant,)*
            $($(#[$variant_meta])* $variant($type),)*
        }

        impl<$v> $crate::document::shape::Read<$v> for $name<$v> {
            fn read(
                value: &$v $crate::document::json::Value<$v>,
                at: &$crate::problem::Path<'_>,
                report: &mut $crate::problem::Report,
            ) -> Option<Self> {
                const CHOICES: &$crate::document::shape::Choices =
                    &$crate::document::shape::Choices {
                        words: &[$($word),*], tags: &[$($tag),*], reserved: &[$($reserved),*],
                    };
                // The number of each choice: the words come first.
                enum Number { $($word_variant,)* $($variant,)* }
                let $crate::document::shape::Picked { number, tag, carried } =
                    CHOICES.pick(value, at, report)?;
                $(if number == Number::$word_variant as usize {
                    return Some(Self::$word_variant);
                })*
                let (carried, at) = (carried?, &at.field(tag));
                $(if number == Number::$variant as usize {
                    return $crate::document::shape::Read::read(carried, at, report)
                        .map(Self::$variant);
                })*
                None
            }
        }

        $crate::document::declare::described! {
            choice [$($meta)*] $name<$v> {
                words { $([$($word_meta)*] $word,)* }
                variants { $([$($variant_meta)*] $tag: $type $(as $form)?,)* }
            }
        }
    };
}

/// Declares a choice between two words. It is a switch: the first word, which is the default,
/// leaves it off, the second sets it.
macro_rules! either {
    ($(#[$meta:meta])* $name:ident { $off:literal, $on:literal }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(crate) struct $name(pub(crate) bool);

        impl<'v> $crate::document::shape::Read<'v> for $name {
            fn read(
                value: &'v $crate::document::json::Value<'v>,
                at: &$crate::problem::Path<'_>,
                report: &mut $crate::problem::Report,
            ) -> Option<Self> {
                $crate::document::leaf::either(&[$off, $on], value, at, report).map(Self)
            }
        }

        $crate::document::declare::described! { words [$($meta)*] $name { [] $off, [] $on, } }
    };
}

/// What the others expand to beside it: nothing, without the feature.
#[cfg(not(feature = "schema"))]
macro_rules! described {
    ($($declared:tt)*) => {};
}

#[cfg(feature = "schema")]
pub(crate) use super::schema::declare::described;
#[cfg(not(feature = "schema"))]
pub(crate) use described;
pub(crate) use either;
pub(crate) use {choice, object, words};
