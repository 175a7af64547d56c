//! What is known of an operation without calling it.

/// One operation of the contract.
///
/// The list of all is [`OPERATIONS`](crate::OPERATIONS).
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

impl Operation {
    /// Makes the entry of the generated list.
    #[doc(hidden)]
    pub const fn new(
        id: &'static str,
        function: &'static str,
        method: &'static str,
        path: &'static str,
        generated: bool,
        observed: bool,
    ) -> Self {
        Self {
            id,
            function,
            method,
            path,
            generated,
            observed,
        }
    }
}
