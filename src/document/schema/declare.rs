//! What the macros of [`super::super::declare`] also expand to: of what form a shape is.

/// An object, a choice among words, or one with variants, as `object!` and its like declare it.
macro_rules! described {
    (@form $type:ty) => { $type };
    (@form $type:ty, $form:ty) => { $form };
    (object [$($meta:meta)*] $name:ident<$v:lifetime> {
        $([$($field_meta:meta)*] $need:ident $field:ident: $type:ty $(as $form:ty)?,)*
    } renamed [$($old:literal => $new:literal,)*]
    $(one_of [$($one:ident)*])* some_of [$($some:ident)*]) => {
        impl<$v> schemars::JsonSchema for $name<$v> {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $crate::document::schema::name(module_path!(), stringify!($name))
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut shape =
                    $crate::document::schema::Shape::new(&[$(stringify!($meta)),*]);
                $(shape.field(
                    $crate::document::shape::bare(stringify!($field)),
                    $crate::document::fields::Need::$need,
                    $crate::document::schema::doc(&[$(stringify!($field_meta)),*]),
                    generator.subschema_for::<
                        $crate::document::declare::described!(@form $type $(, $form)?)>(),
                );)*
                $(shape.renamed($old, $new);)*
                $(shape.one_of(&[$($crate::document::shape::bare(stringify!($one))),*]);)*
                shape.some_of(&[$($crate::document::shape::bare(stringify!($some))),*]);
                shape.schema()
            }
        }
    };
    (words [$($meta:meta)*] $name:ident { $([$($word_meta:meta)*] $word:literal,)* }) => {
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $crate::document::schema::name(module_path!(), stringify!($name))
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut choice =
                    $crate::document::schema::Choice::new(&[$(stringify!($meta)),*]);
                $(choice.word(
                    $word, $crate::document::schema::doc(&[$(stringify!($word_meta)),*]));)*
                choice.schema()
            }
        }
    };
    (choice [$($meta:meta)*] $name:ident<$v:lifetime> {
        words { $([$($word_meta:meta)*] $word:literal,)* }
        variants { $([$($tag_meta:meta)*] $tag:literal: $type:ty $(as $form:ty)?,)* }
    }) => {
        impl<$v> schemars::JsonSchema for $name<$v> {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                $crate::document::schema::name(module_path!(), stringify!($name))
            }

            fn schema_id() -> std::borrow::Cow<'static, str> {
                concat!(module_path!(), "::", stringify!($name)).into()
            }

            fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
                let mut choice =
                    $crate::document::schema::Choice::new(&[$(stringify!($meta)),*]);
                $(choice.word(
                    $word, $crate::document::schema::doc(&[$(stringify!($word_meta)),*]));)*
                $(choice.variant(
                    $tag,
                    $crate::document::schema::doc(&[$(stringify!($tag_meta)),*]),
                    generator.subschema_for::<
                        $crate::document::declare::described!(@form $type $(, $form)?)>(),
                );)*
                choice.schema()
            }
        }
    };
}

pub(crate) use described;
