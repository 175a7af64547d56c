//! The forms of a list, read line by line.

use std::io::{self, BufRead, ErrorKind, Read as _};
use std::path::Path;

use serde_json::Value;

use super::table::Table;
use super::urls::valid;

/// The longest line that is read, in bytes.
const LONGEST_LINE: u64 = 1 << 20;

/// A form of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Form {
    /// A URL a line; empty lines and lines that begin with `#` are skipped.
    Text,
    /// A JSON object, or a text, a line.
    Jsonl,
    /// Comma-separated values with a line of names.
    Csv,
}

impl Form {
    /// Returns the form that the end of a file's name says.
    pub fn of(path: &Path) -> Self {
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("jsonl" | "ndjson") => Self::Jsonl,
            Some("csv") => Self::Csv,
            _ => Self::Text,
        }
    }
}

/// Calls a function with each entry and its line, until it returns false.
///
/// An entry is what should be a URL; of a line in which nothing should be one, it is all of the line
/// as an error.
///
/// # Errors
///
/// If the list cannot be read any further.
pub fn read(
    mut reader: impl BufRead,
    form: Form,
    column: Option<&str>,
    mut take: impl FnMut(u64, Result<String, String>) -> bool,
) -> io::Result<()> {
    let mut mark = Vec::new();
    reader.by_ref().take(3).read_to_end(&mut mark)?;
    if mark.starts_with(b"\xff\xfe") || mark.starts_with(b"\xfe\xff") {
        return Err(wrong("the list is UTF-16; save it as UTF-8"));
    }
    if mark == *b"\xef\xbb\xbf" {
        mark.clear();
    }
    let mut reader = (&*mark).chain(reader);
    if form == Form::Csv {
        return read_table(reader, column.unwrap_or("url"), take);
    }
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let part = reader.by_ref().take(LONGEST_LINE);
        if { part }.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if line.last() != Some(&b'\n') && line.len() as u64 == LONGEST_LINE {
            // Not a URL, whatever is in it.
            line.clear();
            line.push(b'-');
            reader.skip_until(b'\n')?;
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            continue;
        }
        let url = match form {
            Form::Jsonl => of_json(text, column.unwrap_or("url")).ok_or_else(|| text.to_owned()),
            _ if text.starts_with('#') => continue,
            _ => Ok(text.to_owned()),
        };
        if !take(number, url) {
            return Ok(());
        }
    }
    Ok(())
}

fn wrong(message: impl Into<String>) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, message.into())
}

fn of_json(text: &str, field: &str) -> Option<String> {
    match serde_json::from_str(text) {
        Ok(Value::String(url)) => Some(url),
        Ok(Value::Object(object)) => object.get(field)?.as_str().map(str::to_owned),
        _ => None,
    }
}

fn index_of(names: &[String], column: &str) -> io::Result<usize> {
    let found = names
        .iter()
        .position(|name| name.eq_ignore_ascii_case(column));
    let number = column
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_sub(1));
    found
        .or(number.filter(|at| *at < names.len()))
        .ok_or_else(|| {
            wrong(format!(
                "no column `{column}`; `--column` names it, or gives its number"
            ))
        })
}

/// Reads the URLs of a column.
fn read_table(
    reader: impl BufRead,
    column: &str,
    mut take: impl FnMut(u64, Result<String, String>) -> bool,
) -> io::Result<()> {
    let mut table = Table::new(reader);
    let names = table.fields()?.unwrap_or_default();
    let index = index_of(&names, column)?;
    // A table without names has a page there.
    if valid(&names[index]).is_some() && !take(1, Ok(names[index].clone())) {
        return Ok(());
    }
    while let Some((line, url)) = table.field(index)? {
        if !take(line, Ok(url)) {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(text: &str, form: Form, column: Option<&str>) -> Vec<(u64, String)> {
        let mut found = Vec::new();
        read(text.as_bytes(), form, column, |line, url| {
            found.push((line, url.unwrap_or_else(|text| text)));
            true
        })
        .unwrap();
        found
    }

    #[test]
    fn lists_are_read_in_each_form() {
        let expected = vec![
            (2, "https://a.example/".to_owned()),
            (4, "b.example".to_owned()),
        ];
        let text = "# list\nhttps://a.example/\n\nb.example\r\n";
        assert_eq!(urls(text, Form::Text, None), expected);
        let jsonl = "\n{\"url\":\"https://a.example/\"}\n\n\"b.example\"";
        assert_eq!(urls(jsonl, Form::Jsonl, None), expected);
        let csv = "\u{feff}name,URL\n\"A, \"\"x\"\"\",https://a.example/\n\"C\nD\",\"b.example\"\n";
        // A record begins where the one before it ends.
        let expected = vec![
            (2, "https://a.example/".to_owned()),
            (3, "b.example".to_owned()),
        ];
        assert_eq!(urls(csv, Form::Csv, None), expected);
        assert_eq!(urls(csv, Form::Csv, Some("2")), expected);
        let error = read("a,b\n".as_bytes(), Form::Csv, None, |_, _| true).unwrap_err();
        assert!(error.to_string().contains("no column `url`"), "{error}");
    }

    #[test]
    fn a_line_that_is_no_url_does_not_end_the_list() {
        let long = "x".repeat(3 << 20);
        let text = format!("\u{feff}https://a.example/\r\n{long}\n\r\nhttps://b.example/");
        let found = urls(&text, Form::Text, None);
        let valid = found
            .iter()
            .filter_map(|(line, url)| Some((*line, valid(url)?)));
        let expected = [
            (1, "https://a.example/".to_owned()),
            (4, "https://b.example/".to_owned()),
        ];
        assert_eq!(valid.collect::<Vec<_>>(), expected);
        assert_eq!((found.len(), found[1].0), (3, 2));
        let csv = b"url,name\nhttps://a.example/,\xff\nhttps://b.example/,x,y\n";
        let mut lines = Vec::new();
        read(&csv[..], Form::Csv, None, |line, _| {
            lines.push(line);
            true
        })
        .unwrap();
        assert_eq!(lines, [2, 3]);
        let wide = read(&b"\xff\xfeh\0t\0"[..], Form::Text, None, |_, _| true);
        assert!(wide.unwrap_err().to_string().contains("UTF-16"));
    }
}
