//! The place of new code in a file.

/// The place of new code in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// Before the end of the block of the outermost level that has this text.
    EndOfBlock(String),
    /// After everything else.
    EndOfFile,
}

impl Place {
    /// Finds the place in the text of a file.
    pub fn find(&self, text: &str) -> Option<usize> {
        match self {
            Self::EndOfFile => Some(text.len()),
            Self::EndOfBlock(mark) => {
                let start = text.find(mark)?;
                Some(start + text[start..].find("\n}\n")? + 1)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_ends_where_its_brace_is() {
        let text = "impl A {\n    fn a() {\n    }\n}\n\nimpl B {\n    fn b() {}\n}\n";
        let place = |mark: &str| Place::EndOfBlock(mark.to_owned()).find(text);
        assert_eq!(&text[place("fn a").unwrap()..][..3], "}\n\n");
        assert_eq!(&text[place("fn b").unwrap()..], "}\n");
        assert_eq!(place("fn c"), None);
        assert_eq!(Place::EndOfFile.find(text), Some(text.len()));
    }
}
