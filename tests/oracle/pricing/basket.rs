//! A cart while offers have their turns: piles of units, each with what is left of every unit.

use super::number::{Allocation, Sharer, shared};
use super::world::{Lines, World};

/// Units of a line that became cheaper together, or not at all.
#[derive(Clone, Debug)]
struct Pile {
    /// What is left of each: the first carry a cent more.
    units: Vec<i64>,
    used: bool,
}

/// What an offer takes off a line; shipping is the one behind the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) offer: usize,
    pub(super) line: usize,
    pub(super) amount: i64,
    pub(super) units: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Basket<'w> {
    pub(super) world: &'w World,
    lines: Vec<Vec<Pile>>,
    pub(super) shipping: i64,
    pub(super) cuts: Vec<Cut>,
}

/// One unit of a part.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) list: i64,
    pub(super) left: i64,
}

/// Units of a line that an offer works on: all its free piles, or one.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) line: usize,
    piles: Vec<usize>,
    pub(super) rank: usize,
    pub(super) sku: String,
    pub(super) other: Option<i64>,
    /// The line is, by then.
    pub(super) is_discounted: bool,
    pub(super) units: Vec<Unit>,
    pub(super) list: i64,
    pub(super) left: i64,
    pub(super) room: i64,
}

/// So much for so many units, the first carrying a cent more.
fn evenly(amount: i64, units: usize) -> Vec<i64> {
    let (each, more) = (amount / units as i64, amount % units as i64);
    (0..units as i64).map(|unit| each + i64::from(unit < more)).collect()
}

impl<'w> Basket<'w> {
    pub(super) fn new(world: &'w World) -> Self {
        let pile = |line: &super::world::Line| {
            vec![Pile { units: vec![line.price; line.units], used: false }]
        };
        let lines = world.lines.iter().map(pile).collect();
        Self { world, lines, shipping: world.shipping, cuts: Vec::new() }
    }

    pub(super) fn left(&self, line: usize) -> i64 {
        self.lines[line].iter().flat_map(|pile| &pile.units).sum()
    }

    pub(super) fn list(&self, line: usize) -> i64 {
        self.world.lines[line].price * self.world.lines[line].units as i64
    }

    /// What all offers took off goods.
    pub(super) fn saved(&self) -> i64 {
        (0..self.lines.len()).map(|line| self.list(line) - self.left(line)).sum()
    }

    /// A phase begins.
    pub(super) fn free_all(&mut self) {
        self.lines.iter_mut().flatten().for_each(|pile| pile.used = false);
    }

    /// Whether a line is discounted, by then.
    pub(super) fn is_discounted(&self, line: usize) -> bool {
        let of = self.world.lines.get(line);
        of.is_some_and(|of| of.discounted || self.left(line) < self.list(line))
    }

    /// The lines that something is about, by then.
    pub(super) fn lines_of(&self, of: &Lines) -> Vec<usize> {
        let takes = |line: &usize| {
            of.lines[*line]
                && of.discounted.is_none_or(|wanted| wanted == self.is_discounted(*line))
        };
        (0..self.lines.len()).filter(takes).collect()
    }

    fn part(&self, line: usize, piles: Vec<usize>) -> Part {
        let of = &self.world.lines[line];
        let unit = |&left: &i64| Unit { list: of.price, left };
        let lefts = piles.iter().flat_map(|&pile| &self.lines[line][pile].units);
        let units: Vec<Unit> = lefts.map(unit).collect();
        Part {
            line,
            rank: of.rank,
            sku: of.sku.clone(),
            other: of.attributes["other"].as_i64(),
            is_discounted: self.is_discounted(line),
            list: units.iter().map(|it| it.list).sum(),
            left: units.iter().map(|it| it.left).sum(),
            room: piles.iter().map(|&pile| self.room(line, pile)).sum(),
            units,
            piles,
        }
    }

    fn room(&self, line: usize, pile: usize) -> i64 {
        let units = &self.lines[line][pile].units;
        (units.iter().sum::<i64>() - self.world.lines[line].floor * units.len() as i64).max(0)
    }

    /// The free units of lines, a part for each line that has any.
    pub(super) fn parts(&self, lines: &[usize]) -> Vec<Part> {
        let part = |&line: &usize| {
            let piles = &self.lines[line];
            let free: Vec<usize> = (0..piles.len()).filter(|&pile| !piles[pile].used).collect();
            (!free.is_empty()).then(|| self.part(line, free))
        };
        lines.iter().filter_map(part).collect()
    }

    /// Makes one pile of the free units of a line that are alike.
    pub(super) fn even_out(&mut self, line: usize) {
        let (mut even, mut used): (Vec<Pile>, Vec<Pile>) = (Vec::new(), Vec::new());
        for pile in std::mem::take(&mut self.lines[line]) {
            if pile.used {
                used.push(pile);
                continue;
            }
            for left in pile.units {
                match even.iter_mut().find(|it| it.units[0] == left) {
                    Some(pile) => pile.units.push(left),
                    None => even.push(Pile { units: vec![left], used: false }),
                }
            }
        }
        even.extend(used);
        self.lines[line] = even;
    }

    /// The places of piles of equal units in an order.
    fn in_order(&self, mut piles: Vec<(usize, usize)>, take: &str) -> Vec<(usize, usize)> {
        let key = |&(line, pile): &(usize, usize)| {
            (self.lines[line][pile].units[0], self.left(line), self.world.lines[line].rank)
        };
        piles.sort_by(|one, other| {
            let ((unit, line, id), (than, of, by)) = (key(one), key(other));
            match take {
                "dearest" => (than, of, id).cmp(&(unit, line, by)),
                "cheapest" => (unit, line, id).cmp(&(than, of, by)),
                _ => (one.0, than).cmp(&(other.0, unit)),
            }
        });
        piles
    }

    /// At most so many free units of evened lines, of all together or of each, in an order.
    pub(super) fn some_units(
        &mut self,
        lines: &[usize],
        at_most: usize,
        per_line: bool,
        take: &str,
    ) -> Vec<Part> {
        let mut piles = Vec::new();
        for &line in lines {
            let free = (0..self.lines[line].len()).filter(|&pile| !self.lines[line][pile].used);
            piles.extend(free.map(|pile| (line, pile)));
        }
        let mut missing = vec![at_most; if per_line { self.lines.len() } else { 1 }];
        let mut taken = Vec::new();
        for (line, pile) in self.in_order(piles, take) {
            let missing = &mut missing[if per_line { line } else { 0 }];
            let units = self.lines[line][pile].units.len().min(*missing);
            *missing -= units;
            if units > 0 {
                taken.push((line, pile, units));
            }
        }
        // What splitting adds stands behind, so that no place changes.
        for &(line, pile, units) in &taken {
            self.split(line, pile, units);
        }
        taken.into_iter().map(|(line, pile, _)| self.part(line, vec![pile])).collect()
    }

    /// Leaves so many units in a pile; the others become a pile of their own.
    fn split(&mut self, line: usize, pile: usize, units: usize) {
        let rest = self.lines[line][pile].units.split_off(units);
        let used = self.lines[line][pile].used;
        if !rest.is_empty() {
            self.lines[line].push(Pile { units: rest, used });
        }
    }

    /// Takes an amount off a part, for which there is room.
    pub(super) fn cut(&mut self, offer: usize, part: &Part, amount: i64) {
        assert!(amount <= part.room, "there is room for {amount} of {part:?}");
        self.note(offer, part.line, amount, part.units.len());
        let sharer = |&pile: &usize| Sharer {
            weight: self.lines[part.line][pile].units.iter().sum(),
            room: self.room(part.line, pile),
            units: 0,
            rank: 0,
        };
        let sharers: Vec<Sharer> = part.piles.iter().map(sharer).collect();
        let shares = shared(amount, &sharers, &Allocation::default());
        for (&pile, share) in part.piles.iter().zip(shares) {
            let units = &mut self.lines[part.line][pile].units;
            *units = evenly(units.iter().sum::<i64>() - share, units.len());
        }
    }

    /// What an offer takes off a line is told once.
    fn note(&mut self, offer: usize, line: usize, amount: i64, units: usize) {
        match self.cuts.iter_mut().find(|cut| (cut.offer, cut.line) == (offer, line)) {
            Some(cut) => {
                cut.amount += amount;
                cut.units += units;
            }
            None => self.cuts.push(Cut { offer, line, amount, units }),
        }
    }

    /// The first units of a part that is one pile, and the rest.
    pub(super) fn first(&mut self, part: &Part, units: usize) -> (Part, Option<Part>) {
        let (line, pile, all) = (part.line, part.piles[0], self.lines[part.line].len());
        self.split(line, pile, units);
        let rest = (self.lines[line].len() > all).then(|| self.part(line, vec![all]));
        (self.part(line, vec![pile]), rest)
    }

    /// What is left of the cost of shipping, as one unit behind the last line.
    pub(super) fn of_shipping(&self) -> Option<Part> {
        let (list, left) = (self.world.shipping, self.shipping);
        (left > 0).then(|| Part {
            line: self.lines.len(),
            piles: Vec::new(),
            rank: usize::MAX,
            sku: String::new(),
            other: None,
            is_discounted: false,
            units: vec![Unit { list, left }],
            list,
            left,
            room: left,
        })
    }

    pub(super) fn use_up(&mut self, part: &Part) {
        for &pile in &part.piles {
            self.lines[part.line][pile].used = true;
        }
    }

    pub(super) fn cut_shipping(&mut self, offer: usize, amount: i64) {
        assert!(amount <= self.shipping, "there is so much left");
        self.shipping -= amount;
        self.note(offer, self.lines.len(), amount, 1);
    }
}
