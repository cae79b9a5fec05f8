//! Gifts: the units of a cart that cost nothing, and what is offered or added beside it.

use super::basket::{Basket, Part};
use crate::engine::facts::CartFacts;
use crate::engine::quote::Pick;
use crate::outcome::{GiftUnits, QuoteGift, Reason};
use crate::program::{Gift, GiftChoice, Offer, Per, Placing, UnitOrder};
use crate::value::Money;

/// What is beside the cart of an offer's gift, if anything, and what of the cart is free; or why
/// there is none.
///
/// 1. Of the choices, that of the member, or those of which there are enough.
/// 2. In the cart, that of which most is saved is free; a gift that has to be claimed, only once
///    the member picked it.
/// 3. What is missing of it is offered, or one choice is added.
pub(super) fn place(
    offer: &Offer,
    gift: &Gift,
    goods: &CartFacts<'_>,
    basket: &mut Basket<'_>,
    may: &dyn Fn(usize) -> bool,
) -> Result<(Option<QuoteGift>, Vec<Part>), Reason> {
    // 1.
    let pick = goods.picks.iter().find(|pick| pick.offer == offer.id);
    let picked = |choice: &&GiftChoice| pick.is_none_or(|pick: &Pick| pick.sku == choice.sku);
    let there = |choice: &&GiftChoice| choice.stock.is_none_or(|stock| choice.units <= stock);
    let choices: Vec<&GiftChoice> = gift.choices.iter().filter(picked).filter(there).collect();
    if choices.is_empty() {
        return Err(Reason::OutOfStock);
    }
    let given = |added, choices| Some(QuoteGift { offer: offer.id.clone(), added, choices });
    let all = || choices.iter().map(|choice| units(choice, choice.units)).collect();
    let wanted = pick.is_some() || !gift.claimed;
    if gift.placing == Placing::Add {
        return Ok((given(wanted && choices.len() == 1, all()), Vec::new()));
    }
    // 2.
    let mut best: Option<(Money, u32, &GiftChoice, Vec<Part>)> = None;
    for &choice in choices.iter().filter(|_| wanted) {
        let parts = basket.units(choice.lines, choice.units, Per::Order, UnitOrder::Cheapest, may);
        let found = parts.iter().map(|part| part.units).sum();
        let saves = parts.iter().map(|part| part.room).sum();
        if found > 0 && best.as_ref().is_none_or(|(most, ..)| *most < saves) {
            best = Some((saves, found, choice, parts));
        }
    }
    let (found, choice, free) = match best {
        None => (0, None, Vec::new()),
        Some((_, found, choice, parts)) => (found, Some(choice), parts),
    };
    // 3.
    let beside = match choice {
        _ if gift.placing == Placing::Discount => None,
        None => given(false, all()),
        Some(choice) if found < choice.units => {
            given(false, vec![units(choice, choice.units - found)])
        }
        Some(_) => None,
    };
    Ok((beside, free))
}

fn units(choice: &GiftChoice, units: u32) -> GiftUnits {
    GiftUnits { sku: choice.sku.clone(), units, stock: choice.stock }
}
