//! Records come from text, bytes, readers and values, and inside other types.

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::samples::{Hit, Page};

#[test]
fn a_record_inside_a_derived_struct_shares_its_object() {
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Envelope {
        success: bool,
        #[serde(flatten)]
        page: Page,
        next: Option<String>,
    }
    let sent = json!({
        "success": true, "status": "scraping", "creditsUsed": 2.0, "links": [1, null], "next": "n",
        "x": {"y": [null]}, "hit": {"url": "u"}, "hits": [{"url": "u"}, {}],
    });
    for envelope in [
        serde_json::from_value::<Envelope>(sent.clone()).unwrap(),
        serde_json::from_str(&sent.to_string()).unwrap(),
        serde_json::from_reader(sent.to_string().as_bytes()).unwrap(),
    ] {
        assert_eq!(envelope.page.credits_used, Some(2));
        assert_eq!(envelope.page.extra["links"], json!([1, null]));
        assert_eq!(envelope.page.hit.as_ref().unwrap().url, "u");
        assert!(!envelope.page.extra.contains_key("next"));
        let mut settled = sent.clone();
        settled["creditsUsed"] = json!(2);
        assert_eq!(serde_json::to_value(&envelope).unwrap(), settled);
    }
}

#[test]
fn a_failure_inside_a_flattened_record_is_reported() {
    #[derive(Debug, Deserialize)]
    struct Envelope {
        #[serde(flatten)]
        _hit: Hit,
    }
    let error = serde_json::from_str::<Envelope>("{}")
        .unwrap_err()
        .to_string();
    assert!(error.starts_with("Hit: field `url` is missing"), "{error}");
}

#[test]
fn a_megabyte_of_text_passes_through_a_reader() {
    let text = "# Heading\n\"quoted\" \u{1f980}\n".repeat(40_000);
    let sent = json!({"title": text, "links": [text], "hit": {"url": text}}).to_string();
    assert!(sent.len() > 3_000_000);
    let page: Page = serde_json::from_reader(sent.as_bytes()).unwrap();
    assert_eq!(page.title.unwrap().first(), Some(&text));
    assert_eq!(page.links.unwrap(), [text.as_str()]);
    assert_eq!(page.hit.unwrap().url, text);
    assert!(page.extra.is_empty());
}

/// Passes every call on through types of its own, as crates that track the
/// path of an error do.
struct Wrapped<T>(T);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Wrapped<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(Wrapped(visitor))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
        ignored_any
    }
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Wrapped<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.expecting(f)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        Wrapped(MapAccessDeserializer::new(Wrapped(map)))
            .0
            .deserialize_any(self.0)
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Wrapped<A> {
    type Error = A::Error;

    fn next_key_seed<K: serde::de::DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        self.0.next_key_seed(seed)
    }

    fn next_value_seed<V: serde::de::DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, A::Error> {
        self.0.next_value_seed(seed)
    }
}

#[test]
fn wrapping_deserializers_see_the_same_record() {
    let sent = json!({"status": "scraping", "pages": [{"score": 2}], "x": [1], "hit": 1});
    let page = Page::deserialize(Wrapped(sent.clone())).unwrap();
    assert_eq!(page, serde_json::from_value::<Page>(sent).unwrap());
    let empty = Page::deserialize(Wrapped(Value::Object(Default::default()))).unwrap();
    assert_eq!(empty, Page::default());
}
