//! What a field wants to hold: a name that stays, and words.

/// The type or form that a value should have.
pub(crate) struct Expected {
    pub(super) name: &'static str,
    pub(super) words: &'static str,
}

/// Declares what there is, each once.
macro_rules! expected {
    ($($constant:ident = $name:literal, $words:literal;)*) => {
        impl Expected {
            $(pub(crate) const $constant: Self = Self { name: $name, words: $words };)*
        }
    };
}

expected! {
    TEXT = "text", "a text";
    INTEGER = "integer", "an integer";
    LIST = "list", "a list";
    OBJECT = "object", "an object";
    WORD = "word", "a word";
    WORD_OR_OBJECT = "word_or_object", "a word or an object";
    ID = "id", "an id";
    DECIMAL = "decimal", "a decimal number as a text, such as \"12.5\"";
    POINTS = "points", "points: an integer or a decimal text";
    INTEGER_OR_TEXT = "integer_or_text", "a whole number or a text";
    TIME = "time", "a time of day";
    DATE = "date", "a date";
    DAY_OF_YEAR = "day_of_year", "a day of the year";
    INSTANT = "instant", "an instant: RFC 3339 text or epoch milliseconds";
    SPEND = "spend", "a number of points or `max`";
    COUPON = "coupon", "a coupon, a code, a code and its offer, or a voucher";
}
