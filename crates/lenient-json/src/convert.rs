//! Conversions into generated types, one line each in the generated code.

/// Converts anything that is a text into the record that needs only one.
#[doc(hidden)]
#[macro_export]
macro_rules! from_text {
    ($name:ident) => {
        impl<T: ::std::convert::Into<::std::string::String>> ::std::convert::From<T> for $name {
            fn from(value: T) -> Self {
                Self::new(value)
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
            I: ::std::iter::IntoIterator<Item: ::std::convert::Into<::std::string::String>>,
        {
            fn from(values: I) -> Self {
                Self::new(values)
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
                Self::$variant(value)
            }
        }
    };
}
