//! Random values that a schema allows.

use proptest::strategy::{Strategy, ValueTree};
use proptest::string::string_regex;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

use crate::schema::{Field, Keywords, Kind, Object, Rest, Schema};

/// The number of parts from which on a value gets no more optional ones.
const MOST_PARTS: i32 = 150;

/// The shares of the optional fields that an instance has.
const DENSITIES: [f64; 5] = [0.0, 0.1, 0.4, 0.8, 1.0];

/// Draws random values; the same place gives the same values in every run.
pub struct Generator {
    state: u64,
    patterns: TestRunner,
    density: f64,
    parts: i32,
}

impl Generator {
    /// Creates a generator whose seed is the name of a place.
    pub fn new(place: &str) -> Self {
        // FNV-1a, so that a new operation does not change the values of the others.
        let state = place.bytes().fold(0xcbf2_9ce4_8422_2325, |state, byte| {
            (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self {
            state,
            patterns: TestRunner::deterministic(),
            density: 0.5,
            parts: 0,
        }
    }

    /// Draws a value that the schema allows.
    pub fn instance(&mut self, schema: &Schema) -> Value {
        self.density = *self.pick(&DENSITIES);
        self.parts = 0;
        self.value(schema)
    }

    /// Draws a value with as few parts as the schema allows.
    pub fn least(&mut self, schema: &Schema) -> Value {
        self.density = 0.0;
        self.parts = MOST_PARTS;
        self.value(schema)
    }

    /// Draws any small JSON value.
    pub fn anything(&mut self, depth: u32) -> Value {
        match self.below(if depth == 0 { 5 } else { 7 }) {
            0 => Value::Null,
            1 => json!(self.chance(0.5)),
            2 => json!(self.integer(i64::MIN, i64::MAX)),
            3 => json!(self.float(-1e6, 1e6)),
            4 => Value::String(self.free_text(0, 12)),
            5 => (0..self.below(4))
                .map(|_| self.anything(depth - 1))
                .collect(),
            _ => (0..self.below(4))
                .map(|_| (self.unknown_key(), self.anything(depth - 1)))
                .collect::<Map<_, _>>()
                .into(),
        }
    }

    /// Draws a key that no schema declares.
    pub fn unknown_key(&mut self) -> String {
        const STARTS: [&str; 4] = ["x-", "dc:", "og:unknown:", "Ünknown "];
        let start = *self.pick(&STARTS);
        format!("{start}{}", self.below(1000))
    }

    /// Returns `true` at a rate from 0 to 1.
    pub fn chance(&mut self, rate: f64) -> bool {
        self.float(0.0, 1.0) < rate
    }

    /// Draws an entry of a list that is not empty.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// Draws a number from 0 up to `end`, exclusively.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn value(&mut self, schema: &Schema) -> Value {
        self.parts += 1;
        if schema.nullable && self.chance(0.15) {
            return Value::Null;
        }
        match &schema.kind {
            Kind::Anything => self.anything(2),
            Kind::Boolean => json!(self.chance(0.5)),
            Kind::Integer(bounds) => {
                let low = number(bounds, "minimum").map_or(i64::MIN, |bound| bound as i64);
                let high = number(bounds, "maximum").map_or(i64::MAX, |bound| bound as i64);
                json!(self.integer(low, high))
            }
            Kind::Number(bounds) => self.number(
                number(bounds, "minimum").unwrap_or(-1e12),
                number(bounds, "maximum").unwrap_or(1e12),
            ),
            Kind::Text(bounds) => Value::String(self.text(bounds)),
            Kind::Choice(texts) => Value::String(self.pick(texts).clone()),
            Kind::List { items, bounds } => {
                let more = if self.is_large() { 0 } else { self.below(4) };
                let length = count(bounds, "minItems").unwrap_or(0) + more;
                let length = length.min(count(bounds, "maxItems").unwrap_or(length));
                (0..length).map(|_| self.value(items)).collect()
            }
            Kind::Object(object) => self.object(object),
            Kind::OneOf(branches) => {
                let branch = self.pick(branches);
                self.value(branch)
            }
        }
    }

    fn object(&mut self, object: &Object) -> Value {
        let mut entries = Map::new();
        for field in self.shuffled(&object.fields) {
            let wanted = field.required || (!self.is_large() && self.chance(self.density));
            if wanted {
                entries.insert(field.name.clone(), self.value(&field.schema));
            }
        }
        if let Rest::Open(schema) = &object.rest {
            let more = if self.is_large() { 0 } else { self.below(3) };
            for _ in 0..more {
                entries.insert(self.unknown_key(), self.value(schema));
            }
        }
        entries.into()
    }

    /// Shuffles the fields: a tag need not come first.
    fn shuffled<'a>(&mut self, fields: &'a [Field]) -> Vec<&'a Field> {
        let mut fields: Vec<&Field> = fields.iter().collect();
        for last in (1..fields.len()).rev() {
            let other = self.below(last + 1);
            fields.swap(last, other);
        }
        fields
    }

    fn text(&mut self, bounds: &Keywords) -> String {
        let text = |keyword| bounds.get(keyword).and_then(Value::as_str);
        if let Some(pattern) = text("pattern") {
            let pattern = pattern.trim_start_matches('^').trim_end_matches('$');
            let strategy = string_regex(pattern).expect("proptest knows the pattern");
            let drawn = strategy
                .new_tree(&mut self.patterns)
                .expect("the pattern has a text");
            return drawn.current();
        }
        let number = self.below(1000);
        match text("format") {
            Some("date-time") => {
                const ENDS: [&str; 4] = ["Z", ".5Z", ".123456+00:00", "-07:30"];
                format!(
                    "2026-{:02}-28T10:20:30{}",
                    1 + number % 12,
                    self.pick(&ENDS)
                )
            }
            Some("date") => format!("20{:02}-02-28", number % 100),
            Some("uri" | "url") => format!("https://example.com/{number}?q=%20é#f"),
            Some("uuid") => format!("{:08x}-89ab-4def-8123-456789abcdef", self.next() as u32),
            Some("email") => format!("reader+{number}@example.com"),
            Some("hostname") => format!("host-{number}.example.com"),
            Some("binary") | None => {
                let low = count(bounds, "minLength").unwrap_or(0);
                // The longest that is allowed is worth a try, now and then.
                let high = match count(bounds, "maxLength") {
                    Some(high) if self.chance(0.01) => return "é".repeat(high),
                    Some(high) => high.min(low + 16),
                    None => low + 16,
                };
                self.free_text(low, high)
            }
            Some(format) => panic!("the format {format} is not known here"),
        }
    }

    fn free_text(&mut self, low: usize, high: usize) -> String {
        const PARTS: [&str; 14] = [
            "a", "Z", "0", " ", "\"", "\\", "\n", "é", "✓", "🦀", "{", "null", "\u{0}", "/",
        ];
        let length = low + self.below(high - low + 1);
        let drawn: String = (0..length).map(|_| *self.pick(&PARTS)).collect();
        drawn.chars().take(length).collect()
    }

    fn integer(&mut self, low: i64, high: i64) -> i64 {
        const EDGES: [i64; 6] = [0, 1, -1, i64::MIN, i64::MAX, 9_007_199_254_740_993];
        let drawn = match self.below(4) {
            0 => *self.pick(&EDGES),
            1 => low.saturating_add(self.below(3) as i64),
            2 => high.saturating_sub(self.below(3) as i64),
            _ => self.below(100_000) as i64,
        };
        drawn.clamp(low, high)
    }

    fn number(&mut self, low: f64, high: f64) -> Value {
        if self.chance(0.5) {
            let whole = self.below(100_000) as f64;
            json!(whole.clamp(low, high) as i64)
        } else {
            json!(self.float(low, high))
        }
    }

    fn float(&mut self, low: f64, high: f64) -> f64 {
        let drawn = (self.next() >> 11) as f64 / ((1_u64 << 53) as f64);
        low + drawn * (high - low)
    }

    fn is_large(&self) -> bool {
        self.parts >= MOST_PARTS
    }

    /// SplitMix64.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}

/// Returns the value of a keyword that counts characters or items.
pub(crate) fn count(keywords: &Keywords, keyword: &str) -> Option<usize> {
    number(keywords, keyword).map(|bound| bound as usize)
}

fn number(keywords: &Keywords, keyword: &str) -> Option<f64> {
    keywords.get(keyword)?.as_f64()
}
