//! Conversions into generated types, one line each in the generated code.

/// Converts the only required text of a record.
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

/// Converts the only required list of texts of a record.
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
