//! Windows of time: half-open, either end may be missing.

use super::instant::Instant;

/// The instants from `from`, which is in it, to `until`, which is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Window {
    /// Its first instant; without one it has always been open.
    pub from: Option<Instant>,
    /// The first instant after it; without one it never closes.
    pub until: Option<Instant>,
}

/// Where an instant is with respect to a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// Before it: it begins then.
    NotYet(Instant),
    /// In it.
    Inside,
    /// After it: it ended then.
    Ended(Instant),
}

impl Window {
    /// All of time.
    pub const ALWAYS: Window = Window { from: None, until: None };

    /// Whether an instant is in it.
    #[must_use]
    pub fn contains(&self, now: Instant) -> bool {
        self.position(now) == Position::Inside
    }

    /// Where an instant is. Of a window that ends before it begins, an instant between is after it.
    #[must_use]
    pub fn position(&self, now: Instant) -> Position {
        match (self.from, self.until) {
            (_, Some(until)) if until <= now => Position::Ended(until),
            (Some(from), _) if now < from => Position::NotYet(from),
            _ => Position::Inside,
        }
    }

    /// Whether no instant is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.until.is_some_and(|until| until <= self.from.unwrap_or(Instant::MIN))
    }

    /// The instants that are in both.
    #[must_use]
    pub fn intersect(&self, other: Window) -> Window {
        // A missing beginning is before all others, as `None` is; a missing end is after all
        // others.
        let until = match (self.until, other.until) {
            (Some(one), Some(another)) => Some(one.min(another)),
            (one, another) => one.or(another),
        };
        Window { from: self.from.max(other.from), until }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> Option<Instant> {
        Instant::from_millis(millis)
    }

    #[test]
    fn is_half_open() {
        let window = Window { from: at(10), until: at(20) };
        let position = |millis| window.position(Instant::held(millis));
        assert_eq!(position(9), Position::NotYet(Instant::held(10)));
        assert_eq!(position(10), Position::Inside);
        assert_eq!(position(19), Position::Inside);
        assert_eq!(position(20), Position::Ended(Instant::held(20)));
        assert!(Window::ALWAYS.contains(Instant::MIN) && Window::ALWAYS.contains(Instant::MAX));
    }

    #[test]
    fn intersects() {
        let window = |from: Option<i64>, until: Option<i64>| Window {
            from: from.and_then(at),
            until: until.and_then(at),
        };
        let open = window(Some(10), None);
        assert_eq!(open.intersect(window(None, Some(20))), window(Some(10), Some(20)));
        assert_eq!(open.intersect(window(Some(5), None)), open);
        assert_eq!(open.intersect(Window::ALWAYS), open);
        assert!(open.intersect(window(None, Some(10))).is_empty());
        assert!(!open.is_empty() && !Window::ALWAYS.is_empty());
    }
}
