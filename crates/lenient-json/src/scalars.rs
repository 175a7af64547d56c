//! Scalar values: text, booleans, numbers, and arbitrary JSON.

use serde_json::{Number, Value};

use crate::error::Error;
use crate::lenient::{Lenient, Outcome, Slot};
use crate::number;
use crate::reader::{ALLOCATION, Reader};
use crate::view::View;

impl Slot for String {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        if reader.peek() != b'"' {
            return reader.other();
        }
        let text = reader.string()?;
        reader.charge(text.len() + ALLOCATION)?;
        *self = text.into_owned();
        Ok(Outcome::Typed)
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Text(self)
    }

    fn clear(&mut self) {
        *self = Self::new();
    }
}

impl Lenient for String {
    const EXPECTED: &'static str = "a string";

    #[inline]
    fn blank() -> Self {
        Self::new()
    }
}

impl Slot for bool {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        if !matches!(reader.peek(), b't' | b'f') {
            return reader.other();
        }
        *self = reader.boolean()?;
        Ok(Outcome::Typed)
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }
}

impl Lenient for bool {
    const EXPECTED: &'static str = "a boolean";

    #[inline]
    fn blank() -> Self {
        false
    }
}

impl Slot for i64 {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        read_number(self, number::to_i64, reader)
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Integer(*self)
    }
}

impl Lenient for i64 {
    const EXPECTED: &'static str = "a whole number";

    #[inline]
    fn blank() -> Self {
        0
    }
}

impl Slot for u64 {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        read_number(self, number::to_u64, reader)
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Unsigned(*self)
    }
}

impl Lenient for u64 {
    const EXPECTED: &'static str = "a whole number from 0 on";

    #[inline]
    fn blank() -> Self {
        0
    }
}

impl Slot for u16 {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        read_number(
            self,
            |number| number::to_i64(number)?.try_into().ok(),
            reader,
        )
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Integer((*self).into())
    }
}

impl Lenient for u16 {
    const EXPECTED: &'static str = "a whole number up to 65535";

    #[inline]
    fn blank() -> Self {
        0
    }
}

impl Slot for f64 {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        read_number(self, number::to_f64, reader)
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Float(*self)
    }
}

impl Lenient for f64 {
    const EXPECTED: &'static str = "a number";

    #[inline]
    fn blank() -> Self {
        0.0
    }
}

fn read_number<T>(
    slot: &mut T,
    convert: fn(&Number) -> Option<T>,
    reader: &mut Reader<'_>,
) -> Result<Outcome, Error> {
    let outcome = reader.other()?;
    if let Outcome::Mismatched(Value::Number(number)) = &outcome
        && let Some(value) = convert(number)
    {
        *slot = value;
        return Ok(Outcome::Typed);
    }
    Ok(outcome)
}

impl Slot for Value {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        let mark = reader.mark();
        match reader.held_value()? {
            Some(Self::Null) => return Ok(Outcome::Null),
            Some(value) => *self = value,
            None => {
                reader.undo(&mark);
                return reader.other();
            }
        }
        Ok(Outcome::Typed)
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Any(self)
    }

    fn null(&mut self) -> bool {
        *self = Self::Null;
        true
    }
}

impl Lenient for Value {
    const EXPECTED: &'static str = "any value";

    #[inline]
    fn blank() -> Self {
        Self::Null
    }
}

/// No value: whatever there is, even nothing at all, is not read.
impl Slot for () {
    fn read(&mut self, _: &mut Reader<'_>) -> Result<Outcome, Error> {
        Ok(Outcome::Typed)
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Null
    }

    fn null(&mut self) -> bool {
        true
    }
}

impl Lenient for () {
    const EXPECTED: &'static str = "null";

    #[inline]
    fn blank() -> Self {}
}
