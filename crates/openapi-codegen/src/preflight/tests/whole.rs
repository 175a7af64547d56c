//! Contracts as a whole.

use serde_json::json;

use super::{faults, vendored, with_schemas};

#[test]
fn the_vendored_contract_has_no_fault() {
    let found: Vec<String> = faults(&vendored())
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn the_first_fault_tells_how_many_others_there_are() {
    let broken = with_schemas(json!({"A": {"type": "x"}, "B": {"type": "y"}, "C": {"type": "z"}}));
    assert_eq!(
        super::super::check_contract(&broken)
            .unwrap_err()
            .to_string(),
        "/components/schemas/A/type: unknown type `x` (and 2 more); \
         use string, number, integer, boolean, array or object"
    );
}
