//! The facts about an operation.

use reqwest::Method;

use crate::ServerTimeout;

/// One operation of a contract.
///
/// A generated crate has a `static` for each of its operations. Every fact is
/// written in the contract or its overlays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)]
pub struct Operation {
    /// The operationId of the contract, such as `crawlUrls`.
    pub id: &'static str,
    /// The HTTP method, in capitals.
    pub method: &'static str,
    /// The path template below the API root, such as `/crawl/{id}`.
    pub path: &'static str,
    /// The end of the API root, such as `/v2`, that the path is not below but beside.
    pub beside: Option<&'static str>,
    /// The safety of sending the request again.
    pub retry: RetryClass,
    /// The fields of the request that limit the server's time, if it waits for its work.
    pub server_timeout: Option<ServerTimeout>,
    /// The field of the response that holds the value; without one the body is the value.
    pub value: Option<&'static str>,
    /// The field of the body that names the program's integration, if the request has one.
    pub label: Option<&'static str>,
    /// True if the service requires a key.
    pub needs_key: bool,
    /// True if the operation was observed in use and the contract does not promise it.
    pub observed: bool,
    /// True if the generated client has a function for it; the others are written by hand.
    pub generated: bool,
}

/// The safety of sending a request again when its response was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RetryClass {
    /// Reads, and writes that set the same value again.
    Idempotent,
    /// Starts work; the service recognizes a repetition by its idempotency key.
    Keyed,
    /// Costs credits again and leaves nothing behind.
    Costly,
    /// Starts billable work or changes something each time.
    Starts,
}

impl RetryClass {
    /// Returns the class of a request about which only the method is known.
    pub fn of_method(method: &Method) -> Self {
        Self::of_name(method.as_str())
    }

    /// Returns whether the call may start work that outlives it.
    pub const fn starts_work(self) -> bool {
        matches!(self, Self::Keyed | Self::Starts)
    }

    const fn of_name(method: &str) -> Self {
        match method.as_bytes() {
            b"GET" | b"HEAD" | b"PUT" | b"DELETE" | b"OPTIONS" | b"TRACE" => Self::Idempotent,
            // An unknown operation is treated as the most dangerous one.
            _ => Self::Starts,
        }
    }
}

impl Operation {
    /// Creates an operation that is retried as its method suggests and returns the whole body.
    pub const fn new(id: &'static str, method: &'static str, path: &'static str) -> Self {
        Self {
            id,
            method,
            path,
            beside: None,
            retry: RetryClass::of_name(method),
            server_timeout: None,
            value: None,
            label: None,
            needs_key: true,
            observed: false,
            generated: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_method_decides_unless_the_contract_does() {
        let class = |method| Operation::new("a", method, "/a").retry;
        for method in ["GET", "HEAD", "PUT", "DELETE"] {
            assert_eq!(class(method), RetryClass::Idempotent, "{method}");
        }
        for method in ["POST", "PATCH", "BREW"] {
            assert_eq!(class(method), RetryClass::Starts, "{method}");
        }
        let costly = Operation {
            retry: RetryClass::Costly,
            ..Operation::new("a", "POST", "/a")
        };
        assert_eq!(costly.retry, RetryClass::Costly);
        assert!(!costly.retry.starts_work());
        assert_eq!(RetryClass::of_method(&Method::PUT), RetryClass::Idempotent);
    }
}
