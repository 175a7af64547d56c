//! The report of a comparison.

use std::borrow::Cow;

use openapi_document::WEBHOOKS;
use serde::Serialize;
use serde_json::Value;

use super::aggregate;
use super::change::{Change, Class};
use super::compare::{Cursor, Root, Walker, rivals};
use super::date::Calendar;

/// The differences of two contracts.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Report {
    /// The changes: breaking, behavioral, additive, neutral, each ordered by place.
    pub changes: Vec<Change>,
    /// The changes that the project has accepted, which count nowhere else.
    pub accepted: Vec<Accepted>,
    /// The entries for accepted changes that have expired or match nothing.
    pub notes: Vec<String>,
    /// The number of pieces of prose and extensions that differ in the parts that both have.
    pub prose: usize,
}

/// A change that a project has accepted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Accepted {
    /// The change.
    pub change: Change,
    /// The reason why it is harmless.
    pub reason: String,
    /// The last day on which it is accepted.
    pub until: String,
}

impl Report {
    /// Counts the changes of a class.
    pub fn count(&self, class: Class) -> usize {
        self.changes
            .iter()
            .filter(|change| change.class == class)
            .count()
    }
}

/// Compares two contracts, of OpenAPI 3.0 or 3.1.
///
/// A contract of 3.1 is compared as [`downgrade`](openapi_document::downgrade()) writes it.
/// References are followed; a shared part that changed is one change. Prose makes no change, nor does the
/// order of keys and lists but for that of required properties. An equal schema in another place has
/// at most another name. References that lead
/// nowhere or in a circle are compared as they are, so any two JSON documents can be compared.
///
/// The comparison recurses into inline schemas: documents that are nested by the thousand need a
/// thread with a larger stack.
pub fn compare(old: &Value, new: &Value) -> Report {
    compare_on(None, old, new)
}

/// Compares two contracts as [`compare`] does, with the rules about announced ends as they are on a
/// day.
pub fn compare_on(calendar: Option<Calendar>, old: &Value, new: &Value) -> Report {
    let [old, new] = &in_one_version([old, new]);
    let (old, new) = (&**old, &**new);
    let mut walker = Walker::on(calendar);
    walker.rivals = [old, new].map(rivals);
    walker.has_other_rivals = walker.rivals[0] != walker.rivals[1];
    let document = walker.root(Root::Document, &Cursor::root(old), &Cursor::root(new));
    let pairs = walker.operations(&document);
    walker.finish();
    walker.document(&document);
    walker.servers(&document, &pairs);
    walker.security(&document, &pairs);
    walker.components(&document);
    walker.forget_renamed();
    walker.settle_nulls();
    Report {
        changes: aggregate::changes(&walker.units, &pairs, old, new),
        accepted: Vec::new(),
        notes: Vec::new(),
        prose: walker.prose,
    }
}

/// Returns two documents in the version that the comparison knows, with their webhooks under one key.
fn in_one_version<'d>(documents: [&'d Value; 2]) -> [Cow<'d, Value>; 2] {
    let mut is_rewritten = false;
    let [old, mut new] = documents.map(|document| {
        let mut document = Cow::Borrowed(document);
        let version = document.get("openapi").and_then(Value::as_str);
        if version.is_some_and(|version| version.starts_with("3.1")) {
            is_rewritten = true;
            let document = document.to_mut();
            keep_mutual_tls(document);
            openapi_document::downgrade(document);
        }
        if document.get(WEBHOOKS).is_some()
            && let Value::Object(document) = document.to_mut()
            && let Some(webhooks) = document.shift_remove(WEBHOOKS)
        {
            document.insert("webhooks".to_owned(), webhooks);
        }
        document
    });
    if is_rewritten && old["openapi"] != new["openapi"] {
        // A contract of 3.0 and its form of 3.1 say the same.
        new.to_mut()["openapi"] = old["openapi"].clone();
    }
    [old, new]
}

/// Gives the type of certificates another name, so that the form of 3.0 keeps their schemes.
fn keep_mutual_tls(document: &mut Value) {
    let schemes = document.pointer_mut("/components/securitySchemes");
    let schemes = schemes.and_then(Value::as_object_mut).into_iter().flatten();
    for (_, scheme) in schemes {
        if scheme["type"] == "mutualTLS" {
            scheme["type"] = Value::from("certificate");
        }
    }
}
