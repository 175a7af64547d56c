//! What is known of an operation without calling it.

/// One operation of the contract.
///
/// A generated crate lists all of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The operationId of the contract: `crawlUrls`.
    pub id: &'static str,
    /// The function of the generated client, as hooks are told it: `crawl_urls`.
    pub function: &'static str,
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The path template below the API root: `/crawl/{id}`.
    pub path: &'static str,
    /// Whether the generated client has the function; the others are written by hand.
    pub generated: bool,
    /// Whether the operation was seen in use and the contract does not promise it.
    pub observed: bool,
}

// The entries of the generated list are made by these.
#[doc(hidden)]
#[allow(missing_docs)]
impl Operation {
    pub const fn new(
        id: &'static str,
        function: &'static str,
        method: &'static str,
        path: &'static str,
    ) -> Self {
        Self {
            id,
            function,
            method,
            path,
            generated: true,
            observed: false,
        }
    }

    pub const fn hand_written(
        id: &'static str,
        function: &'static str,
        method: &'static str,
        path: &'static str,
    ) -> Self {
        Self {
            generated: false,
            ..Self::new(id, function, method, path)
        }
    }

    pub const fn observed(
        id: &'static str,
        function: &'static str,
        method: &'static str,
        path: &'static str,
    ) -> Self {
        Self {
            observed: true,
            ..Self::new(id, function, method, path)
        }
    }
}
