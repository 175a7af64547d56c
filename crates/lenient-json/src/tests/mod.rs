//! The tests of how values travel.

mod any_json;

mod drift;
mod embedded;
mod enums;
mod limits;
mod rare;
mod readers;
mod records;
mod samples;
mod texts;
mod unions;
mod values;

use proptest::test_runner::{Config, RngSeed};

/// The same cases in each run.
fn repeatable(cases: u32) -> Config {
    Config {
        rng_seed: RngSeed::Fixed(0x5eed),
        failure_persistence: None,
        ..Config::with_cases(cases)
    }
}
