//! Facts: what conditions ask about, found once for all who ask in a call.

use std::cell::{Cell, OnceCell};

use super::classes;
use super::eligibility::met;
use super::measures;
use super::offers::{Access, Guarded};
use super::points::LineAmounts;
use super::quote::Pick;
use crate::cart::Cart;
use crate::member::Member;
use crate::program::{
    Base, Discounted, FactId, Goods, LadderId, LevelId, MeasureId, OrderFactId, OrderWhat, PoolId,
    Rules, ScoreId, SegmentId, StageId, Stated, Taxed,
};
use crate::value::bounds::MAX_LADDERS;
use crate::value::{Date, Instant, Money, Points};

/// The facts of one call at one instant, past ones too: nothing after it counts.
pub(crate) struct Facts<'f> {
    pub(crate) member: &'f Member,
    pub(crate) now: Instant,
    /// The member had joined.
    pub(crate) enrolled: bool,
    /// The level that is asked about was granted, and the grant lasts.
    pub(crate) invited: bool,
    /// `None` where there is no cart to ask about, as in a status.
    pub(crate) cart: Option<&'f CartFacts<'f>>,
    /// An order that counts as if it were recorded at this instant, after all others. This and
    /// [`Self::without`] are said before anything is asked.
    pub(crate) planned: Option<&'f Planned<'f>>,
    /// An order that does not count, by its index.
    pub(crate) without: Option<usize>,
    /// As if nothing had ever come back.
    pub(crate) whole: bool,
    /// Spans begin where they began at this instant and last until now: the most that they had at
    /// any instant between. Said before anything is asked.
    pub(crate) since: Option<Instant>,
    /// Who may have which offer; said before offers are asked.
    pub(crate) access: Option<&'f Access>,
    levels: [Cell<u8>; MAX_LADDERS as usize],
    /// What measures, scores, segments and so on came to.
    slots: OnceCell<Box<[Cell<Slot>]>>,
}

/// An order that might be.
pub(crate) struct Planned<'f> {
    pub(crate) amounts: LineAmounts<'f>,
    /// Of each pool, what the order earns and by how much it changes the balance.
    pub(crate) points: &'f [(PoolId, Points, Points)],
}

/// Of [`Facts::levels`]: nobody asked.
const UNASKED: u8 = u8::MAX;
/// Of [`Facts::levels`]: there is none.
const NONE: u8 = u8::MAX - 1;

/// What a question came to.
#[derive(Clone, Copy)]
enum Slot {
    Unasked,
    NotKnown,
    Known(i64),
}

/// A question that is answered once.
#[derive(Clone, Copy)]
pub(super) enum Question {
    Measure(MeasureId),
    Score(ScoreId),
    Segment(SegmentId),
    Stage,
    /// The usual gap between the days of a measure.
    DueAgain(MeasureId),
}

impl<'f> Facts<'f> {
    pub(crate) fn new(member: &'f Member, cart: Option<&'f CartFacts<'f>>, now: Instant) -> Self {
        Self {
            member,
            now,
            enrolled: member.is_enrolled(now),
            invited: false,
            cart,
            planned: None,
            without: None,
            whole: false,
            since: None,
            access: None,
            levels: [const { Cell::new(UNASKED) }; MAX_LADDERS as usize],
            slots: OnceCell::new(),
        }
    }

    /// At an instant at which the member has this level of a ladder, whatever the record says.
    pub(crate) fn supposing(
        member: &'f Member,
        now: Instant,
        LadderId(ladder): LadderId,
        level: Option<LevelId>,
    ) -> Self {
        let facts = Self::new(member, None, now);
        if let Some(known) = facts.levels.get(usize::from(ladder)) {
            known.set(level.map_or(NONE, |LevelId(level)| level));
        }
        facts
    }

    pub(crate) fn rules(&self) -> &'f Rules {
        &self.member.program.rules
    }

    /// The business day.
    pub(crate) fn today(&self) -> Date {
        self.rules().calendar.day_of(self.now)
    }

    /// The member's level; a guest has none.
    pub(crate) fn level(&self, LadderId(ladder): LadderId) -> Option<LevelId> {
        let (index, known) = (usize::from(ladder), self.levels.get(usize::from(ladder))?);
        if known.get() == UNASKED && self.enrolled {
            let ladder = self.rules().ladders.get(index)?;
            // An order that does not count reached no level, unless it has the benefits of it.
            let without = self.without.filter(|_| !ladder.own_order);
            let event = without.map(|order| &self.member.orders[order].event);
            let (level, _) = self.member.level_without(ladder, self.now, event);
            known.set(level.map_or(NONE, |LevelId(level)| level));
        }
        let level = known.get();
        (self.enrolled && level != NONE).then_some(LevelId(level))
    }

    /// Since when the member has the level of a ladder; one that was never left, since joining.
    pub(crate) fn level_since(&self, LadderId(ladder): LadderId) -> Option<Instant> {
        let ladder = &self.rules().ladders[usize::from(ladder)];
        let (_, standing) = self.member.level(ladder, self.now);
        standing.map(|standing| standing.since).or(self.member.joined_at)
    }

    pub(crate) fn is_in(&self, segment: SegmentId) -> bool {
        let of = &self.rules().segments[usize::from(segment.0)];
        match &of.when {
            // Who is in is what the record says: listed, or noted, since it depends on the past.
            Some(when) if of.leave.is_none() => {
                let meets = || Some(i64::from(met(when, self)));
                self.enrolled && self.once(Question::Segment(segment), &meets) == Some(1)
            }
            _ => self.enrolled && self.member.segments.contains(&of.id),
        }
    }

    /// The first stage that is met.
    pub(crate) fn stage(&self) -> Option<StageId> {
        let stage = self.once(Question::Stage, &|| classes::stage(self));
        stage.and_then(|stage| u8::try_from(stage).ok()).map(StageId)
    }

    /// What is known beside its conditions of who may have an offer; `None` where everybody may.
    pub(crate) fn guarded(&self, offer: usize) -> Option<&'f Guarded> {
        self.access.and_then(|access| access.of(offer))
    }

    /// What a measure comes to, in its own unit; `None` where that is not known.
    pub(crate) fn number(&self, measure: MeasureId) -> Option<i64> {
        self.once(Question::Measure(measure), &|| measures::number(self, measure))
    }

    /// What a score comes to, in its own unit; a matrix has classes alone.
    pub(crate) fn score(&self, score: ScoreId) -> Option<i64> {
        self.once(Question::Score(score), &|| classes::score(self, score))
    }

    /// What can be spent of a pool; in the past, what could be.
    pub(crate) fn balance(&self, pool: PoolId) -> Points {
        let planned = self.planned.map_or(&[][..], |planned| planned.points);
        let planned = planned.iter().filter(|(of, ..)| *of == pool);
        let known = self.member.balance(pool, self.now) + self.member.gone_since(pool, self.now);
        let whole = if self.whole { self.member.taken_of(pool, self.now) } else { Points::ZERO };
        known + whole + planned.map(|(.., change)| *change).sum()
    }

    /// What a question comes to, reckoned when it is asked first. Who asks in a circle, which no
    /// valid programme does, is told that it is not known.
    pub(super) fn once(&self, question: Question, reckon: &dyn Fn() -> Option<i64>) -> Option<i64> {
        let rules = self.rules();
        let (measures, scores) = (rules.measures.len(), rules.scores.len());
        let segments = measures + scores;
        let stage = segments + rules.segments.len();
        let place = match question {
            Question::Measure(MeasureId(measure)) => usize::from(measure),
            Question::Score(ScoreId(score)) => measures + usize::from(score),
            Question::Segment(SegmentId(segment)) => segments + usize::from(segment),
            Question::Stage => stage,
            Question::DueAgain(MeasureId(measure)) => stage + 1 + usize::from(measure),
        };
        let count = stage + 1 + measures;
        let slots = self.slots.get_or_init(|| vec![Cell::new(Slot::Unasked); count].into());
        let slot = slots.get(place)?;
        match slot.get() {
            Slot::Known(known) => Some(known),
            Slot::NotKnown => None,
            Slot::Unasked => {
                slot.set(Slot::NotKnown);
                let known = reckon()?;
                slot.set(Slot::Known(known));
                Some(known)
            }
        }
    }
}

/// The facts of a cart.
pub(crate) struct CartFacts<'c> {
    pub(crate) cart: &'c Cart,
    /// The list amount of each line.
    pub(crate) list: Vec<Money>,
    asked: &'c [Goods],
    /// Offers had their turns, or have them: what they leave is known.
    told: Cell<bool>,
    /// The gifts that the member picked.
    pub(crate) picks: &'c [Pick],
    /// For each of [`Rules::facts`].
    goods: Box<[Cell<Sums>]>,
    /// For each of [`Rules::order_facts`]: what the cart says, if it does.
    said: Vec<Option<&'c Stated>>,
}

/// What a fact's lines come to.
#[derive(Clone, Copy, Default)]
struct Sums {
    amount: Money,
    units: i64,
    lines: i64,
}

impl<'c> CartFacts<'c> {
    pub(crate) fn new(rules: &'c Rules, cart: &'c Cart) -> Self {
        let list: Vec<Money> = cart.lines.iter().map(|line| line.list()).collect();
        let sums = |asked: &Goods| Cell::new(sums(cart, asked, (&list, &list), &list));
        let goods = rules.facts.iter().map(sums).collect();
        let said = |fact| {
            let found = cart.said.iter().find(|(known, _)| known == fact);
            found.map(|(_, stated)| stated)
        };
        let said = rules.order_facts.iter().map(said).collect();
        let told = Cell::new(false);
        Self { cart, list, asked: &rules.facts, told, picks: &[], goods, said }
    }

    /// Whether what offers leave decides a fact, and is not known yet.
    pub(crate) fn waits(&self, FactId(fact): FactId) -> bool {
        let asked = &self.asked[fact as usize];
        !self.told.get() && (asked.base != Base::List || asked.of.discounted != Discounted::Any)
    }

    pub(crate) fn amount(&self, FactId(fact): FactId) -> Money {
        self.goods[fact as usize].get().amount
    }

    pub(crate) fn units(&self, FactId(fact): FactId) -> i64 {
        self.goods[fact as usize].get().units
    }

    /// What the order says of itself; `None` where it says nothing.
    pub(crate) fn said(&self, OrderFactId(fact): OrderFactId) -> Option<&'c Stated> {
        self.said[fact as usize]
    }

    /// Another number about the order, where it is known.
    pub(crate) fn number(&self, what: OrderWhat) -> Option<i64> {
        match what {
            OrderWhat::Lines(FactId(fact)) => Some(self.goods[fact as usize].get().lines),
            OrderWhat::Shipping => Some(self.cart.shipping.minor()),
            OrderWhat::Attribute(fact) => match self.said(fact) {
                Some(Stated::Number(number)) => Some(*number),
                _ => None,
            },
        }
    }

    /// Tells what offers leave of each line to all facts on it.
    pub(crate) fn tell(&self, left: &[Money]) {
        self.tell_on(Base::Current, left);
        self.tell_after(left);
    }

    /// Tells what one offer leaves to the facts that ask after it.
    pub(crate) fn tell_after(&self, left: &[Money]) {
        self.tell_on(Base::After, left);
    }

    /// Tells what is left of each line to the facts on this base; those on list amounts hear with
    /// `current` which lines are discounted.
    fn tell_on(&self, base: Base, left: &[Money]) {
        self.told.set(true);
        for (asked, known) in self.asked.iter().zip(&self.goods) {
            let of_list = asked.base == Base::List && asked.of.discounted != Discounted::Any;
            if of_list && base == Base::Current {
                known.set(sums(self.cart, asked, (&self.list, left), &self.list));
            } else if asked.base == base {
                known.set(sums(self.cart, asked, (&self.list, left), left));
            }
        }
    }
}

/// What a fact's lines come to at some amounts, when so much of the list amounts is left.
fn sums(
    cart: &Cart,
    asked: &Goods,
    list_and_left: (&[Money], &[Money]),
    amounts: &[Money],
) -> Sums {
    let mut sum = Sums::default();
    cart.matches.visit_priced(asked.of, list_and_left, &mut |line| {
        let (amount, line) = (amounts[line], &cart.lines[line]);
        sum.amount += match asked.tax {
            Taxed::AsGiven => amount,
            taxed => Money::clamped(line.goods.taxed(amount.minor(), taxed)),
        };
        sum.units += i64::from(line.units);
        sum.lines += 1;
    });
    sum
}
