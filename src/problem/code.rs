//! The codes of problems, and what each carries for sentences in any language.

/// Declares the codes once: the variant, its stable name, what it carries for sentences (`?`: not
/// always), and so the lists that the tests walk.
macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal $([$($param:literal),*])?,)*) => {
        /// Stable names of problems, in order of precedence. `docs/codes.md` has a paragraph for
        /// each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code { $($(#[$doc])* $variant,)* }

        impl Code {
            /// Every code, in order of precedence.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable name, as in JSON.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The names of its parameters; one that ends in `?` is not always there.
            #[must_use]
            pub const fn params(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($($param),*)?],)* }
            }
        }
    };
}

codes! {
    /// The text is longer than its limit.
    TooLarge = "too_large",
    /// The bytes are not UTF-8.
    NotUtf8 = "not_utf8",
    /// The text is not JSON, or ends early.
    NotJson = "not_json",
    /// Lists and objects are nested too deep.
    TooDeep = "too_deep",
    /// A JavaScript value that no JSON can hold.
    NotPlain = "not_plain",
    /// The value has another JSON type than the field.
    WrongType = "wrong_type" ["expected?", "found?"],
    /// A field stands twice in one object.
    DuplicateField = "duplicate_field" ["name", "instead?"],
    /// The format has no such field.
    UnknownField = "unknown_field" ["name", "near?"],
    /// The format has it, but this version does not evaluate it.
    NotSupported = "not_supported" ["name"],
    /// A name that is another now, and is still read.
    Deprecated = "deprecated" ["name", "instead"],
    /// A required field is absent.
    MissingField = "missing_field" ["name?"],
    /// The value is none of the words or choices of the field.
    UnknownChoice = "unknown_choice" ["found", "near?", "choices?"],
    /// A choice that names none of its variants, or several.
    NotOneChoice = "not_one_choice",
    /// A list, object or text without anything in it.
    Empty = "empty",
    /// More elements than the limit.
    TooMany = "too_many" ["maximum?"],
    /// More characters than the limit.
    TooLong = "too_long" ["maximum?"],
    /// A number outside its range.
    OutOfRange = "out_of_range" ["minimum?", "maximum?", "above?"],
    /// Not an identifier.
    BadId = "bad_id" ["found", "kind"],
    /// Not a decimal number.
    BadDecimal = "bad_decimal" ["found"],
    /// More decimal digits than the currency or the field has.
    TooManyDecimals = "too_many_decimals" ["maximum"],
    /// Not a date.
    BadDate = "bad_date" ["found"],
    /// Not an instant.
    BadInstant = "bad_instant" ["found"],
    /// Not a time of day.
    BadTime = "bad_time" ["found"],
    /// Not a locale's name.
    BadLocale = "bad_locale" ["found"],
    /// The document is written in another version of the format.
    UnsupportedFormat = "unsupported_format" ["found", "reads"],
    /// Not an active ISO 4217 currency.
    UnknownCurrency = "unknown_currency" ["found"],
    /// The document is in another currency than the programme.
    WrongCurrency = "wrong_currency" ["needs"],
    /// The time zone is not known here.
    UnknownZone = "unknown_zone" ["found"],
    /// A zone's table or offset that cannot be.
    BadZone = "bad_zone",
    /// Two things with one id.
    DuplicateId = "duplicate_id" ["id"],
    /// The window ends before it starts.
    EmptyWindow = "empty_window",
    /// A limit that contradicts another.
    Contradiction = "contradiction",
    /// An offer that can never do anything.
    NoEffect = "no_effect",
    /// A question that keeps all of a member's past.
    Unbounded = "unbounded",
    /// An order that the author did not decide changes what is paid.
    OrderDecides = "order_decides" ["offer", "before?", "off_minor", "other_minor"],
    /// The document belongs to another programme.
    WrongProgram = "wrong_program" ["needs"],
    /// A lot whose numbers or instants cannot be.
    BadLot = "bad_lot",
    /// A name that the programme does not declare.
    UnknownName = "unknown_name" ["kind", "name", "near?", "declared?"],
    /// The line is not in the cart or order.
    UnknownLine = "unknown_line" ["id"],
    /// The member has no such lot.
    UnknownLot = "unknown_lot" ["id?"],
    /// The member has no such order or redemption.
    UnknownOrder = "unknown_order" ["kind", "id?"],
    /// The sum of a cart or an order is over the limit.
    OverLimit = "over_limit",
    /// The event's id was seen with other contents.
    EventConflict = "event_conflict",
    /// The event is earlier than what is settled already.
    EventTooEarly = "event_too_early",
    /// The event lies after `now`.
    EventInFuture = "event_in_future",
    /// The event needs a member who has joined, or one who has not.
    WrongMember = "wrong_member",
    /// The order asks to spend what cannot be spent.
    SpendRefused = "spend_refused" ["reason"],
    /// The order names a coupon or code that does not apply.
    CouponRefused = "coupon_refused" ["entered", "reason"],
    /// More units come back than are there, or what came back already.
    ReturnRefused = "return_refused",
    /// The programme's rules do not allow it, or the points do not suffice.
    EventRefused = "event_refused" ["reason?"],
    /// Two handles of different programmes meet in one call.
    OtherProgram = "other_program",
    /// The argument is not the handle that the call needs.
    WrongHandle = "wrong_handle",
    /// The handle was freed before.
    FreedHandle = "freed_handle",
    /// More problems than are listed.
    MoreProblems = "more_problems" ["count"],
}
