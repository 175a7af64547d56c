//! Methods of generated types, written by hand: what another contract need not have.

mod decode_error;
mod fields;
mod json_as;
