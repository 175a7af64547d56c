//! Fields that most values of a record lack.

use std::ops::{Deref, DerefMut};

use crate::reader::ALLOCATION;

/// The fields that most values of a record lack; without any of them, they take one pointer.
///
/// They are read and set as if they were in place: an absent group reads as one without values, and
/// is allocated once it is borrowed mutably.
#[derive(Clone, Debug)]
pub struct Rare<T>(Option<Box<T>>);

/// A group of fields that have no value by default.
#[doc(hidden)]
pub trait Group: Default + 'static {
    /// Returns the fields without values.
    fn absent() -> &'static Self;
}

impl<T: Group> Rare<T> {
    /// Returns the fields, so that values can be moved out of them.
    pub fn into_inner(self) -> T {
        self.0.map_or_else(T::default, |fields| *fields)
    }

    /// Returns the bytes that the next mutable borrow allocates.
    #[doc(hidden)]
    pub fn cost(&self) -> usize {
        match self.0 {
            Some(_) => 0,
            None => size_of::<T>() + ALLOCATION,
        }
    }
}

impl<T> Default for Rare<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: Group> Deref for Rare<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match &self.0 {
            Some(fields) => fields,
            None => T::absent(),
        }
    }
}

impl<T: Group> DerefMut for Rare<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

/// An absent group is the same as one without values.
impl<T: Group + PartialEq> PartialEq for Rare<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}
