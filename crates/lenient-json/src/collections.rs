//! Lists, maps, and the wrappers `Option` and `Box`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::error::Error;
use crate::lenient::{Lenient, Outcome};
use crate::path::Step;
use crate::reader::{ALLOCATION, Mark, Reader};

/// `null` is a value here, so `Option<Option<T>>` distinguishes it from an absent field.
impl<T: Lenient> Lenient for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn read(slot: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        let mut inner = None;
        let outcome = T::read(&mut inner, reader)?;
        if let Outcome::Mismatched(_) = outcome {
            return Ok(outcome);
        }
        *slot = Some(inner);
        Ok(match outcome {
            Outcome::Null => Outcome::Typed,
            outcome => outcome,
        })
    }

    fn null() -> Option<Self> {
        Some(None)
    }
}

impl<T: Lenient> Lenient for Box<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn read(slot: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        let mut inner = None;
        let outcome = T::read(&mut inner, reader)?;
        if let Some(inner) = inner {
            reader.allocate::<T>()?;
            *slot = Some(Box::new(inner));
        }
        Ok(outcome)
    }

    fn null() -> Option<Self> {
        T::null().map(Box::new)
    }
}

impl<T: Lenient> Lenient for Vec<T> {
    const EXPECTED: &'static str = "a list";

    fn read(slot: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        if !reader.at_list() {
            return reader.other();
        }
        let mark = reader.mark();
        let mut items = Vec::new();
        let mut is_complete = true;
        reader.items(&mut |reader| {
            let mut item = None;
            is_complete &= reader.item::<T>(&mut item)?;
            if let Some(item) = item {
                reader.grow(&mut items)?;
                items.push(item);
            }
            Ok(())
        })?;
        let has_items = !items.is_empty();
        if is_complete || has_items {
            *slot = Some(items);
        }
        reader.container(&mark, is_complete, has_items)
    }
}

impl Lenient for Map<String, Value> {
    const EXPECTED: &'static str = "an object";

    fn read(slot: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        Ok(match reader.other()? {
            Outcome::Mismatched(Value::Object(map)) => {
                *slot = Some(map);
                Outcome::Typed
            }
            outcome => outcome,
        })
    }
}

impl<T: Lenient> Lenient for BTreeMap<String, T> {
    const EXPECTED: &'static str = "an object";

    fn read(slot: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        if !reader.at_object() {
            return reader.other();
        }
        let mark = reader.mark();
        let mut map = Self::new();
        let mut is_complete = true;
        reader.entries(&mut |reader, key| {
            let mut item = None;
            reader.path.push(Step::Entry(key.clone()));
            is_complete &= reader.item::<T>(&mut item)?;
            reader.path.pop();
            if let Some(item) = item {
                reader.allocate::<(String, T)>()?;
                reader.allocate::<(String, T)>()?;
                map.insert(key.into_owned(), item);
            }
            Ok(())
        })?;
        let has_items = !map.is_empty();
        if is_complete || has_items {
            *slot = Some(map);
        }
        reader.container(&mark, is_complete, has_items)
    }
}

impl Reader<'_> {
    /// Counts the memory of one value.
    fn allocate<T>(&mut self) -> Result<(), Error> {
        self.charge(size_of::<T>() + ALLOCATION)
    }

    /// Reads an item of a list or map; returns whether it has the declared type as a whole.
    fn item<T: Lenient>(&mut self, item: &mut Option<T>) -> Result<bool, Error> {
        Ok(match self.absorb(&mut |reader| T::read(item, reader))? {
            Outcome::Typed => true,
            Outcome::Null => {
                *item = T::null();
                item.is_some()
            }
            Outcome::Mismatched(_) | Outcome::Partial(_) => false,
        })
    }

    /// Returns the outcome of a list or map; one with items of another type is kept unchanged.
    fn container(
        &mut self,
        mark: &Mark,
        is_complete: bool,
        has_items: bool,
    ) -> Result<Outcome, Error> {
        if is_complete {
            return Ok(Outcome::Typed);
        }
        self.rewind(mark);
        let whole = self.value_of_items()?;
        Ok(match has_items {
            true => Outcome::Partial(whole),
            false => Outcome::Mismatched(whole),
        })
    }

    /// Reads a list or map of any items; each that a `Value` cannot hold becomes its text.
    pub(crate) fn value_of_items(&mut self) -> Result<Value, Error> {
        if self.at_list() {
            let mut list = Vec::new();
            self.items(&mut |reader| {
                let item = reader.value()?;
                reader.grow(&mut list)?;
                list.push(item);
                Ok(())
            })?;
            return Ok(Value::Array(list));
        }
        if self.at_object() {
            let mut map = Map::new();
            self.entries(&mut |reader, key| {
                let item = reader.value()?;
                reader.keep(&mut map, key.into_owned(), item)
            })?;
            return Ok(Value::Object(map));
        }
        self.value()
    }
}
