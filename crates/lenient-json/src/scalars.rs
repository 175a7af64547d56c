//! Scalar values: text, booleans, numbers, and arbitrary JSON.

use serde_json::{Number, Value};

use crate::error::Error;
use crate::lenient::{Lenient, Outcome};
use crate::number;
use crate::reader::Reader;
use crate::text_enum::read_text;

impl Lenient for String {
    const EXPECTED: &'static str = "a string";

    fn read(slot: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        read_text(slot, reader, |text, _| Ok(text.into_owned()))
    }
}

impl Lenient for bool {
    const EXPECTED: &'static str = "a boolean";

    fn read(slot: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        if !matches!(reader.peek(), b't' | b'f') {
            return reader.other();
        }
        *slot = Some(reader.boolean()?);
        Ok(Outcome::Typed)
    }
}

impl Lenient for i64 {
    const EXPECTED: &'static str = "a whole number";

    fn read(slot: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        read_number(slot, number::to_i64, reader)
    }
}

impl Lenient for u16 {
    const EXPECTED: &'static str = "a whole number up to 65535";

    fn read(slot: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        let convert =
            |number: &Number| number::to_i64(number).and_then(|whole| whole.try_into().ok());
        read_number(slot, convert, reader)
    }
}

impl Lenient for f64 {
    const EXPECTED: &'static str = "a number";

    fn read(slot: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        read_number(slot, number::to_f64, reader)
    }
}

fn read_number<T>(
    slot: &mut Option<T>,
    convert: fn(&Number) -> Option<T>,
    reader: &mut Reader<'_>,
) -> Result<Outcome, Error> {
    let outcome = reader.other()?;
    if let Outcome::Mismatched(Value::Number(number)) = &outcome
        && let Some(value) = convert(number)
    {
        *slot = Some(value);
        return Ok(Outcome::Typed);
    }
    Ok(outcome)
}

impl Lenient for Value {
    const EXPECTED: &'static str = "any value";

    fn read(slot: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        let mark = reader.mark();
        match reader.held_value()? {
            Some(Value::Null) => return Ok(Outcome::Null),
            Some(value) => *slot = Some(value),
            None => {
                reader.undo(&mark);
                return reader.other();
            }
        }
        Ok(Outcome::Typed)
    }

    fn null() -> Option<Self> {
        Some(Value::Null)
    }
}

/// `null`, for operations without a value.
impl Lenient for () {
    const EXPECTED: &'static str = "null";

    fn read(_: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        reader.other()
    }

    fn null() -> Option<Self> {
        Some(())
    }
}
