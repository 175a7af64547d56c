//! How an operation sends its request, and what it makes of the answer.

use std::fmt;

use reqwest::Url;
use serde::de::DeserializeOwned;

use crate::Client;

// A contract whose operations all list other statuses has no use for some of these.
#[allow(dead_code)]
impl Client {
    /// The address of a path below the API root.
    pub(crate) fn url(&self, path: fmt::Arguments<'_>) -> Url {
        // Host and port were parsed once.
        let mut url = self.baseurl.clone();
        url.set_path(&format!(
            "{}{path}",
            self.baseurl.path().trim_end_matches('/')
        ));
        url
    }
}

/// Reads JSON; bytes that are no UTF-8 become U+FFFD, and what follows a whole value is left alone.
///
/// The text is checked once as a whole, many bytes at a time. `serde_json`
/// would check each string for itself, which takes longer than all the rest
/// where pages are not in English.
///
/// # Errors
///
/// Those of `serde_json`: no JSON, or JSON of another shape than `T`.
///
/// ```
/// let links: Vec<String> = firecrawl_api::read_json(br#"["https://example.com"]"#)?;
/// assert_eq!(links, ["https://example.com"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn read_json<T: DeserializeOwned>(json: &[u8]) -> Result<T, serde_json::Error> {
    let Ok(text) = simdutf8::basic::from_utf8(json) else {
        return read_text(&String::from_utf8_lossy(json));
    };
    read_text(text)
}

fn read_text<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    T::deserialize(&mut reader)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn odd_bytes_cost_no_more_than_themselves() {
        assert_eq!(
            read_json::<Value>(b"[\"a\xffb\", 1]").ok(),
            Some(json!(["a\u{fffd}b", 1]))
        );
        assert!(read_json::<Value>(b"\xff[]").is_err());
    }

    #[test]
    fn what_follows_is_left_alone() {
        assert_eq!(read_json::<u8>(b"7 <!-- proxy -->").ok(), Some(7));
        assert!(read_json::<u8>(b"").is_err());
    }

    #[test]
    fn paths_stay_below_the_root() {
        for root in ["http://localhost:3002/a/v2", "http://localhost:3002/a/v2/"] {
            let http = reqwest::Client::new();
            let client = Client::new_with_client(root.parse().unwrap(), http);
            let id = progenitor_client::encode_path("a/b?c#d é");
            let url = client.url(format_args!("/crawl/{id}/errors"));
            assert_eq!(
                url.as_str(),
                "http://localhost:3002/a/v2/crawl/a%2Fb%3Fc%23d%20%C3%A9/errors"
            );
        }
    }

    proptest! {
        #[test]
        fn text_is_read_as_serde_json_does(text: String) {
            let json = json!({ "text": text }).to_string();
            let expected: Value = serde_json::from_str(&json)?;
            prop_assert_eq!(read_json::<Value>(json.as_bytes())?, expected);
        }
    }
}
