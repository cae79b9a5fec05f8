//! The JavaScript side: handles, documents in, plain objects out. The only place with
//! `wasm_bindgen` and `js_sys`.
//!
//! The classes here are raw: `pkg/src/perks.js` wraps them, checks that handles are of the right
//! kind and alive, and turns what they throw into a `PerksError`. A refusal is thrown as an `Error`
//! with the property `problems`.

mod convert;

use wasm_bindgen::prelude::*;

use convert::{ZoneCallback, items, plain, source, thrown};

use crate::problem::Document;
use crate::{CheckOptions, ForecastOptions, HintOptions, NowOptions, PrepareOptions, QuoteOptions};

/// A programme.
#[wasm_bindgen]
#[derive(Debug)]
pub struct RawProgram(crate::Program);

/// A member, or a guest.
#[wasm_bindgen]
#[derive(Debug)]
pub struct RawMember(crate::Member);

/// A cart.
#[wasm_bindgen]
#[derive(Debug)]
pub struct RawCart(crate::Cart);

#[wasm_bindgen]
impl RawProgram {
    /// Reads a programme document; `zone_table(name)` gives a zone's table or `undefined`.
    pub fn parse(document: &JsValue, zone_table: &js_sys::Function) -> Result<Self, JsValue> {
        let document = source(document, Document::Program)?;
        crate::Program::parse(document, &ZoneCallback(zone_table)).map(Self).map_err(thrown)
    }

    /// The identifier.
    #[wasm_bindgen(getter)]
    pub fn id(&self) -> JsValue {
        self.0.id().as_str().into()
    }

    /// The author's version number.
    #[wasm_bindgen(getter)]
    pub fn version(&self) -> u32 {
        self.0.version()
    }

    /// The ISO 4217 code.
    #[wasm_bindgen(getter)]
    pub fn currency(&self) -> JsValue {
        self.0.currency().code().into()
    }

    /// Decimal digits of the currency.
    #[wasm_bindgen(getter)]
    pub fn digits(&self) -> u8 {
        self.0.currency().digits()
    }

    /// The zone's name, or its offset.
    #[wasm_bindgen(getter)]
    pub fn zone(&self) -> JsValue {
        self.0.zone().into()
    }

    /// Decimal digits of points.
    #[wasm_bindgen(getter, js_name = pointDigits)]
    pub fn point_digits(&self) -> u8 {
        self.0.point_digits()
    }

    /// What the author should look at.
    pub fn warnings(&self) -> Result<JsValue, JsValue> {
        items(self.0.warnings())
    }

    /// What the author should look at beside, and what is not found at once.
    pub fn check(&self) -> Result<JsValue, JsValue> {
        items(&self.0.check())
    }

    /// The text of the published form; `options` are `{salt}`.
    pub fn prepare(&self, options: &JsValue) -> Result<JsValue, JsValue> {
        let options = source(options, Document::Options)?;
        let options = PrepareOptions::parse(options).map_err(thrown)?;
        self.0.prepare(&options).map(Into::into).map_err(thrown)
    }

    /// Reads a member document.
    pub fn member(&self, document: &JsValue) -> Result<RawMember, JsValue> {
        let document = source(document, Document::Member)?;
        self.0.member(document).map(RawMember).map_err(thrown)
    }

    /// Someone who has not joined.
    pub fn guest(&self) -> RawMember {
        RawMember(self.0.guest())
    }

    /// Reads a cart document.
    pub fn cart(&self, document: &JsValue) -> Result<RawCart, JsValue> {
        let document = source(document, Document::Cart)?;
        self.0.cart(document).map(RawCart).map_err(thrown)
    }

    /// What an authority must know.
    pub fn authority(&self) -> Result<JsValue, JsValue> {
        plain(&self.0.authority().to_json())
    }

    /// A code as it is compared.
    pub fn code(&self, text: &JsValue) -> Result<JsValue, JsValue> {
        let text = convert::id(text, Document::Program, "a code is a text")?;
        Ok(self.0.code(&text).into())
    }

    /// What combines.
    pub fn combinations(&self) -> Result<JsValue, JsValue> {
        plain(&self.0.combinations().to_json())
    }

    /// Why two offers never apply together.
    pub fn conflicts(&self, one: &JsValue, other: &JsValue) -> Result<JsValue, JsValue> {
        let id = |value| convert::id(value, Document::Program, "an offer's id is a text");
        let why = self.0.conflicts(&id(one)?, &id(other)?).map_err(thrown)?;
        let names: Vec<String> = why.iter().map(|it| format!("\"{}\"", it.name())).collect();
        plain(&format!("[{}]", names.join(",")))
    }

    /// Makes a quote again, and compares it with its receipt.
    pub fn replay(&self, receipt: &JsValue, inputs: &JsValue) -> Result<JsValue, JsValue> {
        let receipt = source(receipt, Document::Receipt)?;
        let inputs = source(inputs, Document::Inputs)?;
        plain(&self.0.replay(receipt, inputs).map_err(thrown)?.to_json())
    }
}

#[wasm_bindgen]
impl RawMember {
    /// The identifier; `undefined` for a guest.
    #[wasm_bindgen(getter)]
    pub fn id(&self) -> JsValue {
        self.0.id().into()
    }

    /// Points and offers; `options` are `{now}`.
    pub fn status(&self, options: &JsValue) -> Result<JsValue, JsValue> {
        let options = source(options, Document::Options)?;
        let NowOptions { now } = NowOptions::parse(options).map_err(thrown)?;
        plain(&self.0.status(now).map_err(thrown)?.to_json())
    }

    /// The price of a cart; `options` are `{now, spend}`.
    pub fn quote(&self, cart: &RawCart, options: &JsValue) -> Result<JsValue, JsValue> {
        let options = source(options, Document::Options)?;
        let options = QuoteOptions::parse(options).map_err(thrown)?;
        plain(&self.0.quote(&cart.0, &options).map_err(thrown)?.to_json())
    }

    /// The text of what a quote is made from; `options` are those of a quote.
    pub fn inputs(&self, cart: &RawCart, options: &JsValue) -> Result<JsValue, JsValue> {
        let options = source(options, Document::Options)?;
        let options = QuoteOptions::parse(options).map_err(thrown)?;
        self.0.inputs(&cart.0, &options).map(Into::into).map_err(thrown)
    }

    /// What coupons and codes are good for; `options` are `{now, coupons, counters}`.
    pub fn check(&self, options: &JsValue) -> Result<JsValue, JsValue> {
        let options = source(options, Document::Options)?;
        let options = CheckOptions::parse(options).map_err(thrown)?;
        plain(&self.0.check(&options).map_err(thrown)?.to_json())
    }

    /// What would let offers apply; `options` are those of a quote, and `{at_most}`.
    pub fn hints(&self, cart: &RawCart, options: &JsValue) -> Result<JsValue, JsValue> {
        let options = source(options, Document::Options)?;
        let HintOptions { quote, at_most } = HintOptions::parse(options).map_err(thrown)?;
        plain(&self.0.hints(&cart.0, &quote, at_most).map_err(thrown)?.to_json())
    }

    /// What time brings until an instant; `options` are `{now, until, events}`.
    pub fn forecast(&self, options: &JsValue) -> Result<JsValue, JsValue> {
        let options = source(options, Document::Options)?;
        let options = ForecastOptions::parse(options, &self.0.program).map_err(thrown)?;
        plain(&self.0.forecast_with(&options).map_err(thrown)?.to_json())
    }

    /// Brings the state up to date; `options` are `{now}`.
    pub fn settle(&mut self, options: &JsValue) -> Result<JsValue, JsValue> {
        let options = source(options, Document::Options)?;
        let NowOptions { now } = NowOptions::parse(options).map_err(thrown)?;
        plain(&self.0.settle(now).map_err(thrown)?.to_json())
    }

    /// Records an event; `options` are `{now}`.
    pub fn record(&mut self, event: &JsValue, options: &JsValue) -> Result<JsValue, JsValue> {
        let options = source(options, Document::Options)?;
        let NowOptions { now } = NowOptions::parse(options).map_err(thrown)?;
        let event = source(event, Document::Event)?;
        plain(&self.0.record(event, now).map_err(thrown)?.to_json())
    }

    /// The snapshot, as a member document.
    pub fn state(&self) -> Result<JsValue, JsValue> {
        plain(&self.0.to_json())
    }
}

fn line_id(value: &JsValue) -> Result<String, JsValue> {
    convert::id(value, Document::Cart, "the line's id is a text")
}

#[wasm_bindgen]
impl RawCart {
    /// Changes one line in place.
    pub fn set_units(&mut self, line: &JsValue, units: &JsValue) -> Result<(), JsValue> {
        let line = line_id(line)?;
        self.0.set_units_value(&line, &convert::number(units)).map_err(thrown)
    }

    /// Adds a line, at the end.
    pub fn add_line(&mut self, document: &JsValue) -> Result<(), JsValue> {
        let document = source(document, Document::Cart)?;
        self.0.add_line(document).map_err(thrown)
    }

    /// Removes a line.
    pub fn remove_line(&mut self, line: &JsValue) -> Result<(), JsValue> {
        self.0.remove_line(&line_id(line)?).map_err(thrown)
    }

    /// The cart document as it stands.
    pub fn state(&self) -> Result<JsValue, JsValue> {
        plain(&self.0.to_json())
    }
}
