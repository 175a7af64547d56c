//! From one published contract to the next.

use std::fs;

use crate::scratch::CONTRACT;

use crate::scratch::{Scratch, repository};

/// `scripts/update-history` goes through all of them and compiles what comes out.
#[test]
fn a_revision_leads_to_the_next() {
    let file = |name: &str| {
        let path = repository().join("xtask/tests/fixtures/history").join(name);
        path.to_str().unwrap().to_owned()
    };
    let scratch = Scratch::new();
    let first = fs::read(file("097-2026-03-20.json")).unwrap();
    scratch.write(CONTRACT, first);
    assert_eq!(scratch.run(&["generate", "--lenient"]).result, Ok(0));
    let from = file("138-2026-06-26.json");
    let outcome = scratch.run(&["update", "--from", &from]);
    assert_eq!(outcome.result, Ok(3));
    let (head, _) = outcome.text.split_once('\n').unwrap();
    assert!(head.contains(": this breaks clients: "), "{head}");
    assert!(scratch.read(CONTRACT) == fs::read_to_string(&from).unwrap());
    let check = scratch.run(&["generate", "--lenient", "--check"]);
    assert_eq!(check.result, Ok(0), "{}", check.text);
}
