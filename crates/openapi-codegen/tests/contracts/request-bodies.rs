//! Bodies that may be left out, in each form.

use request_bodies::{Client, Error, Prepared, types};

fn client() -> Client {
    Client::new("https://flags.example".parse().unwrap())
}

/// The media type and the text of a body.
fn sent<T>(request: Result<Prepared<T>, Error>) -> (Option<String>, String) {
    let prepared = request.unwrap();
    let request = prepared.request();
    let media = request.header(&"content-type".parse().unwrap());
    (
        media.map(|media| media.to_str().unwrap().to_owned()),
        String::from_utf8(request.body().to_vec()).unwrap(),
    )
}

#[test]
fn a_body_that_is_optional_can_be_left_out() {
    let none = (None, String::new());
    assert_eq!(sent(client().add_flag(None)), none);
    assert_eq!(sent(client().set_flag(None)), none);
    assert_eq!(sent(client().change_flag(None)), none);
    assert_eq!(sent(client().set_image(None)), none);
    assert_eq!(sent(client().set_note(None)), none);
    assert_eq!(sent(client().upload(None)), none);
    assert_eq!(sent(client().count(None)), none);
}

#[test]
fn a_body_is_sent_in_its_form() {
    let flag = types::Flag::new("B");
    let with = |media: &str, text: &str| (Some(media.to_owned()), text.to_owned());
    let json = r#"{"letter":"B"}"#;
    assert_eq!(
        sent(client().add_flag(Some(&flag))),
        with("application/json", json)
    );
    let patch = "application/merge-patch+json";
    assert_eq!(sent(client().set_flag(Some(Some(&flag)))), with(patch, json));
    assert_eq!(sent(client().set_flag(Some(None))), with(patch, "null"));
    assert_eq!(
        sent(client().set_image(Some("abc".into()))),
        with("image/png", "abc")
    );
    assert_eq!(
        sent(client().set_note(Some("hi".to_owned()))),
        with("text/plain", "hi")
    );
    assert_eq!(sent(client().count(Some(3))), with("application/json", "3"));
}
