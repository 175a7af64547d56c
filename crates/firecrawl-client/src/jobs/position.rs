//! A place in the results of a job.

/// A place in the results of a job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Position {
    /// The path and query of a page below the API root; `None` is the first page.
    pub cursor: Option<String>,
    /// How many items of that page were handed out.
    pub offset: usize,
    /// How many items were handed out in all.
    pub delivered: u64,
    /// By which the first item of all is recognised, if it surely is.
    pub first: Option<u64>,
    /// By which the last item that was handed out is recognised, if it surely is.
    pub last: Option<u64>,
}

impl Position {
    /// The place after one more item.
    pub fn gave(&mut self, mark: Option<u64>) {
        if self.delivered == 0 {
            self.first = mark;
        }
        self.last = mark;
        self.offset += 1;
        // It may have been written down by anybody.
        self.delivered = self.delivered.saturating_add(1);
    }
}
