//! Enums that are sent as text.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use crate::error::ErrorKind;
use crate::lenient::Outcome;
use crate::reader::{ALLOCATION, Reader};

/// The maximum length of a kept invalid text, in characters.
const KEPT: usize = 64;

/// The error for a text that is not a value of an enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownValue {
    name: &'static str,
    text: String,
    allowed: &'static [&'static str],
}

impl UnknownValue {
    #[doc(hidden)]
    pub fn new(name: &'static str, text: &str, allowed: &'static [&'static str]) -> Self {
        let text = match text.char_indices().nth(KEPT) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text.to_owned(),
        };
        Self {
            name,
            text,
            allowed,
        }
    }

    /// Returns the invalid text, truncated to 64 characters.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the valid values.
    pub fn allowed(&self) -> &'static [&'static str] {
        self.allowed
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown {} {:?}: expected one of ", self.name, self.text)?;
        f.write_str(&self.allowed.join(", "))
    }
}

impl Error for UnknownValue {}

/// Reads a type from its text; values of other types are a mismatch.
///
/// # Errors
///
/// For malformed JSON and a text that is not allowed.
pub fn read_text<T>(
    slot: &mut Option<T>,
    reader: &mut Reader<'_>,
    convert: fn(Cow<'_, str>, &mut Reader<'_>) -> Result<T, crate::Error>,
) -> Result<Outcome, crate::Error> {
    if reader.peek() != b'"' {
        return reader.other();
    }
    let text = reader.string()?;
    reader.charge(text.len() + ALLOCATION)?;
    *slot = Some(convert(text, reader)?);
    Ok(Outcome::Typed)
}

impl Reader<'_> {
    /// Reports a text that is not among the declared values of the type.
    pub fn unknown_value(&mut self) {
        self.drift.unknown_value(&self.path);
    }

    /// Returns the error for such a text where it is not allowed.
    pub fn invalid(&self, value: &UnknownValue) -> crate::Error {
        self.error(ErrorKind::Mismatch, value.to_string())
    }
}

/// Implements an enum of responses, with `as_str`, `known` and a variant `Unknown(String)`: every
/// text is a value.
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($name:ident) => {
        $crate::written_as_text!($name);

        impl ::std::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::known(text).unwrap_or_else(|| Self::Unknown(text.to_owned()))
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                Self::known(&text).unwrap_or(Self::Unknown(text))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                // Not `Self::Err`, which may be a variant.
                ::std::result::Result::Ok(Self::from(text))
            }
        }

        $crate::lenient!($name, "a string", |slot: &mut _, reader| {
            $crate::read_text(slot, reader, |text, reader| {
                ::std::result::Result::Ok($name::known(&text).unwrap_or_else(|| {
                    reader.unknown_value();
                    $name::Unknown(text.into_owned())
                }))
            })
        });
    };
}

/// Implements an enum of requests, with `as_str`, `known` and `NAMES`: any other text is an error.
#[doc(hidden)]
#[macro_export]
macro_rules! closed_enum {
    ($name:ident) => {
        $crate::written_as_text!($name);

        impl ::std::convert::TryFrom<&str> for $name {
            type Error = $crate::UnknownValue;

            fn try_from(text: &str) -> ::std::result::Result<Self, $crate::UnknownValue> {
                Self::known(text).ok_or_else(|| {
                    $crate::UnknownValue::new(::std::stringify!($name), text, Self::NAMES)
                })
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::UnknownValue;

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::UnknownValue> {
                Self::try_from(text)
            }
        }

        $crate::lenient!($name, "a string", |slot: &mut _, reader| {
            $crate::read_text(slot, reader, |text, reader| {
                $name::try_from(&*text).map_err(|error| reader.invalid(&error))
            })
        });
    };
}

/// The implementations that both kinds of enum share.
#[doc(hidden)]
#[macro_export]
macro_rules! written_as_text {
    ($name:ident) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
    };
}
