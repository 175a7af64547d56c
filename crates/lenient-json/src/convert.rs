//! Conversions into generated types, a line each in the generated code.

/// From the one text that a record needs.
#[doc(hidden)]
#[macro_export]
macro_rules! from_text {
    ($name:ident) => {
        impl ::std::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                Self::new(value)
            }
        }

        impl ::std::convert::From<&::std::string::String> for $name {
            fn from(value: &::std::string::String) -> Self {
                Self::new(value)
            }
        }

        impl ::std::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                Self::new(value)
            }
        }
    };
}

/// From the one list of texts that a record needs.
#[doc(hidden)]
#[macro_export]
macro_rules! from_texts {
    ($name:ident) => {
        impl<T: ::std::convert::Into<::std::string::String>>
            ::std::convert::From<::std::vec::Vec<T>> for $name
        {
            fn from(values: ::std::vec::Vec<T>) -> Self {
                Self::new(values)
            }
        }

        impl<T: ::std::convert::Into<::std::string::String>, const N: usize>
            ::std::convert::From<[T; N]> for $name
        {
            fn from(values: [T; N]) -> Self {
                Self::new(values)
            }
        }
    };
}

/// From what one variant of an enum holds.
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
