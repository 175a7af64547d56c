//! Hostile bodies in response to every method.
//!
//! Each gives a value, or an error that names its operation and shows neither page nor key.

use std::sync::{Arc, Mutex};

use contract_testing::instances::Generator;
use firecrawl_client::{Client, ErrorKind, RetryPolicy};
use serde_json::Value;

use super::called::least;
use super::contract::Contract;
use super::hostile_bodies::{PAGE, hostile, with_page};
use super::table::{ROWS, Trouble};
use crate::setup::{Hurry, KEY};
use crate::wire::{Act, Wire, json};

/// The hostile bodies in response to each method.
const BODIES: usize = 16;

#[tokio::test]
async fn hostile_bodies_are_values_or_errors_with_their_operation() {
    let contract = Contract::vendored();
    let body: Arc<Mutex<Vec<u8>>> = Arc::default();
    let served = Arc::clone(&body);
    let wire = Wire::start(move |_| Act::Answer(json(&*served.lock().unwrap()))).await;
    let client = Client::builder()
        .base_url(wire.url())
        .key(KEY)
        .retry(RetryPolicy::off())
        .clock(Hurry::default())
        .build()
        .unwrap();
    let mut errors = 0;
    for row in ROWS.iter() {
        let Some(schema) = contract.answer_schema(row.operation) else {
            continue;
        };
        let operation = contract.operations.iter();
        let operation = operation.clone().find(|known| known.id == row.operation);
        let mut generator = Generator::new(&format!("{} hostile", row.operation));
        for _ in 0..BODIES {
            let mut good = generator.instance(&schema);
            with_page(&mut good, &mut generator);
            if let Some(fields) = good.as_object_mut() {
                fields.insert("newField".to_owned(), Value::from(KEY));
            }
            *body.lock().unwrap() = hostile(&good, &mut generator);
            let called = (row.call)(client.clone(), least(&contract, row)).await;
            let Err(Trouble::Failed(error)) = called else {
                assert!(called.is_ok(), "{called:?}");
                continue;
            };
            errors += 1;
            let shown = format!("{error} {error:?} {:?}", error.details());
            assert!(!shown.contains(KEY), "{}: {shown}", row.operation);
            assert!(!shown.contains(PAGE), "{}: {shown}", row.operation);
            let route = operation.map(|known| known.route.as_str());
            assert_eq!(error.operation(), route, "{error}");
            let message = error.message();
            let says_where = message.contains("at `")
                || message.contains("not complete JSON")
                || message.contains("is empty")
                || message.contains("lacks the value");
            assert!(error.kind() != ErrorKind::Decode || says_where, "{error}");
        }
    }
    assert!(errors > 100, "{errors} errors");
}
