//! Methods of generated types, written by hand: what another contract need not have.

#[cfg(feature = "operations")]
mod decode_error;
mod fields;
#[cfg(feature = "operations")]
mod json_as;
