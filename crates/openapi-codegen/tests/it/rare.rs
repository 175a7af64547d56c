//! Fields of responses that an overlay marks as rare.

use serde_json::json;

use crate::collections::code;

#[test]
fn rare_fields_of_a_response_are_grouped_behind_one_pointer() {
    let rare = json!({"type": "string", "x-rare": true});
    let properties = json!({
        "audio": rare,
        "url": {"type": "string", "x-rare": false},
        "images": {"type": "array", "items": {"type": "string"}, "x-rare": true},
        "id": rare,
        "rare": rare
    });
    let (sent, received) = code(&properties, &json!(["id"]));
    for expected in [
        "    pub url: Option<String>,\n",
        "    pub id: String,\n",
        "    pub rare_2: lenient_json::Rare<PostAResponseRare>,\n",
        "Fields that most values lack are in [`PostAResponseRare`].",
        "#[derive(Clone, Debug, Default, PartialEq)]\n#[non_exhaustive]\npub struct PostAResponseRare {\n    \
         /// The value of `audio`.\n    pub audio: Option<String>,\n    \
         /// The value of `images`.\n    pub images: Vec<String>,\n    \
         /// The value of `rare`.\n    pub rare: Option<String>,\n}",
        "PostAResponse { 1 url, 3 id, 5 received } rare = rare_2 : PostAResponseRare { 0 audio, 2 images, 4 rare } extra = extra",
    ] {
        let joined = received.split_whitespace().collect::<Vec<_>>().join(" ");
        let is_there = received.contains(expected) || joined.contains(expected);
        assert!(is_there, "{expected}\n{received}");
    }
    assert!(sent.contains("pub audio: Option<String>,"), "{sent}");
    assert!(!sent.contains("Rare"), "{sent}");
}

#[test]
fn a_response_without_rare_fields_has_no_group() {
    let mark = json!({"type": "string", "x-rare": true});
    for properties in [json!({"url": {"type": "string"}}), json!({"url": mark})] {
        let (_, received) = code(&properties, &json!(["url"]));
        assert!(!received.contains("Rare"), "{received}");
    }
}
