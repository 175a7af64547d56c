//! Text like that of web pages, identical in every run, cut to a length in JSON.

use anyhow::Result;
use serde_json::json;

/// Paragraphs in one markup language, each with its length in a JSON string. One word in 24 is
/// rare: escaped by JSON, or with several bytes per letter.
pub struct SampleText(Vec<(String, usize)>);

impl SampleText {
    /// Reads paragraphs of Markdown.
    pub fn markdown() -> Result<Self> {
        Self::read(include_str!("../samples/markdown.json"))
    }

    /// Reads paragraphs of HTML.
    pub fn html() -> Result<Self> {
        Self::read(include_str!("../samples/html.json"))
    }

    fn read(paragraphs: &str) -> Result<Self> {
        let paragraphs: Vec<String> = serde_json::from_str(paragraphs)?;
        let with_length = |text: String| {
            let quoted = json!(text).to_string();
            (text, quoted.len() - 2)
        };
        Ok(Self(paragraphs.into_iter().map(with_length).collect()))
    }

    /// Returns a text with an exact length in a JSON string; each seed begins elsewhere.
    pub fn text(&self, seed: usize, json_bytes: usize) -> String {
        let mut text = String::with_capacity(json_bytes);
        let mut left = json_bytes;
        let mut at = seed % self.0.len();
        // A stride of its own for each seed, coprime to the number of paragraphs.
        let stride = 1 + seed % (self.0.len() - 1);
        while let (paragraph, bytes) = &self.0[at]
            && *bytes <= left
        {
            text.push_str(paragraph);
            left -= bytes;
            at = (at + stride) % self.0.len();
        }
        text.extend("and so on ".chars().cycle().take(left));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_takes_exactly_its_bytes_in_json() {
        for paragraphs in [SampleText::markdown().unwrap(), SampleText::html().unwrap()] {
            for (seed, bytes) in [(0, 0), (1, 9), (2, 1_000), (77, 99_321)] {
                let text = paragraphs.text(seed, bytes);
                let json = serde_json::to_string(&text).unwrap();
                assert_eq!(json.len(), bytes + 2, "{seed}");
            }
        }
    }

    #[test]
    fn seeds_differ_and_runs_do_not() {
        let paragraphs = SampleText::markdown().unwrap();
        assert_eq!(
            paragraphs.text(3, 5_000),
            SampleText::markdown().unwrap().text(3, 5_000)
        );
        assert_ne!(paragraphs.text(3, 5_000), paragraphs.text(4, 5_000));
    }

    #[test]
    fn texts_have_characters_that_slow_down_json_parsers() {
        let text = SampleText::markdown().unwrap().text(0, 100_000);
        for piece in ["\n", "\"", "ï", "日"] {
            assert!(text.contains(piece), "{piece}");
        }
    }
}
