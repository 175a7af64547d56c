//! A position in the results of a job.

/// A position in the results of a job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Position {
    /// The path and query of a page below the API root; `None` is the first page.
    pub cursor: Option<String>,
    /// The number of items of that page that were delivered.
    pub offset: usize,
    /// The number of items that were delivered in all.
    pub delivered: u64,
    /// Identity of the job's first item, if it has a unique id.
    pub first: Option<u64>,
    /// Identity of the last delivered item, if it has a unique id.
    pub last: Option<u64>,
}

impl Position {
    /// Moves behind one more item.
    pub fn advance(&mut self, mark: Option<u64>) {
        if self.delivered == 0 {
            self.first = mark;
        }
        self.last = mark;
        self.offset += 1;
        // A serialized position can hold any number.
        self.delivered = self.delivered.saturating_add(1);
    }
}
