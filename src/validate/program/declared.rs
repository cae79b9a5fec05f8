//! What a programme declares, so that its other parts can name it: rules, pools, activities.

use super::Common;
use super::expiry::expiry;
use super::money::contradiction;
use crate::document::leaf::{Ident, Plain};
use crate::document::program::activity::{ActivityDoc, CarriesDoc};
use crate::document::program::expiry::ExpiryDoc;
use crate::document::program::points::{PoolDoc, RuleIds};
use crate::document::shape::List;
use crate::problem::{Code, Path, Report};
use crate::program::{Activity, ActivityId, Expiry, Pool, PoolId, RuleId, RuleSet};
use crate::validate::member::unknown;
use crate::value::Id;
use crate::value::bounds::{MAX_ACTIVITIES, MAX_POOLS};

/// The ids of things of one kind, as they are written; `None` where one has none.
pub(super) type Ids<'v> = Vec<Option<&'v str>>;

/// Where an id stands among those of its kind.
pub(super) fn index(
    ids: &[Option<&str>],
    what: &str,
    Ident(id): &Ident,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<usize> {
    named(ids, what, id.as_str(), at, report)
}

/// The same of what has a name from outside.
pub(super) fn named(
    ids: &[Option<&str>],
    what: &str,
    name: &str,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<usize> {
    let found = ids.iter().position(|known| *known == Some(name));
    if found.is_none() {
        unknown(what, name, &mut ids.iter().copied().flatten(), at, report);
    }
    found
}

impl Common<'_> {
    pub(super) fn activity(
        &self,
        name: &Ident,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<ActivityId> {
        let found = index(&self.activity_ids, "activity", name, at, report)?;
        u16::try_from(found).ok().map(ActivityId)
    }

    /// The rules that a list names; all of them without one.
    pub(super) fn rules(
        &self,
        list: Option<RuleIds<'_>>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<RuleSet> {
        let Some(list) = list else { return Some(RuleSet::default()) };
        let at = at.field("rules");
        not_empty(list.is_empty(), &at, report)?;
        let rules = list.each(&at, report, |name, at, report| {
            let found = index(&self.rule_ids, "earning rule", &name, at, report)?;
            u16::try_from(found).ok().map(RuleId)
        });
        Some(RuleSet(Some(rules?.into())))
    }

    /// The pool that the field `pool` names.
    pub(super) fn named_pool(
        &self,
        name: &Ident,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<PoolId> {
        let found = index(&self.pool_ids, "pool", name, &at.field("pool"), report)?;
        u8::try_from(found).ok().map(PoolId)
    }

    /// The same; without a name the main one.
    pub(super) fn pool(
        &self,
        name: Option<&Ident>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<PoolId> {
        name.map_or(Some(self.main()), |name| self.named_pool(name, at, report))
    }

    /// The same, of points that have to be spendable.
    pub(super) fn spendable_pool(
        &self,
        name: Option<&Ident>,
        at: &Path<'_>,
        report: &mut Report,
    ) -> Option<PoolId> {
        let pool = self.pool(name, at, report)?;
        let found = self.pools.as_ref()?.get(usize::from(pool.0))?;
        if !found.spendable {
            let place = if name.is_some() { at.field("pool") } else { *at };
            let message = format_args!("the points of `{}` cannot be spent", found.id);
            contradiction(message, "name a pool that is spendable", &place, report);
            return None;
        }
        Some(pool)
    }

    /// The first pool that is spendable; where none is, the first.
    pub(super) fn main(&self) -> PoolId {
        let mut pools = self.pools.iter().flatten();
        let main = pools.position(|pool| pool.spendable).unwrap_or(0);
        PoolId(u8::try_from(main).unwrap_or(0))
    }
}

/// Reports a list that names nothing.
pub(super) fn not_empty(is_empty: bool, at: &Path<'_>, report: &mut Report) -> Option<()> {
    if is_empty {
        let message = format_args!("an empty list names nothing");
        report.error_help(Code::Empty, at, message, "name at least one");
    }
    (!is_empty).then_some(())
}

pub(super) fn activities<'v>(
    list: List<'v, ActivityDoc<'v>, MAX_ACTIVITIES>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<Activity>> {
    list.each_distinct(at, report, |ActivityDoc { id, carries, .. }, at, report| {
        let (mut carries_amount, mut carries_quantity) = (false, false);
        let carries = carries.unwrap_or_default();
        let carries = carries.each(&at.field("carries"), report, |number, _, _| {
            match number {
                CarriesDoc::Amount => carries_amount = true,
                CarriesDoc::Quantity => carries_quantity = true,
            }
            Some(())
        });
        carries?;
        Some(Activity { id: id?.0, carries_amount, carries_quantity })
    })
}

/// The pools of a programme; `at` is the place of `points`.
pub(super) fn pools<'v>(
    list: Option<List<'v, PoolDoc<'v>, MAX_POOLS>>,
    habit: Option<ExpiryDoc<'v>>,
    common: &Common<'_>,
    at: &Path<'_>,
    report: &mut Report,
) -> Option<Vec<Pool>> {
    let habit = match habit {
        None => Some(Expiry::Never),
        Some(document) => expiry(document, common, &at.field("expiry"), report),
    };
    let Some(list) = list else {
        return Some(vec![Pool {
            id: Id::parse("points").ok()?,
            spendable: true,
            expires: habit?,
        }]);
    };
    let at = at.field("pools");
    not_empty(list.is_empty(), &at, report)?;
    list.each_distinct(&at, report, |document, at, report| {
        let PoolDoc { id, spendable, expires, .. } = document;
        let expires = match expires {
            None => habit.clone(),
            Some(Plain(document)) => expiry(document, common, &at.field("expires"), report),
        };
        let spendable = !spendable.unwrap_or_default().0;
        Some(Pool { id: id?.0, spendable, expires: expires? })
    })
}
