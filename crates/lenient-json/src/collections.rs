//! Lists, maps, and the wrappers `Option` and `Box`.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::error::Error;
use crate::lenient::{Lenient, Outcome, Slot};
use crate::path::Step;
use crate::reader::{ALLOCATION, Mark, Reader};
use crate::view::View;

/// A list that is read item by item.
pub trait List: Slot {
    /// Returns the size of the list.
    fn space(&self) -> Space;

    /// Adds a blank item, after allocating memory for this many.
    fn add(&mut self, more: usize) -> Option<&mut dyn Slot>;

    /// Drops the last item.
    fn drop_last(&mut self);

    /// Calls a function with each item.
    fn each<'a>(&'a self, function: &mut dyn FnMut(&'a dyn Slot));
}

/// The size of a list.
pub struct Space {
    /// The number of its items.
    pub length: usize,
    /// The number of items for which there is memory.
    pub capacity: usize,
    /// The bytes of an item.
    pub item_size: usize,
}

impl<T: Lenient> List for Vec<T> {
    fn space(&self) -> Space {
        Space {
            length: self.len(),
            capacity: self.capacity(),
            item_size: size_of::<T>(),
        }
    }

    fn add(&mut self, more: usize) -> Option<&mut dyn Slot> {
        self.reserve_exact(more);
        self.push(T::blank());
        match self.as_mut_slice() {
            [.., item] => Some(item),
            [] => None,
        }
    }

    fn drop_last(&mut self) {
        self.truncate(self.len().saturating_sub(1));
    }

    fn each<'a>(&'a self, function: &mut dyn FnMut(&'a dyn Slot)) {
        for item in self {
            function(item);
        }
    }
}

impl<T: Lenient> Slot for Vec<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        reader.list(self)
    }

    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn clear(&mut self) {
        *self = Self::new();
    }
}

impl<T: Lenient> Lenient for Vec<T> {
    const EXPECTED: &'static str = "a list";

    #[inline]
    fn blank() -> Self {
        Self::new()
    }
}

/// A value that may be absent.
pub trait Optional: Slot {
    /// Makes it a blank value and returns that.
    fn fill(&mut self) -> Option<&mut dyn Slot>;
}

impl<T: Lenient> Optional for Option<T> {
    fn fill(&mut self) -> Option<&mut dyn Slot> {
        *self = Some(T::blank());
        match self {
            Some(value) => Some(value),
            None => None,
        }
    }
}

/// As a value of its own, `null` is `None`, so that `Option<Option<T>>` distinguishes it from an
/// absent field.
impl<T: Lenient> Slot for Option<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        reader.optional(self)
    }

    fn view(&self) -> View<'_> {
        match self {
            Some(value) => value.view().or_null(),
            None => View::Absent,
        }
    }

    fn clear(&mut self) {
        *self = None;
    }

    fn null(&mut self) -> bool {
        set_null(self);
        true
    }
}

/// `Some(null)` if the value can be that.
fn set_null(optional: &mut dyn Optional) {
    if !optional.fill().is_some_and(|value| value.null()) {
        optional.clear();
    }
}

impl<T: Lenient> Lenient for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    #[inline]
    fn blank() -> Self {
        None
    }
}

impl<T: Lenient> Slot for Box<T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        reader.boxed(&mut **self, size_of::<T>())
    }

    fn view(&self) -> View<'_> {
        (**self).view()
    }

    fn clear(&mut self) {
        (**self).clear();
    }

    fn null(&mut self) -> bool {
        (**self).null()
    }
}

impl<T: Lenient> Lenient for Box<T> {
    const EXPECTED: &'static str = T::EXPECTED;

    fn blank() -> Self {
        Self::new(T::blank())
    }
}

impl Slot for Map<String, Value> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        Ok(match reader.other()? {
            Outcome::Mismatched(Value::Object(map)) => {
                *self = map;
                Outcome::Typed
            }
            outcome => outcome,
        })
    }

    fn view(&self) -> View<'_> {
        View::Object(self)
    }

    fn clear(&mut self) {
        *self = Self::new();
    }
}

impl Lenient for Map<String, Value> {
    const EXPECTED: &'static str = "an object";

    #[inline]
    fn blank() -> Self {
        Self::new()
    }
}

impl<T: Lenient> Slot for BTreeMap<String, T> {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        if !reader.at_object() {
            return reader.other();
        }
        let mark = reader.mark();
        self.clear();
        let mut is_complete = true;
        let mut has_more = reader.enter_object();
        while has_more {
            let key = reader.key()?;
            let mut item = T::blank();
            reader.path.push(Step::Entry(key.clone()));
            let outcome = reader.item(&mut item)?;
            reader.path.pop();
            is_complete &= outcome == Outcome::Typed;
            if is_kept(&outcome) {
                // The nodes of a map are half empty.
                reader.allocate(2 * size_of::<(String, T)>() + ALLOCATION)?;
                self.insert(key.into_owned(), item);
            }
            has_more = reader.next_entry()?;
        }
        reader.container(&mark, is_complete, !self.is_empty())
    }

    fn view(&self) -> View<'_> {
        let entries = self.iter();
        View::Entries(
            entries
                .map(|(key, item)| (key.as_str(), item as &dyn Slot))
                .collect(),
        )
    }

    fn clear(&mut self) {
        *self = Self::new();
    }
}

impl<T: Lenient> Lenient for BTreeMap<String, T> {
    const EXPECTED: &'static str = "an object";

    #[inline]
    fn blank() -> Self {
        Self::new()
    }
}

/// Returns true if a value was read, at least in some of its items.
fn is_kept(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Typed | Outcome::Partial(_))
}

impl Reader<'_> {
    /// Counts the memory of one value.
    fn allocate(&mut self, bytes: usize) -> Result<(), Error> {
        self.charge(bytes + ALLOCATION)
    }

    /// Reads a value that may be absent or `null`.
    fn optional(&mut self, optional: &mut dyn Optional) -> Result<Outcome, Error> {
        if self.peek() == b'n' {
            optional.clear();
            self.word("null")?;
            return Ok(Outcome::Null);
        }
        let Some(value) = optional.fill() else {
            return self.other();
        };
        let outcome = value.read(self);
        if !outcome.as_ref().is_ok_and(is_kept) {
            optional.clear();
        }
        outcome
    }

    /// Reads a value that has an allocation of its own.
    fn boxed(&mut self, slot: &mut dyn Slot, size: usize) -> Result<Outcome, Error> {
        let outcome = slot.read(self)?;
        if is_kept(&outcome) {
            self.allocate(size)?;
        }
        Ok(outcome)
    }

    /// Reads a list.
    pub(crate) fn list(&mut self, list: &mut dyn List) -> Result<Outcome, Error> {
        if !self.at_list() {
            return self.other();
        }
        let mark = self.mark();
        list.clear();
        let mut is_complete = true;
        let mut has_more = self.enter_list();
        while has_more {
            let space = list.space();
            let more = self.room(space.length, space.capacity, space.item_size)?;
            let Some(item) = list.add(more) else {
                break;
            };
            let outcome = self.item(item)?;
            is_complete &= outcome == Outcome::Typed;
            if !is_kept(&outcome) {
                list.drop_last();
            }
            has_more = self.next_item()?;
        }
        let has_items = list.space().length > 0;
        if !has_items {
            list.clear();
        }
        self.container(&mark, is_complete, has_items)
    }

    /// Reads an item of a list or map; it is kept if it is typed or partial.
    fn item(&mut self, item: &mut dyn Slot) -> Result<Outcome, Error> {
        Ok(match self.absorb(item)? {
            Outcome::Null if item.null() => Outcome::Typed,
            outcome => outcome,
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
        match has_items {
            true => self.rewind(mark),
            false => self.undo(mark),
        }
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
            let mut has_more = self.enter_list();
            while has_more {
                let item = self.value()?;
                self.grow(&mut list)?;
                list.push(item);
                has_more = self.next_item()?;
            }
            return Ok(Value::Array(list));
        }
        if self.at_object() {
            let mut map = Map::new();
            let mut has_more = self.enter_object();
            while has_more {
                let key = self.key()?.into_owned();
                let item = self.value()?;
                self.keep(&mut map, key, item)?;
                has_more = self.next_entry()?;
            }
            return Ok(Value::Object(map));
        }
        self.value()
    }
}
