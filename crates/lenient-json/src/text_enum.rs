//! Enums that are sent as text.

use std::error::Error;
use std::fmt;

use crate::error::ErrorKind;
use crate::lenient::{Outcome, Slot};
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

/// A type that is read from its text.
pub trait Text: Slot {
    /// Becomes the value of a text; returns false for a text that is not declared.
    fn set_text(&mut self, text: &str) -> bool;

    /// Returns the name and the values of a type that takes no other text.
    fn closed(&self) -> Option<(&'static str, &'static [&'static str])> {
        None
    }
}

impl Reader<'_> {
    /// Reads a type from its text; values of other types are a mismatch.
    ///
    /// # Errors
    ///
    /// For malformed JSON and a text that is not allowed.
    pub fn text(&mut self, slot: &mut dyn Text) -> Result<Outcome, crate::Error> {
        if self.peek() != b'"' {
            return self.other();
        }
        let text = self.string()?;
        self.charge(text.len() + ALLOCATION)?;
        if !slot.set_text(&text) {
            if let Some((name, allowed)) = slot.closed() {
                let message = UnknownValue::new(name, &text, allowed).to_string();
                return Err(self.error(ErrorKind::Mismatch, message));
            }
            self.drift.unknown_value(&self.path);
        }
        Ok(Outcome::Typed)
    }
}

/// Implements an enum of responses, with `as_str`, `known` and a variant `Unknown(String)`: every
/// text is a value.
#[doc(hidden)]
#[macro_export]
macro_rules! open_enum {
    ($name:ident) => {
        $crate::written_as_text!($name, Self::Unknown(::std::string::String::new()));

        impl $crate::Text for $name {
            fn set_text(&mut self, text: &str) -> bool {
                let known = Self::known(text);
                let is_known = known.is_some();
                *self = match known {
                    ::std::option::Option::Some(known) => known,
                    ::std::option::Option::None => Self::Unknown(text.to_owned()),
                };
                is_known
            }
        }

        impl ::std::default::Default for $name {
            fn default() -> Self {
                Self::Unknown(::std::string::String::new())
            }
        }

        impl ::std::convert::From<&str> for $name {
            #[inline]
            fn from(text: &str) -> Self {
                Self::known(text).unwrap_or_else(|| Self::Unknown(text.to_owned()))
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                Self::known(&text).unwrap_or(Self::Unknown(text))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = ::std::convert::Infallible;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, ::std::convert::Infallible> {
                // Not `Self::Err`, which may be a variant.
                ::std::result::Result::Ok(Self::from(text))
            }
        }
    };
}

/// Implements an enum of requests, with `as_str`, `known` and `NAMES`: any other text is an error.
#[doc(hidden)]
#[macro_export]
macro_rules! closed_enum {
    ($name:ident, $first:ident) => {
        $crate::written_as_text!($name, Self::$first);

        impl $crate::Text for $name {
            fn set_text(&mut self, text: &str) -> bool {
                let known = Self::known(text);
                if let ::std::option::Option::Some(known) = known {
                    *self = known;
                }
                known.is_some()
            }

            fn closed(&self) -> ::std::option::Option<(&'static str, &'static [&'static str])> {
                ::std::option::Option::Some((::std::stringify!($name), Self::NAMES))
            }
        }

        impl ::std::convert::TryFrom<&str> for $name {
            type Error = $crate::UnknownValue;

            #[inline]
            fn try_from(text: &str) -> ::std::result::Result<Self, $crate::UnknownValue> {
                Self::known(text).ok_or_else(|| {
                    $crate::UnknownValue::new(::std::stringify!($name), text, Self::NAMES)
                })
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::UnknownValue;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::UnknownValue> {
                Self::try_from(text)
            }
        }
    };
}

/// The implementations that both kinds of enum share.
#[doc(hidden)]
#[macro_export]
macro_rules! written_as_text {
    ($name:ident, $blank:expr) => {
        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::Slot for $name {
            fn read(
                &mut self,
                reader: &mut $crate::Reader<'_>,
            ) -> ::std::result::Result<$crate::Outcome, $crate::Error> {
                reader.text(self)
            }

            fn view(&self) -> $crate::View<'_> {
                $crate::View::Text(self.as_str())
            }

            fn clear(&mut self) {
                *self = $blank;
            }
        }

        impl $crate::Lenient for $name {
            const EXPECTED: &'static str = "a string";

            fn blank() -> Self {
                $blank
            }
        }

        $crate::serde_traits!($name);
    };
}
