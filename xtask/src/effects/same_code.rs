//! Changes that would change the generated type of a value, where that has stayed.

use openapi_codegen::public_api::PublicApi;
use openapi_diff::{Change, Class, Family, Kind, Report, Verdict};

const STAYS: &str = "the generated field stays as it is: other schemas of its type decide it";

/// Returns true if a report has a change whose class depends on the code of both contracts.
pub fn may_settle(report: &Report) -> bool {
    let verdicts = |change: &Change| {
        let mut verdicts = change.verdicts.iter();
        verdicts.any(|verdict| is_breaking_code(change.kind, verdict))
    };
    report.changes.iter().any(verdicts)
}

/// Lowers the class of changes about the type of a field alone, if the field has the same type in
/// the code of both contracts.
pub fn settle(report: &mut Report, old: &PublicApi, new: &PublicApi) {
    for change in &mut report.changes {
        if !stays(change, old, new) {
            continue;
        }
        let kind = change.kind;
        for verdict in &mut change.verdicts {
            if is_breaking_code(kind, verdict) {
                verdict.class = Class::Neutral;
                verdict.reason = STAYS;
            }
        }
        change.decide();
    }
    report.changes.sort_by_key(|change| change.class);
}

/// Returns true if a verdict breaks by the type of a field, and not by what is sent.
fn is_breaking_code(kind: Kind, verdict: &Verdict) -> bool {
    let is_of_field =
        matches!(kind.family(), Family::Required | Family::Nullable) || kind == Kind::TypeRenamed;
    is_of_field && kind.wire_class(verdict.side, verdict.class) != verdict.class
}

fn stays(change: &Change, old: &PublicApi, new: &PublicApi) -> bool {
    let generated = change.effect.iter().flat_map(|effect| &effect.generated);
    let mut fields = generated.filter_map(|name| name.split_once("::"));
    let field =
        |api: &PublicApi, (owner, member): (&str, &str)| api.types.get(owner)?.get(member).cloned();
    fields.next().is_some_and(|name| {
        let before = field(old, name);
        before.is_some() && before == field(new, name)
    })
}
