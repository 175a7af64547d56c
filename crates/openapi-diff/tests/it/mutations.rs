//! Single edits of the real contract: each is reported once, with its kind and place, and alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use openapi_diff::{Change, Family, Kind, compare};
use serde_json::Value;

use super::reach::Reach;
use super::single::Single;
use super::{calls, places, schemas};
use crate::contracts::contract;

/// The number of edits of a family that are tried; `OPENAPI_DIFF_MUTATIONS=all` tries every one.
const OF_A_FAMILY: usize = 90;

fn edits(document: &Value) -> Vec<Single> {
    let mut found = Vec::new();
    for place in places::schemas(document) {
        schemas::edits(document, &place, &mut found);
    }
    calls::edits(document, &mut found);
    found
}

/// A choice that is the same at each run and spread over all places of each family.
fn chosen(all: Vec<Single>) -> Vec<Single> {
    if std::env::var("OPENAPI_DIFF_MUTATIONS").is_ok_and(|word| word == "all") {
        return all;
    }
    let mut families: BTreeMap<_, Vec<Single>> = BTreeMap::new();
    for edit in all {
        families.entry(edit.group).or_default().push(edit);
    }
    let mut random: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut chosen = Vec::new();
    for mut family in families.into_values() {
        while family.len() > OF_A_FAMILY {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let at = usize::try_from(random % family.len() as u64).expect("an index");
            family.swap_remove(at);
        }
        chosen.extend(family);
    }
    chosen
}

#[test]
fn every_edit_is_told_and_nothing_else() {
    let original = contract();
    let reach = Reach::of(&original);
    let edits = chosen(edits(&original));
    let total = edits.len();
    let next = AtomicUsize::new(0);
    let faults = Mutex::new(Vec::new());
    let workers = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let mut edited = original.clone();
                while let Some(edit) = edits.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let kept = edited.pointer(&edit.target).expect(&edit.target).clone();
                    (edit.edit)(edited.pointer_mut(&edit.target).expect("a place"));
                    if let Some(fault) = fault(&original, &edited, edit, &reach) {
                        faults.lock().expect("a list").push(fault);
                    }
                    *edited.pointer_mut(&edit.target).expect("a place") = kept;
                }
            });
        }
    });
    let mut counts: BTreeMap<Family, usize> = BTreeMap::new();
    for edit in &edits {
        *counts.entry(edit.family).or_default() += 1;
    }
    let mut faults = faults.into_inner().expect("a list");
    faults.sort();
    let shown: String = faults
        .iter()
        .take(20)
        .map(|fault| format!("{fault}\n"))
        .collect();
    assert!(
        faults.is_empty(),
        "{} of {total} are reported wrongly, such as\n{shown}{counts:?}",
        faults.len()
    );
    println!("{total} edits: {counts:?}");
    assert_eq!(counts.len(), 28, "a family has no edit: {counts:?}");
    assert!(total >= 2_000, "{total}");
}

/// Describes a wrong report of an edit, in either direction.
fn fault(original: &Value, edited: &Value, edit: &Single, reach: &Reach) -> Option<String> {
    let [mut there, mut back] = [compare(original, edited), compare(edited, original)];
    if edit.kind == Kind::SchemaRenamed {
        // Another place may get the name that has become free.
        for report in [&mut there, &mut back] {
            let is_name = |change: &Change| change.kind == Kind::TypeRenamed;
            report.changes.retain(|change| !is_name(change));
        }
    }
    let [change] = &there.changes[..] else {
        return Some(format!(
            "{} at {}: {}",
            edit.what,
            edit.target,
            reported(&there.changes)
        ));
    };
    let [mirrored] = &back.changes[..] else {
        return Some(format!(
            "{} at {}, back: {}",
            edit.what,
            edit.target,
            reported(&back.changes)
        ));
    };
    let is = |change: &Change| {
        change
            .old_place
            .iter()
            .chain(&change.new_place)
            .any(|place| place.pointer == edit.place)
    };
    let right = change.kind == edit.kind
        && change.family == edit.family
        && is(change)
        && is(mirrored)
        && mirrored.kind == edit.kind.mirrored();
    if !right {
        return Some(format!(
            "{} at {}, expected at {}: {}; back: {}",
            edit.what,
            edit.target,
            edit.place,
            reported(&there.changes),
            reported(&back.changes)
        ));
    }
    let expected = reach.at(edit.reached.as_ref()?);
    let found: BTreeMap<String, BTreeSet<String>> = change
        .operations
        .iter()
        .map(|reached| {
            let sides = reached
                .sides
                .iter()
                .map(|side| side.word().to_owned())
                .collect();
            (reached.operation.clone(), sides)
        })
        .collect();
    (expected != found && !of_an_operation(&expected, &found)).then(|| {
        format!(
            "{} at {}: reaches {found:?}, not {expected:?}",
            edit.what, edit.target
        )
    })
}

/// Reports whether a whole operation changed, which has no side.
fn of_an_operation(
    expected: &BTreeMap<String, BTreeSet<String>>,
    found: &BTreeMap<String, BTreeSet<String>>,
) -> bool {
    expected.is_empty() && !found.is_empty() && found.values().all(BTreeSet::is_empty)
}

fn reported(changes: &[Change]) -> String {
    let reported: Vec<String> = changes
        .iter()
        .map(|change| {
            let place = change.place().map_or("", |place| &place.pointer);
            format!("{} at {place}", change.kind.name())
        })
        .collect();
    format!("reported as {reported:?}")
}
