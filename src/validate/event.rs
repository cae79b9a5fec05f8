//! Events.

use super::cart::cart;
use crate::document::event::{OrderEventDoc, ReadEvent};
use crate::engine::{Event, Happening};
use crate::problem::{Code, Path, Report};
use crate::program::Program;
use crate::value::Points;

pub(super) fn event(
    program: &Program,
    ReadEvent { document, digest }: ReadEvent<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Event> {
    let what = match (document.order, document.join) {
        (Some(order), None) => happening(program, order, &at.field("order"), report),
        (None, Some(_)) => Some(Happening::Join),
        (order, _) => {
            // Both, or none; a field that could not be read was reported already.
            if order.is_some() || !report.has_errors() {
                let message = format_args!("an event says exactly one thing that happened");
                let help = "either `order` or `join`";
                report.error_help(Code::NotOneChoice, at, message, help);
            }
            None
        }
    };
    Some(Event { id: document.id?.0, at: document.at?.0, digest, what: what? })
}

fn happening(
    program: &Program,
    document: OrderEventDoc<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Happening> {
    let spend = document.spend.map_or(Some(Points::ZERO), |points| Points::new(points.0));
    let cart = document.cart.and_then(|it| cart(program, it, &at.field("cart"), report));
    Some(Happening::Order { id: document.id?.0, cart: cart?, spend: spend? })
}
