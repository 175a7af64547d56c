//! Where a fault stands, and the list into which the checks write.

use openapi_document::Error;
use openapi_document::join;

/// A place in the document: its pointer, and the operation around it if there is one.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    pub(super) pointer: String,
    pub(super) operation: Option<String>,
}

impl Place {
    /// The place one key or index further in.
    pub(super) fn key(&self, key: impl AsRef<str>) -> Self {
        Self {
            pointer: join(&self.pointer, key.as_ref()),
            operation: self.operation.clone(),
        }
    }

    /// The place several keys further in.
    pub(super) fn keys(&self, keys: &[&str]) -> Self {
        keys.iter().fold(self.clone(), |place, key| place.key(key))
    }

    /// The place of an element of the list at `key`.
    pub(super) fn index(&self, key: &str, index: usize) -> Self {
        self.key(key).key(index.to_string())
    }

    /// The same place, known to belong to an operation.
    pub(super) fn in_operation(mut self, operation: &str) -> Self {
        self.operation = Some(operation.to_owned());
        self
    }
}

/// One fault of the document.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) place: Place,
    message: String,
    remedy: String,
}

impl Fault {
    /// The fault as an error, with the number of the other faults.
    pub(super) fn into_error(self, others: usize) -> Error {
        let mut message = self.message;
        if others > 0 {
            message = format!("{message} (and {others} more)");
        }
        let mut error = Error::new(message).remedy(self.remedy);
        if !self.place.pointer.is_empty() {
            error = error.at(self.place.pointer);
        }
        match self.place.operation {
            Some(operation) => error.in_operation(operation),
            None => error,
        }
    }
}

/// What the checks have found.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// What must be corrected.
    pub(super) faults: Vec<Fault>,
    /// What is odd, but can be worked with.
    pub(super) notes: Vec<Fault>,
}

impl Report {
    /// Adds a fault.
    pub(super) fn fault(
        &mut self,
        place: &Place,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.faults.push(fault(place, message, remedy));
    }

    /// Adds a note.
    pub(super) fn note(
        &mut self,
        place: &Place,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) {
        self.notes.push(fault(place, message, remedy));
    }

    /// The first fault, with the number of the others.
    pub(super) fn into_result(self) -> openapi_document::Result<()> {
        let others = self.faults.len().saturating_sub(1);
        match self.faults.into_iter().next() {
            Some(first) => Err(first.into_error(others)),
            None => Ok(()),
        }
    }
}

fn fault(place: &Place, message: impl Into<String>, remedy: impl Into<String>) -> Fault {
    Fault {
        place: place.clone(),
        message: message.into(),
        remedy: remedy.into(),
    }
}
