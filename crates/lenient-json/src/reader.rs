//! The reader: a cursor in a JSON text, and the tokens at it.
//!
//! Nothing here is generic over the type that is read, so that all of it is compiled once.

use std::borrow::Cow;

use serde_json::{Map, Number, Value};

use crate::drift::Collector;
use crate::error::{Error, ErrorKind};
use crate::escapes;
use crate::lenient::{Outcome, Slot};
use crate::outline::Outline;
use crate::path::{self, Step};

/// The nesting up to which values are typed or held as a `Value`: what `serde_json` reads again.
const MAX_DEPTH: usize = 127;

/// The multiple of its size that a text may take in memory once it is read.
const MULTIPLE: usize = 8;

/// The bytes that any text may take besides, so that small ones are never affected.
const ALWAYS: usize = 6 * 1024 * 1024;

/// The bytes that an allocation takes besides its content.
pub(crate) const ALLOCATION: usize = 16;

/// Reads values from a JSON text.
pub struct Reader<'a> {
    pub(crate) text: &'a str,
    at: usize,
    depth: usize,
    /// The bytes of memory that the rest may take.
    left: usize,
    pub(crate) path: Vec<Step<'a>>,
    /// The tag of the union whose variant is read next.
    pub(crate) tag: Option<&'static str>,
    /// True inside a record that rejects what it does not declare.
    pub(crate) is_strict: bool,
    pub(crate) outline: Option<Outline<'a>>,
    pub(crate) drift: Collector,
}

/// A position to which a reader can return.
pub(crate) struct Mark {
    at: usize,
    depth: usize,
    left: usize,
    steps: usize,
    is_strict: bool,
}

impl<'a> Reader<'a> {
    /// Creates a reader of a text, without its byte order mark.
    pub fn new(text: &'a str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self {
            text,
            at: 0,
            depth: 0,
            left: text.len().saturating_mul(MULTIPLE).saturating_add(ALWAYS),
            path: Vec::new(),
            tag: None,
            is_strict: false,
            outline: None,
            drift: Collector::default(),
        }
    }

    /// Returns the first byte of the next token, or 0 at the end.
    pub(crate) fn peek(&mut self) -> u8 {
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(byte) => return *byte,
                None => return 0,
            }
        }
    }

    /// Returns true if the next value is an object that can be read field by field.
    pub fn at_object(&mut self) -> bool {
        self.peek() == b'{' && self.depth < MAX_DEPTH
    }

    /// Returns true if the next value is a list that can be read item by item.
    pub(crate) fn at_list(&mut self) -> bool {
        self.peek() == b'[' && self.depth < MAX_DEPTH
    }

    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    pub(crate) fn mark(&mut self) -> Mark {
        self.peek();
        Mark {
            at: self.at,
            depth: self.depth,
            left: self.left,
            steps: self.path.len(),
            is_strict: self.is_strict,
        }
    }

    /// Returns to a position; what was read since then is kept.
    pub(crate) fn rewind(&mut self, mark: &Mark) {
        self.at = mark.at;
        self.depth = mark.depth;
        self.path.truncate(mark.steps);
        self.tag = None;
        self.is_strict = mark.is_strict;
    }

    /// Returns to a position; what was read since then is dropped.
    pub(crate) fn undo(&mut self, mark: &Mark) {
        self.rewind(mark);
        self.left = mark.left;
    }

    /// Returns the text since a position.
    pub(crate) fn since(&self, mark: &Mark) -> std::ops::Range<usize> {
        mark.at..self.at
    }

    /// Counts memory that is about to be allocated.
    pub(crate) fn charge(&mut self, bytes: usize) -> Result<(), Error> {
        match self.left.checked_sub(bytes) {
            Some(left) => {
                self.left = left;
                Ok(())
            }
            None => Err(self.error(
                ErrorKind::TooLarge,
                "the items take many times the memory of their JSON".to_owned(),
            )),
        }
    }

    /// Counts the memory of one more item of a list; returns for how many more to allocate.
    pub(crate) fn room(
        &mut self,
        length: usize,
        capacity: usize,
        item_size: usize,
    ) -> Result<usize, Error> {
        if length < capacity {
            return Ok(0);
        }
        // Long lists grow slower, so that less of them stays empty.
        let more = match length {
            0..1024 => length.max(4),
            _ => length / 4,
        };
        self.charge(more * item_size + ALLOCATION)?;
        Ok(more)
    }

    /// Makes room for one more item.
    pub(crate) fn grow<T>(&mut self, items: &mut Vec<T>) -> Result<(), Error> {
        let more = self.room(items.len(), items.capacity(), size_of::<T>())?;
        items.reserve_exact(more);
        Ok(())
    }

    pub(crate) fn error(&self, kind: ErrorKind, message: String) -> Error {
        Error::new(kind, message, path::shown(&self.path), self.at)
    }

    /// Returns the error for a token that cannot be here.
    #[cold]
    fn unexpected(&mut self) -> Error {
        if self.peek() == 0 && self.at >= self.text.len() {
            self.error(ErrorKind::UnexpectedEnd, "unexpected end".to_owned())
        } else {
            self.error(ErrorKind::Syntax, "invalid JSON".to_owned())
        }
    }

    /// Reads a word such as `null`.
    pub(crate) fn word(&mut self, word: &str) -> Result<(), Error> {
        let rest = &self.text.as_bytes()[self.at..];
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            return Ok(());
        }
        if word.as_bytes().starts_with(rest) {
            self.at = self.text.len();
        }
        Err(self.unexpected())
    }

    /// Reads `true` or `false`.
    pub(crate) fn boolean(&mut self) -> Result<bool, Error> {
        let value = self.peek() == b't';
        self.word(if value { "true" } else { "false" })?;
        Ok(value)
    }

    /// Reads a number; returns `None` for one that is too large for any type.
    pub(crate) fn number(&mut self) -> Result<Option<Number>, Error> {
        let rest = &self.text[self.at..];
        let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.bytes().take_while(is_part).count();
        let token = &rest[..length];
        let number = token.parse().ok();
        if number.is_none() && !is_number(token) {
            if length == rest.len() {
                self.at = self.text.len();
            }
            return Err(self.unexpected());
        }
        self.at += length;
        Ok(number)
    }

    /// Reads a text, borrowed from the input where that is possible.
    pub(crate) fn string(&mut self) -> Result<Cow<'a, str>, Error> {
        if self.peek() != b'"' {
            return Err(self.unexpected());
        }
        let start = self.at + 1;
        let rest = &self.text[start..];
        match memchr::memchr2(b'"', b'\\', rest.as_bytes()) {
            Some(end) if rest.as_bytes()[end] == b'"' => {
                self.at = start + end + 1;
                Ok(Cow::Borrowed(&rest[..end]))
            }
            Some(_) => {
                let Some(length) = escapes::raw_length(rest) else {
                    self.at = self.text.len();
                    return Err(self.unexpected());
                };
                self.at = start + length + 1;
                let Some(text) = escapes::unescape(&rest[..length]) else {
                    let message = "invalid escape in a text".to_owned();
                    return Err(self.error(ErrorKind::Syntax, message));
                };
                Ok(Cow::Owned(text))
            }
            None => {
                self.at = self.text.len();
                Err(self.unexpected())
            }
        }
    }

    /// Reads a text as a value of its own.
    pub(crate) fn owned_string(&mut self) -> Result<String, Error> {
        let text = self.string()?;
        self.charge(text.len() + ALLOCATION)?;
        Ok(text.into_owned())
    }

    fn skip_string(&mut self) -> Result<(), Error> {
        let start = self.at + 1;
        let Some(length) = escapes::raw_length(&self.text[start..]) else {
            self.at = self.text.len();
            return Err(self.unexpected());
        };
        self.at = start + length + 1;
        Ok(())
    }

    /// Reads a key and the colon behind it.
    pub(crate) fn key(&mut self) -> Result<Cow<'a, str>, Error> {
        let key = self.string()?;
        self.expect(b':')?;
        Ok(key)
    }

    fn expect(&mut self, byte: u8) -> Result<(), Error> {
        if self.peek() != byte {
            return Err(self.unexpected());
        }
        self.at += 1;
        Ok(())
    }

    /// Reads the comma before another item, or the end of the items.
    fn another(&mut self, end: u8) -> Result<bool, Error> {
        let next = self.peek();
        if next != b',' && next != end {
            return Err(self.unexpected());
        }
        self.at += 1;
        Ok(next == b',')
    }

    /// Reads the opening bracket; returns false for an empty container, which is read whole.
    fn open(&mut self, end: u8) -> bool {
        self.at += 1;
        let is_empty = self.peek() == end;
        self.at += usize::from(is_empty);
        !is_empty
    }

    /// Enters an object; returns false for an empty one, which is read whole.
    pub(crate) fn enter_object(&mut self) -> bool {
        let has_entries = self.open(b'}');
        self.depth += usize::from(has_entries);
        has_entries
    }

    /// Goes to the next key of an object, or leaves it.
    pub(crate) fn next_entry(&mut self) -> Result<bool, Error> {
        let has_more = self.another(b'}')?;
        self.depth -= usize::from(!has_more);
        Ok(has_more)
    }

    /// Enters a list; returns false for an empty one, which is read whole.
    pub(crate) fn enter_list(&mut self) -> bool {
        let has_items = self.open(b']');
        if has_items {
            self.depth += 1;
            self.path.push(Step::Item(0));
        }
        has_items
    }

    /// Goes to the next item of a list, or leaves it.
    pub(crate) fn next_item(&mut self) -> Result<bool, Error> {
        let has_more = self.another(b']')?;
        match self.path.last_mut() {
            Some(Step::Item(index)) if has_more => *index += 1,
            _ => {
                self.path.pop();
                self.depth -= 1;
            }
        }
        Ok(has_more)
    }

    /// Reads a value of any type; one that a `Value` cannot hold becomes its text.
    ///
    /// These are numbers that are out of range, and values that are nested too deeply.
    pub(crate) fn value(&mut self) -> Result<Value, Error> {
        let mark = self.mark();
        if let Some(value) = self.held_value()? {
            return Ok(value);
        }
        let text = &self.text[self.since(&mark)];
        self.charge(text.len() + ALLOCATION)?;
        Ok(Value::String(text.to_owned()))
    }

    /// Reads a value; returns `None` for one that a `Value` cannot hold.
    pub(crate) fn held_value(&mut self) -> Result<Option<Value>, Error> {
        Ok(Some(match self.peek() {
            b'n' => {
                self.word("null")?;
                Value::Null
            }
            b't' | b'f' => Value::Bool(self.boolean()?),
            b'"' => Value::String(self.owned_string()?),
            b'[' | b'{' if self.depth >= MAX_DEPTH => {
                self.skip()?;
                return Ok(None);
            }
            b'[' => {
                let mut list = Some(Vec::new());
                let mut has_more = self.enter_list();
                while has_more {
                    match (self.held_value()?, &mut list) {
                        (Some(value), Some(list)) => {
                            self.grow(list)?;
                            list.push(value);
                        }
                        _ => list = None,
                    }
                    has_more = self.next_item()?;
                }
                return Ok(list.map(Value::Array));
            }
            b'{' => {
                let mut map = Some(Map::new());
                let mut has_more = self.enter_object();
                while has_more {
                    let key = self.key()?;
                    match (self.held_value()?, &mut map) {
                        (Some(value), Some(map)) => self.keep(map, key.into_owned(), value)?,
                        _ => map = None,
                    }
                    has_more = self.next_entry()?;
                }
                return Ok(map.map(Value::Object));
            }
            _ => return Ok(self.number()?.map(Value::Number)),
        }))
    }

    /// Adds an entry to a map.
    pub(crate) fn keep(
        &mut self,
        map: &mut Map<String, Value>,
        key: String,
        value: Value,
    ) -> Result<(), Error> {
        // A map allocates its entries in groups of up to eleven, which stay half empty.
        let group = match map.len() {
            0 => 11,
            length if length > 10 && length % 6 == 0 => 11,
            _ => 0,
        };
        let entries = group * size_of::<(String, Value)>();
        self.charge(entries + key.len() + ALLOCATION)?;
        map.insert(key, value);
        Ok(())
    }

    /// Reads a value of any depth and keeps nothing of it.
    pub(crate) fn skip(&mut self) -> Result<(), Error> {
        // The closing brackets of the containers that are open.
        let mut open = Vec::new();
        loop {
            match self.peek() {
                b'[' if self.open(b']') => {
                    open.push(b']');
                    continue;
                }
                b'{' if self.open(b'}') => {
                    open.push(b'}');
                    self.key()?;
                    continue;
                }
                // It was empty.
                b'[' | b'{' => {}
                b'"' => self.skip_string()?,
                b'n' => self.word("null")?,
                b't' | b'f' => _ = self.boolean()?,
                _ => _ = self.number()?,
            }
            loop {
                let Some(end) = open.last().copied() else {
                    return Ok(());
                };
                if self.another(end)? {
                    if end == b'}' {
                        self.key()?;
                    }
                    break;
                }
                open.pop();
            }
        }
    }

    /// Reads a value that does not have the declared type.
    ///
    /// # Errors
    ///
    /// For malformed JSON.
    pub fn other(&mut self) -> Result<Outcome, Error> {
        Ok(match self.value()? {
            Value::Null => Outcome::Null,
            value => Outcome::Mismatched(value),
        })
    }

    /// Reads a value; if that fails because of its parts, it is a mismatch as a whole, unless the
    /// record around it is strict.
    pub(crate) fn absorb(&mut self, slot: &mut dyn Slot) -> Result<Outcome, Error> {
        let mark = self.mark();
        match slot.read(self) {
            Err(error) if error.kind() == ErrorKind::Mismatch && !mark.is_strict => {
                slot.clear();
                self.undo(&mark);
                self.value().map(Outcome::Mismatched)
            }
            result => result,
        }
    }
}

/// Returns true if a token is a number in the grammar of JSON.
fn is_number(token: &str) -> bool {
    let token = token.strip_prefix('-').unwrap_or(token);
    let (mantissa, exponent) = token.split_once(['e', 'E']).unwrap_or((token, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let has_zero = whole.len() > 1 && whole.starts_with('0');
    digits(whole) && !has_zero && digits(fraction) && digits(exponent)
}
