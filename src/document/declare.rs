//! Macros that declare the shapes of documents, once each: `object!`, `words!`, `choice!`.
//!
//! What they expand to reads with [`super::shape`].

/// Declares an object's shape: `required` and `optional` fields in the order in which people write
/// them, and the `reserved` names that the format has but this version does not evaluate.
macro_rules! object {
    ($(#[$meta:meta])* $name:ident<$v:lifetime> {
        $($(#[$field_meta:meta])* $need:ident $field:ident: $type:ty,)*
    } reserved [$($reserved:literal),* $(,)?]) => {
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
                const NAMES: &[&str] =
                    &[$($crate::document::shape::bare(stringify!($field))),*];
                // `Fields::assign` marks those that it has seen in 64 bits.
                const { assert!(NAMES.len() <= 64) };
                const FIELDS: $crate::document::shape::Fields =
                    $crate::document::shape::Fields { names: NAMES, reserved: &[$($reserved),*] };
                let mut slots = [None; NAMES.len()];
                FIELDS.assign(value, &mut slots, at, report)?;
                let [$($field),*] = slots;
                Some(Self {
                    $($field: $crate::document::shape::$need(
                        $field,
                        const { $crate::document::shape::bare(stringify!($field)) },
                        at, report),)*
                    _borrows: std::marker::PhantomData,
                })
            }
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
                let choices = $crate::document::shape::Choices {
                    words: &[$($word),*], tags: &[], reserved: &[$($reserved),*],
                };
                match choices.pick(value, at, report)?.0 {
                    $($word => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

/// Declares a choice: words that stand alone, variants that carry something, reserved names.
macro_rules! choice {
    ($(#[$meta:meta])* $name:ident<$v:lifetime> {
        words { $($(#[$word_meta:meta])* $word:literal => $word_variant:ident,)* }
        variants { $($(#[$variant_meta:meta])* $tag:literal => $variant:ident($type:ty),)* }
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
                let choices = $crate::document::shape::Choices {
                    words: &[$($word),*], tags: &[$($tag),*], reserved: &[$($reserved),*],
                };
                match choices.pick(value, at, report)? {
                    $(($word, None) => Some(Self::$word_variant),)*
                    $(($tag, Some(inner)) => <$type as $crate::document::shape::Read>::read(
                        inner, &at.field($tag), report).map(Self::$variant),)*
                    _ => None,
                }
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
    };
}

pub(crate) use either;
pub(crate) use {choice, object, words};
