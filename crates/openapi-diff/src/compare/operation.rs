//! The operations of a contract, and their matching with those of another one.

use serde_json::Value;

use super::cursor::Cursor;
use super::matching::Matching;
use super::shape::{Shape, alike};
use openapi_document::METHODS;

/// The least likeness, in thousandths, of operations with another path and id that are the same.
const ALIKE: usize = 800;

/// An operation and the path item around it.
#[derive(Clone, Debug)]
pub struct Operation<'d> {
    /// The method, in lower case.
    pub method: &'d str,
    /// The path template.
    pub path: &'d str,
    /// The path item.
    pub item: Cursor<'d>,
    /// The operation.
    pub at: Cursor<'d>,
    /// True for a webhook, which the service calls; its path is its name.
    pub is_webhook: bool,
}

impl<'d> Operation<'d> {
    /// Returns all operations in the order of the document, then the webhooks.
    pub fn all(document: &Cursor<'d>) -> Vec<Self> {
        let mut found = Vec::new();
        // Under the last key, the downgrade of a contract of 3.1 keeps webhooks.
        let sections = [("paths", false), ("webhooks", true), ("x-webhooks", true)];
        for (section, is_webhook) in sections {
            for (path, item) in document.member(section).members() {
                let item = item.resolved();
                let members = item.members().filter(|(key, _)| METHODS.contains(key));
                found.extend(members.map(|(method, at)| Self {
                    method,
                    path,
                    item: item.clone(),
                    at,
                    is_webhook,
                }));
            }
        }
        found
    }

    /// Returns the operationId, or method and path where there is none.
    pub fn name(&self) -> String {
        let id = self.at.text("operationId");
        id.map_or_else(|| self.route(), str::to_owned)
    }

    /// Returns method and path, or the name of a webhook.
    pub fn route(&self) -> String {
        match self.is_webhook {
            true => format!("webhook {}", self.path),
            false => format!("{} {}", self.method.to_uppercase(), self.path),
        }
    }

    /// Returns the path with each segment that begins with a parameter made nameless.
    fn nameless_path(&self) -> String {
        let segments = self.path.split('/');
        let nameless = segments.map(|segment| match segment.starts_with('{') {
            true => "{}",
            false => segment,
        });
        nameless.collect::<Vec<_>>().join("/")
    }

    /// Returns the shape of the request body and the responses.
    fn shape(&self) -> Shape {
        let mut parts = self.at.map().cloned().unwrap_or_default();
        parts.retain(|key, _| key == "requestBody" || key == "responses");
        Shape::of(&Value::Object(parts), self.at.document)
    }
}

/// Iterates over the names of a path's parameters, in their order.
pub fn path_parameters(path: &str) -> impl Iterator<Item = &str> {
    path.split('{')
        .skip(1)
        .filter_map(|rest| rest.split('}').next())
}

/// Matches the operations of two contracts.
pub fn matching<'d>(old: &Cursor<'d>, new: &Cursor<'d>) -> Matching<Operation<'d>> {
    let mut found = Matching::none(Operation::all(old), Operation::all(new));
    // The surest sign comes first; each round looks only at what is left.
    found.keyed(|one| Some((one.is_webhook, one.method, one.path)));
    found.unique_keyed(|one| (!one.is_webhook).then(|| (one.method, one.nameless_path())));
    found.unique_keyed(|one| one.at.text("operationId").filter(|_| !one.is_webhook));
    found.best(|one, two| {
        if one.method != two.method
            || one.is_webhook
            || two.is_webhook
            || !alike(one.path, two.path)
            || !alike(&one.name(), &two.name())
        {
            return None;
        }
        let (before, after) = (one.shape(), two.shape());
        let likeness = before.likeness(&after);
        let fits = likeness >= ALIKE && before.is_telling();
        fits.then(|| (likeness, before.mark() ^ after.mark()))
    });
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn operations_are_found_again() {
        let response = json!({"200": {"content": {"application/json": {"schema": {"type": "object", "required": ["a"],
            "properties": {"a": {"type": "string"}, "b": {"type": "integer"}, "c": {"type": "number", "minimum": 1}}}}}}});
        let old = json!({"paths": {
            "/a": {"get": {"operationId": "getA"}},
            "/b/{id}": {"get": {"operationId": "getB"}},
            "/c": {"get": {"operationId": "getC"}},
            "/team/usage": {"get": {"operationId": "getUsage", "responses": response}},
            "/e": {"get": {"operationId": "getE"}}
        }});
        let new = json!({"paths": {
            "/b/{job}": {"get": {"operationId": "readB"}},
            "/a": {"get": {"operationId": "getA"}},
            "/team/usages": {"get": {"operationId": "getUsages", "responses": response}},
            "/cc": {"get": {"operationId": "getC"}},
            "/f": {"get": {"operationId": "getF"}}
        }});
        let mut found: Vec<(String, String)> = matching(&Cursor::root(&old), &Cursor::root(&new))
            .pairs
            .into_iter()
            .map(|(one, two)| (one.name(), two.name()))
            .collect();
        found.sort();
        let expected = [
            ("getA", "getA"),
            ("getB", "readB"),
            ("getC", "getC"),
            ("getUsage", "getUsages"),
        ];
        assert_eq!(found, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
    }
}
