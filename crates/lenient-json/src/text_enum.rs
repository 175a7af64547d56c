//! Enums that are sent as text.

use std::error::Error;
use std::fmt;

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

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::decode(::std::stringify!($name), deserializer)
            }
        }

        impl $crate::Lenient for $name {
            const EXPECTED: &'static str = "a string";

            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<$crate::Reading<Self>, D::Error> {
                let reading = $crate::read_text(deserializer)?;
                if let $crate::Reading::Typed(Self::Unknown(_)) = &reading {
                    $crate::drift::unknown_value();
                }
                Ok(reading)
            }
        }
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

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let text: ::std::string::String =
                    $crate::decode(::std::stringify!($name), deserializer)?;
                Self::try_from(text.as_str()).map_err(::serde::de::Error::custom)
            }
        }
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
