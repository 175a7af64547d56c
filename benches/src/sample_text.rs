//! Text like that of web pages, identical in every run, cut to a length in JSON.

/// The number of paragraphs to choose from.
const PARAGRAPHS: usize = 61;

const WORDS: [&str; 36] = [
    "the", "page", "of", "weather", "and", "a", "river", "crosses", "old", "town", "with",
    "bridges", "which", "were", "built", "in", "stone", "market", "every", "morning", "from",
    "there", "to", "station", "trains", "leave", "at", "noon", "by", "ship", "across", "bay",
    "again", "long", "before", "winter",
];

/// One word in this many is rare: escaped by JSON, or with several bytes per letter.
const RARE_EVERY: u32 = 24;

const RARE: [&str; 6] = ["café", "naïve", "–", "“quoted”", "日本語", "\"plain\""];

/// Paragraphs in one markup language.
pub struct SampleText {
    paragraphs: Vec<Paragraph>,
}

struct Paragraph {
    text: String,
    /// The length of the text once JSON has escaped it.
    json_bytes: usize,
}

impl SampleText {
    /// Creates paragraphs of Markdown.
    pub fn markdown() -> Self {
        Self::new(|number, words| match number % 5 {
            0 => format!("## Part {number} {}\n\n", words(4)),
            1 => format!(
                "{}: [{}](https://docs.example.com/{number} \"{}\").\n\n",
                words(20),
                words(3),
                words(2)
            ),
            2 => format!("- {}\n- {}\n- {}\n\n", words(9), words(7), words(11)),
            _ => format!("{}.\n{}.\n\n", words(40), words(35)),
        })
    }

    /// Creates paragraphs of HTML.
    pub fn html() -> Self {
        Self::new(|number, words| match number % 4 {
            0 => format!("<h2 id=\"part-{number}\">{}</h2>\n", words(4)),
            1 => format!(
                "<p class=\"lead\">{} <a href=\"https://docs.example.com/{number}\">{}</a></p>\n",
                words(20),
                words(3)
            ),
            2 => format!(
                "<ul>\n\t<li>{}</li>\n\t<li>{}</li>\n</ul>\n",
                words(9),
                words(11)
            ),
            _ => format!("<p>{}</p>\n", words(70)),
        })
    }

    fn new(paragraph: impl Fn(usize, &mut dyn FnMut(usize) -> String) -> String) -> Self {
        // A linear congruential generator is random enough for text.
        let mut state = 0x2545_f491_u32;
        let mut next = move || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 16
        };
        let mut words = |count: usize| {
            let mut text = String::new();
            for index in 0..count {
                if index > 0 {
                    text.push(' ');
                }
                let choice = next() as usize;
                text.push_str(if next() % RARE_EVERY == 0 {
                    RARE[choice % RARE.len()]
                } else {
                    WORDS[choice % WORDS.len()]
                });
            }
            text
        };
        let paragraphs = (0..PARAGRAPHS)
            .map(|number| {
                let text = paragraph(number, &mut words);
                let json_bytes = json_bytes(&text);
                Paragraph { text, json_bytes }
            })
            .collect();
        Self { paragraphs }
    }

    /// Returns a text with an exact length in a JSON string; each seed begins elsewhere.
    pub fn text(&self, seed: usize, json_bytes: usize) -> String {
        let mut text = String::with_capacity(json_bytes);
        let mut left = json_bytes;
        let mut at = seed % self.paragraphs.len();
        // A stride of its own for each seed, coprime to the number of paragraphs.
        let stride = 1 + seed % (self.paragraphs.len() - 1);
        while self.paragraphs[at].json_bytes <= left {
            text.push_str(&self.paragraphs[at].text);
            left -= self.paragraphs[at].json_bytes;
            at = (at + stride) % self.paragraphs.len();
        }
        text.extend("and so on ".chars().cycle().take(left));
        text
    }
}

/// Returns the length of a text inside a JSON string.
fn json_bytes(text: &str) -> usize {
    text.bytes()
        .map(|byte| match byte {
            b'"' | b'\\' | b'\n' | b'\r' | b'\t' => 2,
            _ => 1,
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_takes_exactly_its_bytes_in_json() {
        for paragraphs in [SampleText::markdown(), SampleText::html()] {
            for (seed, bytes) in [(0, 0), (1, 9), (2, 1_000), (77, 99_321)] {
                let text = paragraphs.text(seed, bytes);
                let json = serde_json::to_string(&text).unwrap();
                assert_eq!(json.len(), bytes + 2, "{seed}");
            }
        }
    }

    #[test]
    fn seeds_differ_and_runs_do_not() {
        let paragraphs = SampleText::markdown();
        assert_eq!(
            paragraphs.text(3, 5_000),
            SampleText::markdown().text(3, 5_000)
        );
        assert_ne!(paragraphs.text(3, 5_000), paragraphs.text(4, 5_000));
    }

    #[test]
    fn texts_have_characters_that_slow_down_json_parsers() {
        let text = SampleText::markdown().text(0, 100_000);
        for piece in ["\n", "\"", "ï", "日"] {
            assert!(text.contains(piece), "{piece}");
        }
    }
}
