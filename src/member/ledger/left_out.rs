//! Leaving out lots for good, and putting them back when a call is taken back.

use super::{Ledger, Lot, LotIx, LotNames, ix};

/// Lots that were left out.
#[derive(Debug)]
pub(in crate::member) struct LeftOut {
    /// Where each lot stands since; empty where all stayed.
    places: Vec<Option<LotIx>>,
    lots: Vec<(Lot, LotNames)>,
    /// What lots were before that.
    journal: Option<Vec<(LotIx, Lot)>>,
}

impl LeftOut {
    /// Where a lot that stayed stands since.
    pub(in crate::member) fn moved(&self, lot: LotIx) -> LotIx {
        self.places.get(lot.0 as usize).copied().flatten().unwrap_or(lot)
    }

    pub(in crate::member) fn is_empty(&self) -> bool {
        self.lots.is_empty()
    }
}

impl Ledger {
    /// Leaves out lots, and keeps what it takes to put them back.
    pub(in crate::member) fn leave_out(&mut self, goes: &dyn Fn(LotIx) -> bool) -> LeftOut {
        let mut out =
            LeftOut { places: Vec::new(), lots: Vec::new(), journal: self.journal.take() };
        let all = self.lots.len();
        let Some(first) = (0..all).find(|lot| goes(ix(*lot))) else { return out };
        out.places.extend((0..first).map(|lot| Some(ix(lot))));
        let rest = (self.lots.split_off(first), self.names.split_off(first));
        for (lot, names) in rest.0.into_iter().zip(rest.1) {
            let stays = !goes(ix(out.places.len()));
            out.places.push(stays.then(|| self.next()));
            if stays {
                self.lots.push(lot);
                self.names.push(names);
            } else {
                out.lots.push((lot, names));
            }
        }
        for list in [&mut self.by_id, &mut self.order, &mut self.waiting] {
            list.retain_mut(|lot| match out.places[lot.0 as usize] {
                Some(place) => {
                    *lot = place;
                    true
                }
                None => false,
            });
        }
        self.used_up = 0;
        self.skip_used_up();
        out
    }

    /// Puts back what was left out, and tells where each lot that stayed stands now; `None` where
    /// all stayed. [`Ledger::roll_back`] follows, and finds what is kept beside the lots.
    pub(in crate::member) fn put_back(&mut self, out: LeftOut) -> Option<Vec<LotIx>> {
        self.journal = out.journal;
        if out.lots.is_empty() {
            return None;
        }
        let stayed = std::mem::take(&mut self.lots).into_iter();
        let mut stayed = stayed.zip(std::mem::take(&mut self.names));
        let (mut gone, mut places) = (out.lots.into_iter(), Vec::new());
        for place in out.places {
            if place.is_some() {
                places.push(self.next());
            }
            let next = if place.is_some() { stayed.next() } else { gone.next() };
            if let Some((lot, names)) = next {
                self.lots.push(lot);
                self.names.push(names);
            }
        }
        Some(places)
    }
}
