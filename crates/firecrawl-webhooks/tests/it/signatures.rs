//! Signatures: those of the secret are accepted, and no other.

use std::error::Error;

use firecrawl_webhooks::{Event, SIGNATURE_HEADER, Verifier, VerifyErrorKind};
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderValue, StatusCode};
use proptest::collection::vec;
use proptest::prelude::*;
use sha2::Sha256;

const SECRET: &str = "whsec_1";
const BODY: &[u8] =
    br#"{"success":true,"type":"crawl.completed","id":"7","data":[],"metadata":{}}"#;

fn sign(secret: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(body);
    let digest = mac.finalize().into_bytes();
    let digits: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={digits}")
}

fn headers(values: &[&str]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for value in values {
        headers.append(SIGNATURE_HEADER, HeaderValue::from_str(value).unwrap());
    }
    headers
}

fn outcome(verifier: &Verifier, values: &[&str], body: &[u8]) -> Result<Event, VerifyErrorKind> {
    let outcome = verifier.verify(&headers(values), body);
    outcome.map_err(|error| error.kind())
}

#[test]
fn the_signature_of_the_secret_is_accepted() {
    let verifier = Verifier::new(SECRET).unwrap();
    let event = outcome(&verifier, &[&sign(SECRET, BODY)], BODY).unwrap();
    assert!(matches!(&event, Event::CrawlCompleted(_)));
    // RFC 4231, the second case.
    assert_eq!(
        sign("Jefe", b"what do ya want for nothing?"),
        "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
}

#[test]
fn one_right_signature_of_several_is_enough() {
    let verifier = Verifier::new("old").unwrap().or_secret(SECRET).unwrap();
    let right = sign(SECRET, BODY);
    let other = sign("another", BODY);
    for values in [
        vec![&*right],
        vec![&*other, &*right],
        vec![&*format!("{other}, {right}")],
        vec![&*format!("v1=x ,{right},")],
        vec![&*sign("old", BODY)],
    ] {
        assert!(outcome(&verifier, &values, BODY).is_ok(), "{values:?}");
    }
    let wrong = Err(VerifyErrorKind::WrongSignature);
    assert_eq!(outcome(&verifier, &[&other], BODY), wrong);
}

#[test]
fn each_fault_has_its_kind() {
    let verifier = Verifier::new(SECRET).unwrap();
    let right = sign(SECRET, BODY);
    let digits = &right["sha256=".len()..];
    let malformed = VerifyErrorKind::MalformedSignature;
    for (values, kind) in [
        (vec![], VerifyErrorKind::MissingSignature),
        (vec![""], VerifyErrorKind::MissingSignature),
        (vec![" , "], VerifyErrorKind::MissingSignature),
        (vec![digits], malformed),
        (vec![&*right.to_uppercase()], malformed),
        (
            vec![&*format!("sha256={}", digits.to_uppercase())],
            malformed,
        ),
        (vec![&right[..right.len() - 1]], malformed),
        (vec![&*format!("{right}0")], malformed),
        (vec!["sha256="], malformed),
        (vec![&*format!("sha1={digits}")], malformed),
        (
            vec![&*sign("whsec_2", BODY)],
            VerifyErrorKind::WrongSignature,
        ),
    ] {
        assert_eq!(outcome(&verifier, &values, BODY), Err(kind), "{values:?}");
    }
    let latin = HeaderValue::from_bytes(b"sha256=\xfc").unwrap();
    let latin = HeaderMap::from_iter([(SIGNATURE_HEADER, latin)]);
    assert_eq!(verifier.verify(&latin, BODY).unwrap_err().kind(), malformed);
    let no_json = b"[]";
    let error = verifier.verify(&headers(&[&sign(SECRET, no_json)]), no_json);
    let error = error.unwrap_err();
    assert_eq!(error.kind(), VerifyErrorKind::MalformedBody);
    assert_eq!(error.status(), StatusCode::BAD_REQUEST);
}

#[test]
fn the_size_is_checked_before_the_signature() {
    let verifier = Verifier::new(SECRET).unwrap().max_body(BODY.len() - 1);
    let error = verifier.verify(&headers(&[]), BODY).unwrap_err();
    assert_eq!(error.kind(), VerifyErrorKind::BodyTooLarge);
    assert_eq!(error.status(), StatusCode::PAYLOAD_TOO_LARGE);
    let verifier = verifier.max_body(BODY.len());
    assert!(outcome(&verifier, &[&sign(SECRET, BODY)], BODY).is_ok());
}

#[test]
fn an_empty_secret_is_an_error() {
    let error = Verifier::new("").unwrap_err();
    assert_eq!(error.kind(), VerifyErrorKind::EmptySecret);
    assert!(Verifier::unsigned().or_secret("").is_err());
}

#[test]
fn without_a_secret_everything_is_read() {
    let verifier = Verifier::unsigned();
    for values in [vec![], vec!["sha256=x"]] {
        assert!(outcome(&verifier, &values, BODY).is_ok());
    }
}

#[test]
fn no_secret_is_shown() {
    let secret = "whsec_distinctive_5b1f";
    let verifier = Verifier::new(secret).unwrap();
    assert_eq!(
        format!("{verifier:?}"),
        "Verifier { secrets: 1, max_body: 67108864, .. }"
    );
    let body = br#"{"type":"crawl.page","id":["distinctive_text"]"#;
    let right = sign(secret, body);
    let wrong = sign("another_distinctive_secret", body);
    let faults = [right.as_str(), &wrong, &wrong[..70], "sha1=distinctive", ""];
    for signature in faults {
        let error = verifier.verify(&headers(&[signature]), body).unwrap_err();
        let mut shown = format!("{error:?} {error:#?}");
        let mut next: Option<&dyn Error> = Some(&error);
        while let Some(error) = next {
            shown.push_str(&format!(" {error} {error:?}"));
            next = error.source();
        }
        assert!(!shown.contains("distinctive"), "{shown}");
        for digits in [&right[7..], &wrong[7..]] {
            // Not even a part of one.
            let mut parts = (0..=digits.len() - 8).map(|at| &digits[at..at + 8]);
            assert!(!parts.any(|part| shown.contains(part)), "{shown}");
        }
    }
}

#[test]
fn every_changed_bit_is_refused() {
    let verifier = Verifier::new(SECRET).unwrap();
    let signature = sign(SECRET, BODY);
    for bit in 0..BODY.len() * 8 {
        let mut changed = BODY.to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        let outcome = outcome(&verifier, &[&signature], &changed);
        assert_eq!(outcome, Err(VerifyErrorKind::WrongSignature), "bit {bit}");
    }
    for bit in 0..signature.len() * 8 {
        let mut changed = signature.clone().into_bytes();
        changed[bit / 8] ^= 1 << (bit % 8);
        // A byte that no header can have never gets here.
        if let Ok(value) = HeaderValue::from_bytes(&changed) {
            let headers = HeaderMap::from_iter([(SIGNATURE_HEADER, value)]);
            assert!(verifier.verify(&headers, BODY).is_err(), "bit {bit}");
        }
    }
}

proptest! {
    #[test]
    fn every_changed_bit_of_any_body_is_refused(
        body in vec(any::<u8>(), 1..200), bit in any::<prop::sample::Index>(), secret in ".{1,80}"
    ) {
        let verifier = Verifier::new(&secret).unwrap();
        let signature = sign(&secret, &body);
        let kind = |body: &[u8]| outcome(&verifier, &[&signature], body).err();
        prop_assert_ne!(kind(&body), Some(VerifyErrorKind::WrongSignature));
        let mut changed = body.clone();
        let bit = bit.index(body.len() * 8);
        changed[bit / 8] ^= 1 << (bit % 8);
        prop_assert_eq!(kind(&changed), Some(VerifyErrorKind::WrongSignature));
    }

    #[test]
    fn nothing_panics(
        body in vec(any::<u8>(), 0..200), values in vec(vec(any::<u8>(), 0..90), 0..4)
    ) {
        let mut headers = HeaderMap::new();
        for value in values {
            if let Ok(value) = HeaderValue::from_bytes(&value) {
                headers.append(SIGNATURE_HEADER, value);
            }
        }
        let verifier = Verifier::new(SECRET).unwrap();
        prop_assert!(verifier.verify(&headers, &body).is_err());
        let _ = Verifier::unsigned().verify(&headers, &body);
    }

    #[test]
    fn no_text_panics(text in r#"[\{\}\[\]":,a-z0-9\\ ]{0,60}"#) {
        if let Ok(event) = Verifier::unsigned().verify(&HeaderMap::new(), text) {
            let _ = (event.id(), event.event_type(), event.key(), event.job());
        }
    }
}
