//! Compares two schemas, keyword by keyword.

use std::collections::{BTreeSet, HashMap};

use openapi_document::{UNTRANSLATED, join};
use serde_json::{Value, json};

use super::cursor::{Cursor, component_schema, is_markable};
use super::equal::{is_prose, same_data};
use super::limits::LIMITS;
use super::resolve::{Resolved, in_step, is_nullable, is_union, types};
use super::summary::summary;
use super::walker::{Both, Part, Values, Walker};
use crate::kind::Kind;

/// The keywords that have a rule of their own, beside [`LIMITS`] and [`CONSTRAINTS`].
const HANDLED: [&str; 20] = [
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "default",
    "deprecated",
    "discriminator",
    "enum",
    "format",
    "items",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "properties",
    "readOnly",
    "required",
    "type",
    "uniqueItems",
    "writeOnly",
];

/// The keywords of later versions of JSON Schema that restrict values, and of which nothing is
/// generated.
const CONSTRAINTS: [&str; 16] = [
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "dependentRequired",
    "dependentSchemas",
    "else",
    "if",
    "maxContains",
    "minContains",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

impl<'d> Walker<'d> {
    /// Compares two schemas, each of which may be a reference.
    pub fn schema(&mut self, at: &Both<'d>) {
        self.type_name(at);
        self.unnamed_schema(at);
    }

    /// Compares two schemas at a place whose generated type has the place's name in any case.
    pub(super) fn unnamed_schema(&mut self, at: &Both<'d>) {
        self.compared(at, false);
    }

    /// Compares two schemas apart from the names of their types, and from their `null` if that is
    /// handled.
    pub(super) fn compared(&mut self, at: &Both<'d>, null_is_handled: bool) {
        let (old, new) = self.in_step(at);
        if !old.referenced && !new.referenced {
            self.keywords(at, &old, &new, !null_is_handled);
            return;
        }
        if !is_one_component(&old.at, &new.at) && have_other_types(&old.at, &new.at) {
            // At the place itself: the component that only one of them refers to has not changed.
            let values = at.values(|at| Some(summary(at.value)));
            return self.changed(at, Kind::TypeChanged, values);
        }
        // The keywords around the references belong to this place, the others to their targets.
        if !null_is_handled && old.nullable != new.nullable {
            self.nullable(at, &old, &new);
        }
        let part = Part::Schema(null_is_handled || old.nullable || new.nullable);
        let may_be_absent = is_optional(&at.old) && is_optional(&at.new);
        let inner = self.shared(part, at.with((old.at, new.at)));
        if may_be_absent {
            *self.optional.entry(inner).or_default() += 1;
        }
    }

    /// Turns the `null` of components that only optional properties have into that of those.
    pub fn settle_nulls(&mut self) {
        let mut leads: HashMap<usize, usize> = HashMap::new();
        for inner in self.units.iter().flat_map(|unit| &unit.inner) {
            *leads.entry(*inner).or_default() += 1;
        }
        for (number, unit) in self.units.iter_mut().enumerate() {
            let optional = self.optional.get(&number);
            if unit.part != Part::Schema(false)
                || optional.is_none()
                || optional != leads.get(&number)
            {
                continue;
            }
            let (old, new) = (&unit.old, &unit.new);
            let own = unit.found.iter_mut();
            let own =
                own.filter(|one| one.old.as_ref() == Some(old) && one.new.as_ref() == Some(new));
            for found in own {
                match found.kind {
                    Kind::BecameNullable => found.kind = Kind::OptionalBecameNullable,
                    Kind::BecameNotNullable => found.kind = Kind::OptionalBecameNotNullable,
                    _ => {}
                }
            }
        }
    }

    /// Follows two places to the schemas to compare, and compares the keywords around those.
    pub(super) fn in_step(&mut self, at: &Both<'d>) -> (Resolved<'d>, Resolved<'d>) {
        let (old, new) = in_step(at);
        if old.wrapper.is_some() || new.wrapper.is_some() {
            self.annotations(at, &old, &new);
        }
        (old, new)
    }

    /// Compares two schemas that are not references.
    pub(super) fn keywords(
        &mut self,
        at: &Both<'d>,
        old: &Resolved<'d>,
        new: &Resolved<'d>,
        with_null: bool,
    ) {
        let at = &at.with((old.at.clone(), new.at.clone()));
        if with_null {
            self.nullable(at, old, new);
        }
        if self.is_same(at) {
            return;
        }
        let at = &at.map(Cursor::joined);
        let (old, new) = (&at.old, &at.new);
        let is_true = |at: &Cursor<'_>| at.value.is_object() || *at.value == Value::Bool(true);
        if !is_true(old) || !is_true(new) {
            if !same_data(old.value, new.value) {
                let values = at.values(|at| Some(summary(at.value)));
                self.changed(at, Kind::TypeChanged, values);
            }
            return;
        }
        if self.widened(at) {
            return;
        }
        if have_other_types(&at.old, &at.new) {
            // The other keywords of the one say nothing about the other.
            self.types(at);
            self.values(at);
            return self.remainder(at);
        }
        if self.other_form(at) {
            return self.remainder(at);
        }
        if !at.old.is_joint() && !at.new.is_joint() {
            self.object(at, None);
            return self.own_keywords(at);
        }
        let parts = at.parts();
        for (old, new) in &parts.pairs {
            let key = (old.pointer.clone(), new.pointer.clone());
            self.joins.entry(key).or_default().push(at.unit);
        }
        self.object(at, Some(&parts));
        if !parts.old.is_empty() || !parts.new.is_empty() {
            return self.own_keywords(at);
        }
        for pair in parts.pairs {
            let at = at.with(pair);
            if !self.is_same(&at) {
                self.own_keywords(&at);
            }
        }
    }

    /// Compares the keywords that each part of a schema states for itself.
    fn own_keywords(&mut self, at: &Both<'d>) {
        self.types(at);
        self.constraints(at);
        self.discriminator(at);
        self.unions(at);
        self.remainder(at);
    }

    fn types(&mut self, at: &Both<'d>) {
        let (old, new) = (types(&at.old), types(&at.new));
        if old == new {
            return;
        }
        let implied = |at: &Cursor<'d>, types: BTreeSet<&'d str>| match types.is_empty() {
            true => BTreeSet::from_iter(implied_type(at)),
            false => types,
        };
        let kind = match (old.is_empty(), new.is_empty()) {
            _ if implied(&at.old, old.clone()) != implied(&at.new, new.clone()) => {
                Kind::TypeChanged
            }
            (true, _) => Kind::TypeStated,
            _ => Kind::TypeUnstated,
        };
        let shown = |at: &Cursor<'d>| {
            let set = types(at);
            at.look("type").map(|_| match set.len() {
                1 => json!(set.first()),
                _ => json!(set),
            })
        };
        self.changed(at, kind, at.values(shown));
    }

    /// Compares the keywords that do not depend on the type.
    pub(super) fn remainder(&mut self, at: &Both<'d>) {
        self.deprecation(at);
        for (key, added) in [
            ("readOnly", Kind::ReadOnlyAdded),
            ("writeOnly", Kind::WriteOnlyAdded),
        ] {
            if [&at.old, &at.new].map(|at| is_markable(&at.pointer)) != [false; 2] {
                self.flag(at, key, added);
            } else if at.old.flag(key) != at.new.flag(key) {
                let place = at.map(|at| at.member(key));
                self.changed(&place, Kind::KeywordChanged, (None, None));
            }
        }
        self.keyword(at, "default", [Kind::DefaultChanged; 2]);
        // Those that the form of 3.0 has no word for are kept apart.
        let untranslated = at.map(|at| at.member(UNTRANSLATED));
        let words = untranslated.names();
        let words = words.into_iter().filter(|key| !is_prose(key));
        let known = CONSTRAINTS.iter().map(|key| (at, *key));
        for (inside, key) in known.chain(words.map(|key| (&untranslated, key))) {
            self.constraint(at, inside, key);
        }
        self.rest(at, &[&HANDLED[..], &CONSTRAINTS, &LIMITS].concat());
    }

    /// Compares the keywords that restrict the values of a type.
    pub(super) fn constraints(&mut self, at: &Both<'d>) {
        self.format(at);
        self.values(at);
        self.limits(at);
        self.flag(at, "uniqueItems", Kind::UniqueItemsAdded);
        self.pattern(at);
        self.extras(at);
        let says = |at: &Cursor<'d>| at.get("items").is_some_and(|items| items.says_something());
        if at.old.has("items") == at.new.has("items") || says(&at.old) || says(&at.new) {
            self.inner(at, "items", Kind::ItemsAdded);
        }
        self.excluded(at);
    }

    /// Compares the keywords around the schemas that two places wrap.
    fn annotations(&mut self, at: &Both<'d>, old: &Resolved<'d>, new: &Resolved<'d>) {
        for (key, on) in [
            ("default", Kind::DefaultChanged),
            ("deprecated", Kind::Deprecated),
            ("readOnly", Kind::ReadOnlyAdded),
            ("writeOnly", Kind::WriteOnlyAdded),
        ] {
            let (before, after) = (old.stated(key), new.stated(key));
            // A difference inside is reported there.
            if before != after && old.at.value.get(key) == new.at.value.get(key) {
                let kind = if after.is_some() { on } else { on.mirrored() };
                let values = (before.cloned(), after.cloned());
                self.changed(at, kind, values);
            }
        }
    }

    fn nullable(&mut self, at: &Both<'d>, old: &Resolved<'d>, new: &Resolved<'d>) {
        let states = (is_nullable(old), is_nullable(new));
        let both = |is: fn(&Cursor<'_>) -> bool| is(&at.old) && is(&at.new);
        if both(is_parameter) {
            // No type depends on it.
            let kind = match states {
                (false, true) => Kind::ParameterLoosened,
                (true, false) => Kind::ParameterTightened,
                _ => return,
            };
            let shown = |state| Some(Value::from(format!("nullable {state}")));
            return self.changed(at, kind, (shown(states.0), shown(states.1)));
        }
        let kind = match both(is_optional) {
            true => Kind::OptionalBecameNullable,
            false => Kind::BecameNullable,
        };
        self.switched(at, states, kind);
    }

    fn format(&mut self, at: &Both<'d>) {
        let (old, new) = (at.old.text("format"), at.new.text("format"));
        let is_time = |format| format == Some("date-time");
        let is_unsigned =
            |at: &Cursor<'d>, format| format == Some("uint64") && types(at).contains("integer");
        // In a list or map, the generated type is a text.
        let is_inner = |at: &Cursor<'d>| {
            let ends = ["/items", "/additionalProperties"];
            ends.into_iter().any(|end| at.pointer.ends_with(end))
        };
        let kinds = match (old, new) {
            // A hint for those who show a form.
            (None | Some("password"), None | Some("password")) => [Kind::KeywordChanged; 2],
            _ if is_time(old) != is_time(new) && !is_inner(&at.old) && !is_inner(&at.new) => {
                [Kind::TimeFormatAdded, Kind::TimeFormatChanged]
            }
            // Beyond the signed integers: a generated type of its own.
            _ if is_unsigned(&at.old, old) != is_unsigned(&at.new, new) => [Kind::TypeChanged; 2],
            (Some("int32"), Some("int64")) | (Some("float"), Some("double")) => {
                [Kind::FormatWidened; 2]
            }
            (Some("int64"), Some("int32")) | (Some("double"), Some("float")) => {
                [Kind::FormatNarrowed; 2]
            }
            _ => [Kind::FormatAdded, Kind::FormatChanged],
        };
        self.keyword(at, "format", kinds);
    }

    /// Compares a keyword whose value is data, with its kinds for one that is new and for another
    /// value.
    pub(super) fn keyword(&mut self, at: &Both<'d>, key: &str, kinds: [Kind; 2]) {
        let (old, new) = (at.old.look(key), at.new.look(key));
        if let Some(kind) = change(old, new, kinds) {
            self.stated(at, key, kind, (old.cloned(), new.cloned()));
        }
    }

    /// Reports a difference of a keyword, at the parts that state it.
    pub(super) fn stated(&mut self, at: &Both<'d>, key: &str, kind: Kind, values: Values) {
        self.changed(&at.map(|at| at.stating(key).clone()), kind, values);
    }

    /// Compares patterns; one that every text matches says nothing.
    fn pattern(&mut self, at: &Both<'d>) {
        const KEY: &str = "pattern";
        let says =
            |value: &&Value| !matches!(value.as_str(), Some("" | ".*" | "^.*$" | "^.*" | ".*$"));
        let (old, new) = (at.old.look(KEY), at.new.look(KEY));
        let kinds = [Kind::PatternAdded, Kind::PatternChanged];
        if let Some(kind) = change(old.filter(says), new.filter(says), kinds) {
            self.stated(at, KEY, kind, (old.cloned(), new.cloned()));
        }
    }

    /// Compares the schemas under a keyword.
    pub(super) fn inner(&mut self, at: &Both<'d>, key: &str, added: Kind) {
        let shown = |schema: &Value| Some(summary(schema));
        if let Some(at) = self.both(at.unit, at.get(key), added, shown) {
            self.schema(&at);
        }
    }
}

/// Returns the kind of the change of a value: one that is new, gone or another one.
pub(super) fn change(
    old: Option<&Value>,
    new: Option<&Value>,
    [added, changed]: [Kind; 2],
) -> Option<Kind> {
    match (old, new) {
        (None, None) => None,
        (None, Some(_)) => Some(added),
        (Some(_), None) => Some(added.mirrored()),
        (Some(old), Some(new)) => (!same_data(old, new)).then_some(changed),
    }
}

/// Reports whether two schemas are one component of both contracts.
fn is_one_component(old: &Cursor<'_>, new: &Cursor<'_>) -> bool {
    old.pointer == new.pointer && component_schema(&old.pointer).is_some()
}

/// Reports whether no value can be of both schemas, such as an object and a text.
fn have_other_types(old: &Cursor<'_>, new: &Cursor<'_>) -> bool {
    let is_plain = |at: &Cursor<'_>| at.value.is_object() && !at.is_joint();
    let (before, after) = (kinds(old), kinds(new));
    is_plain(old)
        && is_plain(new)
        && !before.is_empty()
        && !after.is_empty()
        && before.is_disjoint(&after)
}

/// Reports whether a place is the schema of a parameter.
fn is_parameter(at: &Cursor<'_>) -> bool {
    at.pointer.ends_with("/schema") && at.pointer.contains("/parameters/")
}

/// Reports whether a place is a property that its object does not require.
fn is_optional(at: &Cursor<'_>) -> bool {
    let Some((mut holder, _)) = at.pointer.rsplit_once("/properties/") else {
        return false;
    };
    let name = at.name();
    if format!("{holder}{}", join("/properties", &name)) != at.pointer {
        return false;
    }
    // A part of an `allOf` may be required by what is around it.
    loop {
        let schema = at.document.pointer(holder).unwrap_or(&Value::Null);
        let required = schema.get("required").and_then(Value::as_array);
        if required.is_some_and(|names| names.iter().any(|one| *one == *name)) {
            return false;
        }
        match holder.rsplit_once("/allOf/") {
            Some((outer, number)) if !number.contains('/') => holder = outer,
            _ => return true,
        }
    }
}

/// Returns the types of a schema, stated or implied, of which integers are numbers.
pub(super) fn kinds<'d>(at: &Cursor<'d>) -> BTreeSet<&'d str> {
    let mut kinds = types(at);
    if kinds.is_empty() {
        kinds.extend(implied_type(at));
    }
    if kinds.remove("integer") {
        kinds.insert("number");
    }
    kinds
}

/// Returns the type that the other keywords of a schema imply.
fn implied_type(at: &Cursor<'_>) -> Option<&'static str> {
    let has = |keys: &[&str]| keys.iter().any(|key| at.has(key));
    let is_text = |list: &[Value]| !list.is_empty() && list.iter().all(Value::is_string);
    if is_union(at) {
        None
    } else if has(&["properties", "additionalProperties"]) {
        Some("object")
    } else if has(&["items"]) {
        Some("array")
    } else {
        is_text(at.list("enum")).then_some("string")
    }
}
