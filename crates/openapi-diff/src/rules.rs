//! The rule table: the class of each kind of change, by direction, and the reason.

use super::change::{Class, Side, Verdict};
use super::kind::Kind;

/// The rule for a kind of change.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rule {
    /// The direction does not matter.
    Any(Class, &'static str),
    /// The direction decides: the class of a request, then that of a response.
    BySide((Class, &'static str), (Class, &'static str)),
}

/// Returns the verdicts on a kind of change that reaches these sides, the decisive one first.
pub fn verdicts(kind: Kind, sides: &[Side]) -> Vec<Verdict> {
    let verdict = |prefix: &str, side, (class, reason)| Verdict {
        rule: format!("{prefix}{}", kind.name()),
        side,
        class,
        reason,
    };
    let (request, response) = match kind.rule() {
        Rule::Any(class, reason) => return vec![verdict("", None, (class, reason))],
        Rule::BySide(request, response) => (request, response),
    };
    let mut verdicts = vec![
        verdict("request-", Some(Side::Request), request),
        verdict("response-", Some(Side::Response), response),
    ];
    verdicts.retain(|verdict| verdict.side.is_some_and(|side| sides.contains(&side)));
    verdicts.sort_by_key(|verdict| (verdict.class, verdict.side));
    if verdicts.is_empty() {
        let reason = "no operation that both contracts have uses it";
        verdicts.push(verdict("unused-", None, (Class::Neutral, reason)));
    }
    verdicts
}

/// Iterates over every rule: its id, its side, its class and its reason.
pub fn table() -> impl Iterator<Item = Verdict> {
    Kind::ALL.iter().flat_map(|kind| {
        let mut rows = verdicts(*kind, &[Side::Request, Side::Response]);
        if matches!(kind.rule(), Rule::BySide(..)) {
            rows.extend(verdicts(*kind, &[]));
        }
        rows
    })
}
