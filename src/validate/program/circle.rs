//! Circles: ladders, segments, stages and scores that depend on themselves.

use crate::problem::{Code, Path, Report};
use crate::program::{
    Amount, Class, Condition, How, Ladder, Lifecycle, Measure, MeasureId, Score, Segment, Table,
    What,
};

/// What may depend on one another, and what their conditions name.
pub(super) struct Derived<'r> {
    pub(super) ladders: &'r [Ladder],
    pub(super) segments: &'r [Segment],
    pub(super) lifecycle: &'r Lifecycle,
    pub(super) scores: &'r [Score],
    pub(super) measures: &'r [Measure],
    pub(super) tables: &'r [Table],
}

/// One of them, all stages together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Node {
    Ladder(usize),
    Segment(usize),
    Stages,
    Score(usize),
}

/// What was looked at, and the way from the first to the one at hand.
struct Walk<'w> {
    known: Vec<Node>,
    way: Vec<Node>,
    at: &'w Path<'w>,
    report: &'w mut Report,
}

impl Derived<'_> {
    /// Reports each circle once, where it is entered first; `at` is the place of the programme.
    pub(super) fn check(&self, at: &Path<'_>, report: &mut Report) {
        let mut walk = Walk { known: Vec::new(), way: Vec::new(), at, report };
        let ladders = (0..self.ladders.len()).map(Node::Ladder);
        let segments = (0..self.segments.len()).map(Node::Segment);
        let scores = (0..self.scores.len()).map(Node::Score);
        for node in ladders.chain(segments).chain([Node::Stages]).chain(scores) {
            self.walk(node, &mut walk);
        }
    }

    fn walk(&self, node: Node, walk: &mut Walk<'_>) {
        if let Some(start) = walk.way.iter().position(|passed| *passed == node) {
            self.report(&walk.way[start..], walk.at, walk.report);
            return;
        }
        if walk.known.contains(&node) {
            return;
        }
        walk.known.push(node);
        walk.way.push(node);
        let mut next: Vec<Node> = Vec::new();
        self.each_asked(node, &mut |asked| {
            if !next.contains(&asked) {
                next.push(asked);
            }
        });
        for node in next {
            self.walk(node, walk);
        }
        walk.way.pop();
    }

    fn each_asked(&self, node: Node, visit: &mut dyn FnMut(Node)) {
        match node {
            Node::Ladder(number) => {
                for level in &self.ladders[number].levels {
                    for condition in level.enter.iter().chain(&level.stay) {
                        self.condition(condition, visit);
                    }
                }
            }
            Node::Segment(number) => {
                let segment = &self.segments[number];
                for condition in segment.when.iter().chain(&segment.leave) {
                    self.condition(condition, visit);
                }
            }
            Node::Stages => {
                for (_, when) in &self.lifecycle.stages {
                    self.condition(when, visit);
                }
            }
            Node::Score(number) => self.how(&self.scores[number].how, visit),
        }
    }

    fn how(&self, how: &How, visit: &mut dyn FnMut(Node)) {
        match how {
            How::Measure(measure) => self.measure(*measure, visit),
            How::Weighted { inputs, .. } => {
                for (input, _) in inputs {
                    self.measure(*input, visit);
                }
            }
            How::Rfm(_) => {}
            How::LifetimeValue(value) => {
                self.amount(value.margin, visit);
                self.amount(value.retention, visit);
            }
            How::Matrix(matrix) => {
                visit(Node::Score(matrix.rows.0.into()));
                visit(Node::Score(matrix.columns.0.into()));
            }
        }
    }

    fn amount(&self, amount: Amount, visit: &mut dyn FnMut(Node)) {
        let Amount::Table(id) = amount else { return };
        // Where there are no lines, no table tells them apart.
        let Some(Table::When(table)) = self.tables.get(id.0 as usize) else { return };
        for (when, _) in &table.rows {
            self.condition(when, visit);
        }
        for value in table.values() {
            self.amount(value, visit);
        }
    }

    /// What a condition asks. Since when a member has a level is known before the level changes, so
    /// that a span asks nothing.
    fn condition(&self, condition: &Condition, visit: &mut dyn FnMut(Node)) {
        match condition {
            Condition::All(of) | Condition::Any(of) | Condition::AtLeast { of, .. } => {
                for condition in of {
                    self.condition(condition, visit);
                }
            }
            Condition::Not(inner) => self.condition(inner, visit),
            Condition::Tier { ladder, .. } => visit(Node::Ladder(ladder.0.into())),
            Condition::Segment(of) => {
                for segment in of {
                    visit(Node::Segment(segment.0.into()));
                }
            }
            Condition::Class(class) => match &**class {
                Class::Stage(_) => visit(Node::Stages),
                Class::Score(score, _) => visit(Node::Score(score.0.into())),
                Class::Gender(_) | Class::Attribute(..) => {}
            },
            Condition::Measure(bounded) => self.measure(bounded.measure, visit),
            _ => {}
        }
    }

    fn measure(&self, MeasureId(id): MeasureId, visit: &mut dyn FnMut(Node)) {
        let Some(measure) = self.measures.get(usize::from(id)) else { return };
        if let What::Score(score, _) = measure.what {
            visit(Node::Score(score.0.into()));
        }
    }

    #[cold]
    fn report(&self, circle: &[Node], at: &Path<'_>, report: &mut Report) {
        let Some(first) = circle.first() else { return };
        let names: Vec<String> = circle.iter().chain([first]).map(|it| self.name(*it)).collect();
        let (list, number) = match *first {
            Node::Ladder(number) => (at.field("tiers"), Some(("ladders", number))),
            Node::Segment(number) => (*at, Some(("segments", number))),
            Node::Stages => (at.field("lifecycle"), None),
            Node::Score(number) => (*at, Some(("scores", number))),
        };
        let message = format_args!("this depends on itself: {}", names.join(" asks "));
        let help = "what depends on one another has a first that depends on nothing";
        let list_at = list.field(number.map_or("", |(name, _)| name));
        let place = number.map_or(list, |(_, number)| list_at.index(number));
        report.error_help(Code::Contradiction, &place, message, help);
    }

    fn name(&self, node: Node) -> String {
        match node {
            Node::Ladder(number) => format!("the ladder `{}`", self.ladders[number].id),
            Node::Segment(number) => format!("the segment `{}`", self.segments[number].id),
            Node::Stages => "the lifecycle".to_owned(),
            Node::Score(number) => format!("the score `{}`", self.scores[number].id),
        }
    }
}
