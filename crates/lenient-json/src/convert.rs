//! Conversions into generated types, one line each in the generated code.

/// Converts anything that is a text, such as a `&str` or a `&Url`, into the record that needs only
/// one, or into the one with this setter.
#[doc(hidden)]
#[macro_export]
macro_rules! from_text {
    ($name:ident) => {
        impl<T: ::std::convert::AsRef<str>> ::std::convert::From<T> for $name {
            fn from(value: T) -> Self {
                Self::new(value.as_ref())
            }
        }
    };
    ($name:ident, $setter:ident) => {
        impl<T: ::std::convert::AsRef<str>> ::std::convert::From<T> for $name {
            fn from(value: T) -> Self {
                Self::new().$setter(value.as_ref())
            }
        }
    };
}

/// Converts any list of texts into the record that needs only one.
#[doc(hidden)]
#[macro_export]
macro_rules! from_texts {
    ($name:ident) => {
        impl<I> ::std::convert::From<I> for $name
        where
            I: ::std::iter::IntoIterator<Item: ::std::convert::AsRef<str>>,
        {
            fn from(values: I) -> Self {
                Self::new(values.into_iter().map(|value| value.as_ref().to_owned()))
            }
        }
    };
}

/// Converts the payload of a variant of an enum.
#[doc(hidden)]
#[macro_export]
macro_rules! from_variant {
    ($name:ident :: $variant:ident ($content:ty)) => {
        impl ::std::convert::From<$content> for $name {
            fn from(value: $content) -> Self {
                Self::$variant(value.into())
            }
        }
    };
}
