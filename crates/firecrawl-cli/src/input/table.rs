//! Comma-separated values, of which one column is read.
//!
//! A table is read byte by byte and only the bytes of the column are kept, so that a quote that
//! nothing closes costs no memory. It is an error: everything after it would be one field.

use std::io::{self, BufRead, Bytes, ErrorKind};

/// The longest name of columns, and the longest field that is kept, in bytes.
const LONGEST: usize = 1 << 20;

/// A table at one of its records.
pub struct Table<R> {
    bytes: Bytes<R>,
    /// The line of the next byte, from 1.
    line: u64,
}

/// The place in a field.
#[derive(Clone, Copy)]
enum State {
    /// Before its first byte.
    Start,
    /// In a field without quotes.
    Plain,
    /// Between quotes.
    Quoted,
    /// After a quote between quotes, which ends the field or is the first of two.
    Closed,
}

impl<R: BufRead> Table<R> {
    pub fn new(reader: R) -> Self {
        Self {
            bytes: reader.bytes(),
            line: 1,
        }
    }

    /// Returns the fields of the next record; `None` at the end.
    ///
    /// # Errors
    ///
    /// If it cannot be read, is longer than 1 MiB, or its quotes do not match.
    pub fn fields(&mut self) -> io::Result<Option<Vec<String>>> {
        let (mut fields, mut length) = (Vec::new(), 0);
        let begun = self.record(|field, byte| {
            fields.resize_with(fields.len().max(field + 1), Vec::new);
            length += 1;
            if length <= LONGEST
                && let Some(byte) = byte
            {
                fields[field].push(byte);
            }
        })?;
        if length > LONGEST {
            return Err(wrong("the names of the columns are longer than 1 MiB"));
        }
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        Ok(begun.map(|_| fields.into_iter().map(text).collect()))
    }

    /// Returns a field of the next record, and the line in which the record begins; `None` at the end.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or its quotes do not match.
    pub fn field(&mut self, wanted: usize) -> io::Result<Option<(u64, String)>> {
        let mut bytes = Vec::new();
        let begun = self.record(|field, byte| {
            if let Some(byte) = byte.filter(|_| field == wanted && bytes.len() < LONGEST) {
                bytes.push(byte);
            }
        })?;
        // Invalid UTF-8 in another column is of no concern.
        Ok(begun.map(|line| (line, String::from_utf8_lossy(&bytes).into_owned())))
    }

    /// Reads a record, and calls a function with the bytes of its fields, and once at the begin of each.
    ///
    /// Returns the line in which it begins.
    fn record(&mut self, mut keep: impl FnMut(usize, Option<u8>)) -> io::Result<Option<u64>> {
        let (mut state, mut field) = (State::Start, 0);
        let (mut begun, mut opened) = (self.line, self.line);
        while let Some(byte) = self.bytes.next().transpose()? {
            let is_quoted = matches!(state, State::Quoted);
            let is_empty = field == 0 && matches!(state, State::Start);
            self.line += u64::from(byte == b'\n');
            state = match (state, byte) {
                // A line without anything, or the second half of a line's end.
                (State::Start, b'\n' | b'\r') if is_empty => {
                    begun = self.line;
                    continue;
                }
                (_, b'\n' | b'\r') if !is_quoted => return Ok(Some(begun)),
                (_, b',') if !is_quoted => {
                    field += 1;
                    keep(field, None);
                    State::Start
                }
                (State::Start, b'"') => {
                    opened = self.line;
                    keep(field, None);
                    State::Quoted
                }
                (State::Quoted, b'"') => State::Closed,
                (State::Closed, b' ' | b'\t') => State::Closed,
                (State::Closed, byte) if byte != b'"' => {
                    let line = self.line;
                    return Err(unclosed(
                        opened,
                        &format!("in line {line}, text follows its end"),
                    ));
                }
                (state, byte) => {
                    keep(field, Some(byte));
                    match state {
                        State::Quoted | State::Closed => State::Quoted,
                        State::Start | State::Plain => State::Plain,
                    }
                }
            };
        }
        match state {
            State::Quoted => Err(unclosed(opened, "the list ends before one closes it")),
            State::Start if field == 0 => Ok(None),
            _ => Ok(Some(begun)),
        }
    }
}

fn unclosed(opened: u64, then: &str) -> io::Error {
    let rule = "a quote inside of quotes is written twice";
    wrong(&format!(
        "line {opened}: a quote opens a field, and {then}; {rule}"
    ))
}

fn wrong(message: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The second fields with their lines, up to an error.
    fn seconds(text: &str) -> (Vec<(u64, String)>, Option<String>) {
        let mut table = Table::new(text.as_bytes());
        let mut found = Vec::new();
        loop {
            match table.field(1) {
                Ok(Some(field)) => found.push(field),
                Ok(None) => return (found, None),
                Err(error) => return (found, Some(error.to_string())),
            }
        }
    }

    #[test]
    fn fields_are_those_of_rfc_4180() {
        let text =
            "a,b\r\n\n\"x,\"\"y\"\"\n\",\"1\"\" \n2\" ,\r\nshort\n,é,\n5\" pipe,\"\",\n\"last\",z";
        let fields = [
            (1, "b"),
            (3, "1\" \n2"),
            (6, ""),
            (7, "é"),
            (8, ""),
            (9, "z"),
        ];
        let fields = fields.map(|(line, text)| (line, text.to_owned()));
        assert_eq!(seconds(text), (fields.to_vec(), None));
        let mut table = Table::new(&b"\n\"a\",, \"b\",c"[..]);
        assert_eq!(table.fields().unwrap().unwrap(), ["a", "", " \"b\"", "c"]);
        assert_eq!(table.fields().unwrap(), None);
    }

    #[test]
    fn a_quote_that_nothing_closes_is_named_with_its_line() {
        let (found, error) = seconds("n,u\n\"a\nb\",x\nc,\"y\nd,z\n");
        assert_eq!(found.len(), 2);
        assert!(error.unwrap().starts_with("line 4: a quote opens a field"));
        // The next quote closes it, in the middle of another field.
        let (found, error) = seconds("n,u\n\"a,x\nb,y\n\"c\",z\n");
        let error = error.unwrap();
        assert_eq!(found.len(), 1);
        assert!(
            error.starts_with("line 2:") && error.contains("in line 4"),
            "{error}"
        );
        let long = format!("\"{}", "x\n".repeat(LONGEST));
        let error = Table::new(long.as_bytes()).fields().unwrap_err();
        assert!(error.to_string().starts_with("line 1:"), "{error}");
    }
}
