//! The place of a fault, and the list into which the checks write.

use std::rc::Rc;

use openapi_document::{Error, Result, join};

/// A place in the document: its pointer, and the operation around it if there is one.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub(super) pointer: String,
    pub(super) operation: Option<Rc<str>>,
}

impl Place {
    /// The place to which a pointer leads from this one.
    pub(super) fn below(&self, pointer: &str) -> Self {
        Self {
            pointer: format!("{}{pointer}", self.pointer),
            operation: self.operation.clone(),
        }
    }

    /// The place one key or index further in.
    pub(super) fn key(&self, key: impl AsRef<str>) -> Self {
        self.below(&join("", key.as_ref()))
    }

    /// The place several keys further in.
    pub(super) fn keys(&self, keys: &[&str]) -> Self {
        keys.iter().fold(self.clone(), |place, key| place.key(key))
    }
}

/// One fault of the document.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) place: Place,
    message: String,
    remedy: String,
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        let mut error = Self::new(fault.message).remedy(fault.remedy);
        if !fault.place.pointer.is_empty() {
            error = error.at(fault.place.pointer);
        }
        match fault.place.operation {
            Some(operation) => error.in_operation(&*operation),
            None => error,
        }
    }
}

/// The faults that the checks have found.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) faults: Vec<Fault>,
}

impl Report {
    /// Adds a fault.
    pub(super) fn fault(
        &mut self,
        place: &Place,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.faults.push(Fault {
            place: place.clone(),
            message: message.into(),
            remedy: remedy.into(),
        });
    }

    /// The first fault, with the number of the others.
    pub(super) fn into_result(self) -> Result<()> {
        let others = self.faults.len().saturating_sub(1);
        match self.faults.into_iter().next() {
            Some(first) => Err(Error::from(first).and_more(others)),
            None => Ok(()),
        }
    }

    /// All faults.
    pub(super) fn into_errors(self) -> Vec<Error> {
        self.faults.into_iter().map(Error::from).collect()
    }
}
