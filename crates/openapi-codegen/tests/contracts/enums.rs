//! Enums of texts and of other values.

use enums::types::{Tide, TideState, TideTurn};
use serde_json::json;

#[test]
fn values_of_each_kind_are_read_and_written() {
    let value = json!({
        "hours": 6, "spring": true, "height": 1.5, "mixed": 1, "state": "rising", "turn": "ebb",
        "letters": ["", "a", "A", "a-", "1", "+1", "-1", "é", "z"]
    });
    let tide: Tide = serde_json::from_value(value.clone()).unwrap();
    assert_eq!((tide.hours, tide.spring, tide.height), (6, true, Some(1.5)));
    assert_eq!(tide.mixed, Some(json!(1)));
    assert_eq!(tide.turn, Some(TideTurn::Ebb));
    assert_eq!(serde_json::to_value(&tide).unwrap(), value);
}

#[test]
fn an_enum_that_can_be_null_can_be_cleared() {
    let tide = Tide::new(6, true, Some(json!("low"))).state(TideState::Falling);
    let expected = json!({"hours": 6, "spring": true, "mixed": "low", "state": "falling"});
    assert_eq!(serde_json::to_value(tide).unwrap(), expected);
    let cleared = Tide::new(6, true, Some(json!(true))).clear_state();
    let expected = json!({"hours": 6, "spring": true, "mixed": true, "state": null});
    assert_eq!(serde_json::to_value(cleared).unwrap(), expected);
}
