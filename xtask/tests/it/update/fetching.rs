//! `cargo xtask update` from an address.

use crate::scratch::{CONTRACT, LOCK};

use super::next::{translated, with_prose};
use super::server::{Server, answer};
use crate::scratch::{Scratch, contract};

const ETAG: &str = "ETag: \"v2\"";

#[test]
fn what_is_taken_from_an_address_is_not_fetched_again() {
    let scratch = Scratch::new();
    let mut next = contract();
    next["components"]["schemas"]["ScrapeOptions"]["properties"]["moonPhase"] =
        serde_json::json!({"type": "string"});
    let text = with_prose(next, "Words.").to_string();
    let server = Server::answering([
        answer(
            "200 OK",
            &[ETAG, "Last-Modified: Fri, 21 Aug 2026 07:28:00 GMT"],
            &text,
        ),
        answer("304 Not Modified", &[ETAG], ""),
        answer("304 Not Modified", &[ETAG], ""),
        answer("200 OK", &[], &text),
    ]);
    let address = server.address.clone();
    let with_name = address.replace("http://", "http://user:secret@");

    let taken = scratch.run(&["update", "--from", &with_name, "--keep-prose"]);
    assert_eq!(taken.result, Ok(3), "{}", taken.text);
    assert!(taken.text.starts_with(&format!("{address}: ")));
    assert!(scratch.read(CONTRACT) == text, "not byte for byte");
    let lock = scratch.read(LOCK);
    assert!(
        lock.contains(&format!(
            "source = \"{address}\"\npublished = \"2026-08-21\"\n"
        )),
        "{lock}"
    );
    assert!(lock.contains("etag = '\"v2\"'\n"), "{lock}");
    assert_eq!(scratch.run(&["generate", "--check"]).result, Ok(0));

    // The address is that of the lock now.
    for words in [&["update"][..], &["update", "--from", &address]] {
        let unchanged = scratch.run(words);
        assert_eq!(unchanged.result, Ok(0), "{words:?}");
        assert_eq!(
            unchanged.text,
            format!("{address}: no change since the last update, according to the server\n")
        );
    }
    // With another contract than the one of the ETag, all is fetched.
    scratch.edit(CONTRACT, "Words.", "Other words.");
    let fetched = scratch.run(&["update"]);
    assert_eq!(fetched.result, Ok(0), "{:?}", fetched.result);

    let requests = server.requests();
    let asked = |request: &String| request.to_lowercase().contains("if-none-match: \"v2\"");
    let asked: Vec<bool> = requests.iter().map(asked).collect();
    assert_eq!(asked, [false, true, true, false]);
    assert!(requests[0].contains("GET /v2-openapi.json "));
}

#[test]
fn a_redirect_is_followed() {
    let scratch = Scratch::new();
    let before = scratch.tree();
    let server = Server::answering([
        answer("302 Found", &["Location: /elsewhere.json"], ""),
        answer("200 OK", &[], translated().to_string()),
    ]);
    let outcome = scratch.run(&["update", "--from", &server.address]);
    assert_eq!(outcome.result, Ok(0));
    assert!(server.requests()[1].starts_with("GET /elsewhere.json "));
    assert!(scratch.tree() == before, "no change wrote something");
}
