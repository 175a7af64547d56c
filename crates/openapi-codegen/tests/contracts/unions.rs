//! Unions with a tag, and what stands beside and around them.

use serde_json::{from_value, json, to_value};
use unions::types::{Beacon, Signal, Station, StationPlace};

/// Reads a value of a type, which is written as it was.
macro_rules! read {
    ($type:ty, $value:expr) => {{
        let value = $value;
        let read: $type = from_value(value.clone()).unwrap();
        assert_eq!(to_value(&read).unwrap(), value);
        read
    }};
}

#[test]
fn a_branch_has_what_is_beside_the_union() {
    let signal = read!(Signal, json!({"kind": "flag", "id": "a", "letter": "B"}));
    let Signal::Flag(flag) = signal else {
        panic!("a flag is a flag");
    };
    assert_eq!((flag.id.as_str(), flag.letter.as_deref()), ("a", Some("B")));
}

#[test]
fn what_extends_a_base_is_a_variant() {
    let backup = json!({"form": "Bell", "depth": 2.5, "tone": "a"});
    let beacon = read!(
        Beacon,
        json!({"form": "lamp", "watts": 60, "backup": backup})
    );
    let Beacon::Lamp(lamp) = beacon else {
        panic!("the mapping has `lamp`");
    };
    assert_eq!(lamp.watts, 60);
    assert!(
        matches!(lamp.backup.as_deref(), Some(Beacon::Bell(bell)) if bell.tone.as_deref() == Some("a"))
    );
    assert!(matches!(
        read!(Beacon, json!({"form": "raft"})),
        Beacon::Unknown(_)
    ));
}

#[test]
fn a_property_of_one_tag_has_all_its_types() {
    for number in [json!("7"), json!(7)] {
        let place = read!(StationPlace, json!({"by": "chart", "number": number}));
        assert!(matches!(place, StationPlace::Chart(chart) if chart.number.is_some()));
    }
}

#[test]
fn what_has_no_tag_keeps_its_values() {
    let log = json!({"first": "x", "second": 2});
    let station = read!(
        Station,
        json!({"watch": {"keeper": "Ada"}, "note": "", "log": log})
    );
    assert_eq!(station.watch.unwrap().keeper.as_deref(), Some("Ada"));
}
