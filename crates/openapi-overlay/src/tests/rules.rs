//! One test for each rule of an action.

use serde_json::{Value, json};

use super::{overlay, text};
use crate::{Applied, Overlay, Reason};

/// Applies the actions; the document must change to what is expected.
#[track_caller]
pub(super) fn gives(doc: Value, actions: Value, expected: Value) -> Applied {
    let mut changed = doc;
    let applied = overlay(actions).apply(&mut changed).unwrap();
    assert_eq!(text(&changed), text(&expected));
    applied
}

/// Applies the actions; they must fail with this message and leave the document alone.
#[track_caller]
pub(super) fn fails(doc: Value, actions: Value, message: &str) {
    let mut changed = doc.clone();
    let error = overlay(actions).apply(&mut changed).unwrap_err();
    assert_eq!(error.to_string(), message);
    assert_eq!(text(&changed), text(&doc));
}

#[test]
fn a_target_that_matches_nothing_is_stale() {
    fails(
        json!({"a": 1}),
        json!([{
            "target": "$.b",
            "description": "Adds the field that the answers carry.\nMore.",
            "update": {"c": 1},
        }]),
        "overlay.json: /actions/0/target: action 0 \"Adds the field that the answers carry.\" on \
         $.b: the target matches nothing; upstream fixed this: delete the action, or mark it \
         x-optional",
    );
}

#[test]
fn an_update_that_changes_nothing_is_stale() {
    fails(
        json!({"a": {"b": 1, "c": ["x", "y"]}}),
        json!([{"target": "$.a", "update": {"c": ["y"], "b": 1}}]),
        "overlay.json: /actions/0/update: action 0 on $.a: it changes nothing, the document \
         already has this value; upstream fixed this: delete the action, or mark it x-optional",
    );
}

#[test]
fn an_update_that_changes_one_of_its_targets_is_not_stale() {
    gives(
        json!({"a": {"b": 1}, "c": {}}),
        json!([{"target": "$.*", "update": {"b": 1}}]),
        json!({"a": {"b": 1}, "c": {"b": 1}}),
    );
}

#[test]
fn a_removal_that_is_put_back_unchanged_is_stale() {
    let swap = json!([
        {"target": "$.a.type", "remove": true},
        {"target": "$.a", "update": {"type": ["string", "null"]}},
    ]);
    gives(
        json!({"a": {"type": "string"}}),
        swap.clone(),
        json!({"a": {"type": ["string", "null"]}}),
    );
    fails(
        json!({"a": {"type": ["string", "null"], "title": "A"}}),
        swap,
        "overlay.json: /actions/0/remove: action 0 on $.a.type: action 1 restores the removed value \
         unchanged; upstream fixed this: delete both actions, or mark this one x-optional",
    );
}

#[test]
fn a_removal_may_be_put_back_with_what_holds_it() {
    let mut doc = json!({"a": {"type": "string", "old": 1}});
    let applied = overlay(json!([
        {"target": "$.a.type", "remove": true},
        {"target": "$.x", "remove": true},
        {"target": "$.a", "remove": true},
        {"target": "$", "update": {"a": {"type": "string"}}},
    ]))
    .apply_lenient(&mut doc);
    let reported: Vec<_> = applied
        .stale
        .into_iter()
        .map(|stale| (stale.index, stale.reason))
        .collect();
    assert_eq!(
        reported,
        [(0, Reason::PutBack { by: 3 }), (1, Reason::NoMatch)]
    );
}

#[test]
fn an_optional_action_may_be_stale() {
    let applied = gives(
        json!({"a": {"b": 1}}),
        json!([
            {"target": "$.x", "remove": true, "x-optional": true},
            {"target": "$.a", "update": {"b": 1}, "x-optional": true},
            {"target": "$.a.b", "remove": true, "x-optional": true},
            {"target": "$.a", "update": {"b": 1}},
        ]),
        json!({"a": {"b": 1}}),
    );
    let actions: Vec<_> = applied
        .touched
        .iter()
        .map(|touched| touched.action)
        .collect();
    assert_eq!(actions, [2, 3]);
}

#[test]
fn an_optional_action_may_not_break() {
    fails(
        json!({"a": {"b": 1}}),
        json!([{"target": "$.a", "update": {"b": ["1"]}, "x-optional": true}]),
        "overlay.json: /actions/0/update: action 0 on $.a: it would replace the number at /a/b by \
         a value of type array; the document has changed here: adapt the action, or remove the \
         value first",
    );
}

#[test]
fn x_optional_must_be_a_boolean() {
    let error = Overlay::parse(
        "overlay.json",
        r#"{"overlay": "1.1.0", "info": {"title": "t", "version": "1"},
            "actions": [{"target": "$", "update": {}, "x-optional": "true"}]}"#,
    )
    .unwrap_err();
    assert_eq!(error.pointer(), Some("/actions/0/x-optional"));
}

#[test]
fn a_scalar_replaces_any_scalar_and_nothing_else_another_kind() {
    let kinds = json!({
        "null": null, "boolean": true, "number": 1, "string": "s", "array": [1], "object": {"k": 1},
    });
    for (given, update) in kinds.as_object().unwrap() {
        for (found, target) in kinds.as_object().unwrap() {
            let mut doc = json!({"at": target});
            let applied =
                overlay(json!([{"target": "$", "update": {"at": update}}])).apply_lenient(&mut doc);
            let is_scalar = |value: &Value| !value.is_object() && !value.is_array();
            let scalars = is_scalar(update) && is_scalar(target);
            let reasons: Vec<_> = applied.stale.iter().map(|stale| &stale.reason).collect();
            match reasons[..] {
                [] => assert!(given != found && scalars, "{given} over {found}"),
                [Reason::NoChange] => assert_eq!(given, found),
                [Reason::OtherKind { .. }] => {
                    assert!(given != found && !scalars, "{given} over {found}")
                }
                _ => panic!("{given} over {found}: {applied:?}"),
            }
            let result = if scalars { update } else { target };
            assert_eq!(&doc["at"], result, "{given} over {found}");
        }
    }
}

#[test]
fn integers_and_floats_are_one_kind() {
    gives(
        json!({"a": 1}),
        json!([{"target": "$.a", "update": 1.5}]),
        json!({"a": 1.5}),
    );
}

#[test]
fn a_target_selected_twice_is_changed_once() {
    gives(
        json!({"a": [1]}),
        json!([{"target": "$['a', 'a', 'a']", "update": 2}]),
        json!({"a": [1, 2]}),
    );
}

#[test]
fn a_target_within_a_target_is_changed_too() {
    gives(
        json!({"a": {"n": {"a": {}}}}),
        json!([{"target": "$..a", "update": {"x": 1}}]),
        json!({"a": {"n": {"a": {"x": 1}}, "x": 1}}),
    );
}

#[test]
fn removals_work_from_the_back_whatever_order_the_query_has() {
    gives(
        json!({"a": [0, 1, 2, 3, 4, [5, 6]]}),
        json!([{"target": "$.a[5, 0, 3, -4]", "remove": true}, {"target": "$.a[::-1]", "remove": true}]),
        json!({"a": []}),
    );
    gives(
        json!({"a": {"a": [{"a": 1}, {"b": 2}]}, "c": {"a": 1}}),
        json!([{"target": "$..a", "remove": true}]),
        json!({"c": {}}),
    );
}

#[test]
fn a_removal_keeps_the_order_of_the_other_members() {
    gives(
        json!({"a": 1, "b": 2, "c": 3, "d": 4}),
        json!([{"target": "$.b", "remove": true}]),
        json!({"a": 1, "c": 3, "d": 4}),
    );
}

#[test]
fn a_copy_into_its_own_source_uses_the_source_as_it_was() {
    gives(
        json!({"a": {"b": {}, "c": 1}}),
        json!([{"target": "$.a.b", "copy": "$.a"}]),
        json!({"a": {"b": {"b": {}, "c": 1}, "c": 1}}),
    );
}

#[test]
fn touched_names_every_place_that_changed() {
    let applied = gives(
        json!({"a/b": {"c": 1, "l": [1], "m": {}}, "d": [1, 2], "~": 0}),
        json!([
            {"target": "$['a/b']", "update": {"c": 2, "l": [1, 2, 3], "m": {"n": {"o": 1}}}},
            {"target": "$.d[*]", "remove": true},
            {"target": "$['~']", "update": 1},
        ]),
        json!({"a/b": {"c": 2, "l": [1, 2, 3], "m": {"n": {"o": 1}}}, "d": [], "~": 1}),
    );
    let pointers: Vec<_> = applied
        .touched
        .iter()
        .flat_map(|touched| &touched.pointers)
        .collect();
    assert_eq!(
        pointers,
        [
            "/a~1b/c",
            "/a~1b/l/1",
            "/a~1b/l/2",
            "/a~1b/m/n",
            "/d/1",
            "/d/0",
            "/~0"
        ]
    );
}

#[test]
fn one_error_lists_every_action_that_does_not_apply() {
    fails(
        json!({"a": {"b": 1}, "z": [1]}),
        json!([
            {"target": "$.a", "update": {"new": 1}},
            {"target": "$.x", "description": "First", "remove": true},
            {"target": "$.z[0]", "remove": true},
            {"target": "$.a", "description": "Second", "update": {"b": {}}},
        ]),
        "overlay.json: /actions: 2 actions do not apply:\n  \
         /actions/1/target: action 1 \"First\" on $.x: the target matches nothing; upstream fixed \
         this: delete the action, or mark it x-optional\n  \
         /actions/3/update: action 3 \"Second\" on $.a: it would replace the number at /a/b by a \
         value of type object; the document has changed here: adapt the action, or remove the \
         value first",
    );
}

#[test]
fn a_lenient_run_skips_and_reports() {
    let mut doc = json!({"a": {"b": 1}, "c": {"b": ["text"]}});
    let applied = overlay(json!([
        {"target": "$.x", "remove": true},
        {"target": "$.*", "update": {"new": 1, "b": 2}},
        {"target": "$.a", "update": {"b": 1}},
        {"target": "$.a", "copy": "$.nowhere"},
        {"target": "$.a", "update": {"last": true}},
    ]))
    .apply_lenient(&mut doc);
    assert_eq!(
        text(&doc),
        text(&json!({"a": {"b": 1, "last": true}, "c": {"b": ["text"]}}))
    );
    let reported: Vec<_> = applied
        .stale
        .iter()
        .map(|stale| (stale.pointer(), stale.reason.is_fixed_upstream()))
        .collect();
    assert_eq!(
        reported,
        [
            ("/actions/0/target".to_owned(), true),
            ("/actions/1/update".to_owned(), false),
            ("/actions/2/update".to_owned(), true),
            ("/actions/3/copy".to_owned(), false),
        ]
    );
    assert_eq!(
        applied.stale[0].to_string(),
        "action 0 on $.x: the target matches nothing; upstream fixed this: delete the action, or \
         mark it x-optional"
    );
}

#[test]
fn a_long_description_is_cut_between_characters() {
    let mut doc = json!({});
    let applied = overlay(json!([{
        "target": "$.x", "remove": true, "description": "ä".repeat(200),
    }]))
    .apply_lenient(&mut doc);
    let message = applied.stale[0].to_string();
    assert!(
        message.contains(&format!("\"{}…\"", "ä".repeat(72))),
        "{message}"
    );
}

#[test]
fn what_the_file_says_can_be_read_back() {
    let overlay = Overlay::parse(
        "openapi/overlay.json",
        r#"{"overlay": "1.1.3", "info": {"title": "Faults", "version": "7", "x-by": 1},
            "extends": "v2-openapi.json", "x-any": null,
            "actions": [{"target": "$", "update": {}, "description": "Why",
                         "x-evidence": "R 088", "x-optional": true}]}"#,
    )
    .unwrap();
    assert_eq!(overlay.file(), "openapi/overlay.json");
    assert_eq!(overlay.title(), "Faults");
    assert_eq!(overlay.version(), "7");
    assert_eq!(overlay.extends(), Some("v2-openapi.json"));
    let [action] = overlay.actions() else {
        panic!("one action");
    };
    assert_eq!(action.target(), "$");
    assert_eq!(action.description(), Some("Why"));
    assert!(action.is_optional());
    assert_eq!(action.extension("x-evidence"), Some(&json!("R 088")));
    assert_eq!(action.extensions().len(), 2);
}

#[test]
fn text_that_is_not_json_is_refused_with_its_line() {
    let error = Overlay::parse("overlay.json", "{\n  \"overlay\": }").unwrap_err();
    assert_eq!(
        error.to_string(),
        "overlay.json: not JSON: expected value at line 2 column 14; correct the file or fetch it \
         again"
    );
}

#[test]
fn a_removal_has_no_other_effect() {
    for version in ["1.0.0", "1.1.0"] {
        let text = json!({
            "overlay": version,
            "info": {"title": "t", "version": "1"},
            "actions": [{"target": "$.a", "update": {"b": 2}, "remove": true}],
        });
        let mut doc = json!({"a": {"b": 1}, "c": 1});
        let overlay = Overlay::parse("overlay.json", &text.to_string()).unwrap();
        overlay.apply(&mut doc).unwrap();
        assert_eq!(doc, json!({"c": 1}));
    }
    gives(
        json!({"a": 1, "b": 2}),
        json!([{"target": "$.a", "copy": "$.b", "remove": true}]),
        json!({"b": 2}),
    );
    gives(
        json!({"a": 1}),
        json!([{"target": "$.a", "update": 2, "remove": false}]),
        json!({"a": 2}),
    );
}

#[test]
fn update_and_copy_cancel_each_other() {
    let actions = json!([
        {"target": "$.a", "update": 2, "copy": "$.b"},
        {"target": "$.b", "update": 3},
    ]);
    let mut doc = json!({"a": 1, "b": 1});
    let applied = overlay(actions).apply_lenient(&mut doc);
    assert_eq!(doc, json!({"a": 1, "b": 3}));
    assert_eq!(applied.stale.len(), 1);
    assert_eq!(applied.stale[0].reason, Reason::UpdateAndCopy);
}

#[test]
fn an_action_without_an_effect_is_reported_and_the_others_apply() {
    let actions = json!([
        {"target": "$.a"},
        {"target": "$.a", "remove": false, "x-optional": true},
        {"target": "$.a", "update": 2},
    ]);
    let mut doc = json!({"a": 1});
    let applied = overlay(actions.clone()).apply_lenient(&mut doc);
    assert_eq!(doc, json!({"a": 2}));
    let reasons: Vec<_> = applied
        .stale
        .iter()
        .map(|stale| (stale.index, &stale.reason))
        .collect();
    assert_eq!(reasons, [(0, &Reason::NoEffect), (1, &Reason::NoEffect)]);
    fails(
        json!({"a": 1}),
        json!([{"target": "$.a", "description": "Forgotten"}]),
        "overlay.json: /actions/0: action 0 \"Forgotten\" on $.a: it has no effect; give it update, \
         copy or remove: true",
    );
}

#[test]
fn texts_numbers_and_entries_of_lists_are_targets() {
    gives(
        json!({"info": {"title": "a", "version": "1"}, "tags": ["a", "b"], "x": null}),
        json!([
            {"target": "$.info.title", "update": "b"},
            {"target": "$.info.version", "update": 2},
            {"target": "$.tags[?@ == 'a']", "remove": true},
            {"target": "$.tags[0]", "update": "c"},
            {"target": "$.x", "update": false},
            {"target": "$.info.version", "copy": "$.info.title"},
        ]),
        json!({"info": {"title": "b", "version": "b"}, "tags": ["c"], "x": false}),
    );
}

#[test]
fn an_overlay_may_be_yaml() {
    let text = "\
overlay: 1.1.0
info:
  title: Corrections
  version: 1.0.0
extends: ./lighthouse.yaml
actions:
  - target: $.paths['/lamps'].get.responses
    description: The service sends this too.
    update:
      404: {description: ''}
";
    let overlay = Overlay::parse("fixes.overlay.yaml", text).unwrap();
    assert_eq!(overlay.extends(), Some("./lighthouse.yaml"));
    let mut doc = json!({"paths": {"/lamps": {"get": {"responses": {"200": {}}}}}});
    overlay.apply(&mut doc).unwrap();
    assert_eq!(
        doc["paths"]["/lamps"]["get"]["responses"],
        json!({"200": {}, "404": {"description": ""}})
    );
    let error = Overlay::parse("fixes.yaml", "overlay: 1.1.0\noverlay: 1.1.0\n").unwrap_err();
    assert!(
        error
            .to_string()
            .contains("/overlay: duplicate key `overlay` in line 2")
    );
}
