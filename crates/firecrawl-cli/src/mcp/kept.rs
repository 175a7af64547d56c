//! Results that go on: the texts that were cut, and positions in jobs.

use std::collections::VecDeque;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::Arc;

use super::reading::{Position, Reading};

/// The most bytes of texts that are kept; the newest text is kept whatever its size.
const MOST_BYTES: usize = 8 << 20;
/// The most texts, and positions in jobs, that are kept.
const MOST: usize = 256;

/// A text that can be read on, or read as a resource.
#[derive(Clone, Debug)]
pub struct Text {
    /// The number in cursors and addresses.
    pub number: u64,
    /// The title.
    pub name: String,
    /// The text.
    pub text: Arc<str>,
}

/// The cursor of a result that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cursor {
    /// A text by its number, from this byte on.
    Text(u64, usize),
    /// A position in a job by its number.
    Job(u64),
}

impl Cursor {
    /// Reads what [`Display`](std::fmt::Display) writes.
    pub fn parse(text: &str) -> Option<Self> {
        match text.trim().split_at_checked(1)? {
            ("t", rest) => {
                let (id, byte) = rest.split_once('-')?;
                Some(Self::Text(number(id)?, byte.parse().ok()?))
            }
            ("j", rest) => Some(Self::Job(number(rest)?)),
            _ => None,
        }
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(number, byte) => write!(f, "t{number:x}-{byte}"),
            Self::Job(number) => write!(f, "j{number:x}"),
        }
    }
}

/// Reads the number of a text or a position, as cursors and addresses have it.
pub fn number(text: &str) -> Option<u64> {
    u64::from_str_radix(text, 16).ok()
}

/// All that is kept, within bounds.
#[derive(Default)]
pub struct Kept {
    /// Makes the numbers impossible to guess: a page that names a cursor or a resource leads nowhere.
    secret: RandomState,
    last: u64,
    bytes: usize,
    texts: VecDeque<Text>,
    positions: VecDeque<(u64, Position)>,
    /// The stream of the job that is read at the moment, for the one cursor that continues it:
    /// without it, the service would send the same page for each part.
    live: Option<(u64, Reading)>,
}

impl Kept {
    /// Keeps a text; the oldest ones go if there are too many.
    pub fn add(&mut self, name: &str, text: Arc<str>) -> u64 {
        let number = self.next();
        self.bytes += text.len();
        self.texts.push_back(Text {
            number,
            name: name.to_owned(),
            text,
        });
        while self.texts.len() > MOST || self.bytes > MOST_BYTES && self.texts.len() > 1 {
            if let Some(old) = self.texts.pop_front() {
                self.bytes -= old.text.len();
            }
        }
        number
    }

    fn next(&mut self) -> u64 {
        self.last += 1;
        self.secret.hash_one(self.last)
    }

    /// Returns the kept texts, the newest first.
    pub fn texts(&self) -> impl Iterator<Item = &Text> {
        self.texts.iter().rev()
    }

    /// Finds a text.
    pub fn text(&self, number: u64) -> Option<&Text> {
        self.texts.iter().find(|text| text.number == number)
    }

    /// Keeps a position in a job, and the stream that is there if it goes on.
    pub fn add_position(&mut self, position: Position, live: Option<Reading>) -> Cursor {
        let number = self.next();
        self.positions.push_back((number, position));
        if self.positions.len() > MOST {
            self.positions.pop_front();
        }
        self.live = live.map(|reading| (number, reading));
        Cursor::Job(number)
    }

    /// Finds a position in a job, and takes the stream that is there if it is still open.
    pub fn position(&mut self, number: u64) -> Option<(Position, Option<Reading>)> {
        let (_, position) = self.positions.iter().find(|(known, _)| *known == number)?;
        let live = self.live.take_if(|(known, _)| *known == number);
        Some((position.clone(), live.map(|(_, reading)| reading)))
    }
}

/// Returns the part of a text from a byte on with at most so many characters, and where it ends if
/// there is more.
///
/// A byte within a character is moved to the next one.
pub fn cut(text: &str, from: usize, characters: usize) -> (&str, Option<usize>) {
    let mut from = from.min(text.len());
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let rest = &text[from..];
    match rest.char_indices().nth(characters) {
        None => (rest, None),
        Some((end, _)) => (&rest[..end], Some(from + end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_make_the_whole_at_any_size() {
        let text = "añ→😀 plain e\u{301} end";
        for size in 1..=text.chars().count() {
            let (mut whole, mut at) = (String::new(), 0);
            loop {
                let (part, next) = cut(text, at, size);
                assert!(part.chars().count() <= size);
                whole += part;
                match next {
                    Some(next) => at = next,
                    None => break,
                }
            }
            assert_eq!(whole, text, "{size}");
        }
        assert_eq!(cut("😀b", 1, 9), ("b", None));
        assert_eq!(cut("b", 9, 9), ("", None));
    }

    #[test]
    fn memory_is_bounded() {
        let mut kept = Kept::default();
        let text: Arc<str> = "x".repeat(MOST_BYTES / 4).into();
        let numbers: Vec<u64> = (0..6).map(|_| kept.add("page", text.clone())).collect();
        assert_eq!(kept.texts().count(), 4);
        assert!(kept.text(numbers[0]).is_none());
        assert!(kept.text(numbers[5]).is_some());
        let large = kept.add("large", "x".repeat(MOST_BYTES + 1).into());
        assert_eq!(kept.texts().count(), 1);
        assert!(kept.text(large).is_some());
        for _ in 0..1000 {
            kept.add("small", "x".into());
        }
        assert_eq!(kept.texts().count(), MOST);
    }

    #[test]
    fn numbers_cannot_be_guessed() {
        let (mut one, mut other) = (Kept::default(), Kept::default());
        let numbers: Vec<u64> = (0..8)
            .flat_map(|_| [one.add("page", "x".into()), other.add("page", "x".into())])
            .collect();
        let far = |pair: &[u64]| pair[0].abs_diff(pair[1]) > 1000;
        assert!(numbers.windows(2).all(far), "{numbers:?}");
    }

    #[test]
    fn cursors_are_read_as_written() {
        for cursor in [Cursor::Text(3, 40_000), Cursor::Job(12)] {
            assert_eq!(Cursor::parse(&cursor.to_string()), Some(cursor));
        }
        for wrong in ["", "t", "t3", "j", "jx", "x1", "é", "t-1-2"] {
            assert_eq!(Cursor::parse(wrong), None, "{wrong}");
        }
    }
}
