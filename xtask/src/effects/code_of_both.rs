//! The code of two contracts that are not the project's own, by which their report is corrected.

use std::collections::{BTreeMap, BTreeSet};

use openapi_codegen::code_diff::CodeChanges;
use openapi_codegen::pipeline::{self, Inputs, Run, Source};
use openapi_codegen::public_api::{Operation, PublicApi};
use openapi_diff::{Change, Class, Kind, Place, Report};
use openapi_document::{Contract, operations};
use serde_json::Value;

/// The most operations of a contract whose code is generated, which takes far longer than to compare.
const MOST_OPERATIONS: usize = 200;
const INSIDE: &str = "the code differs inside: what it sends, or how it reads, may differ, too";
const EQUAL: &str = "the same code is generated, and what is sent is valid as before";

/// Lowers the class of changes about generated code alone if the code of both contracts is equal, and
/// adds a change if it lacks something while nothing breaks.
///
/// Nothing happens if no code can be generated from one of them, or if they are large.
pub fn settle(report: &mut Report, old: &Value, new: &Value) {
    let is_small = |document| operations(document).count() <= MOST_OPERATIONS;
    if old == new || !is_small(old) || !is_small(new) {
        return;
    }
    let (Some(before), Some(after)) = (generate(old), generate(new)) else {
        return;
    };
    if lines(&before) == lines(&after) {
        lower(report);
    } else if report.count(Class::Breaking) == 0
        && let (Ok(old), Ok(mut new)) = (PublicApi::of(&before), PublicApi::of(&after))
    {
        keep_names(&old, &mut new);
        let lost = lost(&old, &new);
        let hidden = || {
            report
                .changes
                .is_empty()
                .then(|| differing(&before, &after))
        };
        if let Some(change) = lost.or_else(|| hidden().flatten()) {
            report.changes.insert(0, change);
        }
    }
}

/// Gives the arguments of functions that differ in their names alone the old ones: callers name none.
fn keep_names(old: &PublicApi, new: &mut PublicApi) {
    let nameless = |operation: &Operation| {
        let path = operation
            .route
            .split('/')
            .map(|word| match word.split_once('{') {
                Some((before, _)) => format!("{before}{{}}"),
                None => word.to_owned(),
            });
        let types = operation.arguments.split(", ");
        let types = types.map(|one| {
            one.split_once(": ")
                .map_or(one, |(_, kind)| kind)
                .to_owned()
        });
        (path.collect::<Vec<_>>(), types.collect::<Vec<_>>())
    };
    for (name, operation) in &mut new.operations {
        if let Some(before) = old.operations.get(name)
            && nameless(before) == nameless(operation)
        {
            operation.route.clone_from(&before.route);
            operation.arguments.clone_from(&before.arguments);
        }
    }
}

fn lower(report: &mut Report) {
    for change in &mut report.changes {
        for verdict in &mut change.verdicts {
            let class = change.kind.wire_class(verdict.side, verdict.class);
            if class != verdict.class {
                (verdict.class, verdict.reason) = (class, EQUAL);
            }
        }
        change.decide();
    }
    report.changes.sort_by_key(|change| change.class);
}

/// Returns a change with everything that the code of the new contract lacks or has in another form.
fn lost(before: &PublicApi, after: &PublicApi) -> Option<Change> {
    let found = CodeChanges::between(before, after);
    let lists = [&found.lost, &found.changed].into_iter();
    let lists = lists.flat_map(|parts| parts.lists());
    let gone: Vec<&str> = lists
        .flat_map(|(_, items)| items)
        .map(String::as_str)
        .collect();
    code_changed(&gone, None)
}

/// Returns a change with the files whose code differs, of which nothing public does.
fn differing(before: &Run, after: &Run) -> Option<Change> {
    let (before, after) = (lines(before), lines(after));
    let names = after.keys().chain(before.keys()).copied();
    let names: BTreeSet<&str> = names
        .filter(|name| before.get(name) != after.get(name))
        .collect();
    let names: Vec<&str> = names.into_iter().collect();
    code_changed(&names, Some((Class::Behavioral, INSIDE)))
}

/// Returns a change of some parts of the generated code, with the class of its rule or another one.
fn code_changed(parts: &[&str], class: Option<(Class, &'static str)>) -> Option<Change> {
    let mut rules = openapi_diff::table();
    let mut rule = rules.find(|verdict| verdict.rule == Kind::CodeChanged.name())?;
    if let Some(class) = class {
        (rule.class, rule.reason) = class;
    }
    let place = Place {
        pointer: String::new(),
        label: "generated code".to_owned(),
    };
    (!parts.is_empty()).then(|| Change {
        rule: rule.rule.clone(),
        family: Kind::CodeChanged.family(),
        kind: Kind::CodeChanged,
        class: rule.class,
        verdicts: vec![rule],
        old_place: Some(place),
        new_place: None,
        old: Some(Value::from(parts)),
        new: None,
        operations: Vec::new(),
        effect: None,
    })
}

fn generate(contract: &Value) -> Option<Run> {
    let nothing = |name: &str| Source {
        name: name.to_owned(),
        bytes: Vec::new(),
    };
    let mut inputs = Inputs {
        callers: Default::default(),
        contract: Contract {
            file: String::new(),
            sha256: String::new(),
            value: contract.clone(),
        },
        overlays: Vec::new(),
        names: nothing("names"),
        docs: nothing("docs"),
        command: String::new(),
    };
    pipeline::run_once(&mut inputs, true).ok()
}

/// Returns the lines of the code without its documentation, by file.
fn lines(run: &Run) -> BTreeMap<&str, Vec<&str>> {
    let files = run.code.files.iter();
    let files = files.map(|(path, text)| {
        let lines = text.lines().map(str::trim);
        let lines = lines.filter(|line| !line.starts_with("//"));
        (path.as_str(), lines.collect())
    });
    files.collect()
}
