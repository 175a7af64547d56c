//! The servers of the operations: their own, those of their paths, or those of the document.

use std::collections::BTreeSet;

use serde_json::Value;

use super::cursor::Cursor;
use super::equal::same_part;
use super::matching::Matching;
use super::operation::Operation;
use super::operations::Pair;
use super::walker::{Both, Walker};
use crate::kind::Kind;

const KEY: &str = "servers";

impl<'d> Walker<'d> {
    /// Compares the servers of the document, if an operation is called there.
    pub fn servers(&mut self, document: &Both<'d>, pairs: &[Pair<'d>]) {
        let inherits = |operation: &Operation<'d>| nearest(operation).is_none();
        let is_used = |(old, new): &Pair<'d>| inherits(old) && inherits(new);
        if pairs.is_empty() || pairs.iter().any(is_used) {
            self.compare_servers(document);
        }
    }

    /// Compares the servers of an operation, if it has other ones than the document in either
    /// contract.
    pub(super) fn effective_servers(
        &mut self,
        own: &Both<'d>,
        old: &Operation<'d>,
        new: &Operation<'d>,
    ) {
        let places = (nearest(old), nearest(new));
        if places.0.is_some() || places.1.is_some() {
            let document = own.map(|at| Cursor::root(at.document));
            let places = (
                places.0.unwrap_or(document.old),
                places.1.unwrap_or(document.new),
            );
            self.compare_servers(&own.with(places));
        }
    }

    /// Compares the servers of two places by their addresses.
    fn compare_servers(&mut self, at: &Both<'d>) {
        // An address counts once, and an entry without one is not a server.
        let list = |at: &Cursor<'d>| -> Vec<Cursor<'d>> {
            let mut servers = at.entries(KEY);
            let mut seen = BTreeSet::new();
            servers.retain(|at| address(at).is_some_and(|address| seen.insert(address)));
            servers
        };
        let lists = [list(&at.old), list(&at.new)];
        let is_root = |list: &Vec<Cursor<'d>>| {
            list.iter()
                .all(|at| address(at).is_some_and(|address| address.is_empty()))
        };
        if lists.iter().any(Vec::is_empty) && lists.iter().all(is_root) {
            // Without servers, the root of the document's host is the server.
            return;
        }
        let [old, new] = lists;
        let mut matching = Matching::none(old, new);
        matching.keyed(address);
        let kept = matching.pairs.len();
        matching.last(|_, _| true);
        let value = |at: &Cursor<'d>| at.text("url").map(Value::from);
        self.left_over(at.unit, &matching, |at| (at, Kind::ServerAdded, value(at)));
        for (index, pair) in matching.pairs.into_iter().enumerate() {
            let at = at.with(pair);
            let urls = at.values(value);
            let bare = |at: &Cursor<'d>| at.text("url").map(|url| url.trim_end_matches('/'));
            let variables = at.map(|at| at.member("variables"));
            if index >= kept {
                self.changed(&at, Kind::ServerChanged, urls);
            } else if urls.0 != urls.1 && bare(&at.old) == bare(&at.new) {
                self.changed(&at, Kind::ServerSlashChanged, urls);
            } else if !same_part(variables.old.value, variables.new.value) {
                // With the defaults, the address is the same.
                self.changed(&variables, Kind::KeywordChanged, (None, None));
            }
        }
    }
}

/// Returns the operation or the path, if it has servers of its own.
fn nearest<'d>(operation: &Operation<'d>) -> Option<Cursor<'d>> {
    let places = [&operation.at, &operation.item];
    places.into_iter().find(|at| at.has(KEY)).cloned()
}

/// Returns the address that is called by default: without a slash at the end and the usual port,
/// and with the scheme and the host in lower case.
fn address(server: &Cursor<'_>) -> Option<String> {
    let mut address = server.text("url")?.to_owned();
    for (name, variable) in server.member("variables").members() {
        if let Some(default) = variable.text("default") {
            address = address.replace(&format!("{{{name}}}"), default);
        }
    }
    let address = address.trim_end_matches('/');
    let host = address.find("://").map_or(0, |at| at + 3);
    let end = address[host..]
        .find('/')
        .map_or(address.len(), |at| host + at);
    let (before, path) = address.split_at(if host == 0 { 0 } else { end });
    let before = before.to_lowercase();
    let usual = [("https://", ":443"), ("http://", ":80")];
    let usual = usual
        .into_iter()
        .find(|(scheme, _)| before.starts_with(scheme));
    let host = usual.and_then(|(_, port)| before.strip_suffix(port));
    Some(format!("{}{path}", host.unwrap_or(&before)))
}
