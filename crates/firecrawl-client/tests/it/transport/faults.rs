//! Every fault that ends an attempt, and what is to become of it.

use std::time::Duration;

use firecrawl_local::Fault;

use crate::setup::KEY;
use firecrawl_client::ErrorKind;

/// A fault, and what becomes of a call that meets it.
pub struct Row {
    pub name: &'static str,
    pub fault: Fault,
    pub kind: ErrorKind,
    pub status: Option<u16>,
    /// True if the same call may succeed later.
    pub retryable: bool,
    /// The wait that the server asks for, in seconds.
    pub wait: Option<u64>,
    /// True if the server may have done the work.
    pub taken: bool,
    /// The classes that are sent again: R, K, C, S.
    pub again: &'static str,
}

const ALL: &str = "RKCS";
const SAFE: &str = "RK";
const NONE: &str = "";

fn refused(
    status: u16,
    retryable: bool,
    wait: Option<u64>,
    taken: bool,
    again: &'static str,
) -> Row {
    let body = format!(
        r#"{{"success":false,"error":"no luck\nfor {KEY}","code":"LUCK","details":[{{"message":"see {KEY}"}}],"page":"PAGE"}}"#
    );
    let mut fault = Fault::status(status)
        .header("x-request-id", "r-17")
        .body(body);
    if let Some(wait) = wait {
        fault = fault.header("retry-after", &wait.to_string());
    }
    Row {
        name: "refused",
        fault,
        kind: kind(status),
        status: Some(status),
        retryable,
        wait,
        taken,
        again,
    }
}

fn kind(status: u16) -> ErrorKind {
    match status {
        400 | 413 | 422 => ErrorKind::BadRequest,
        401 | 403 => ErrorKind::Auth,
        402 => ErrorKind::PaymentRequired,
        404 | 410 => ErrorKind::NotFound,
        408 | 504 => ErrorKind::Timeout,
        409 => ErrorKind::Conflict,
        429 => ErrorKind::RateLimited,
        _ => ErrorKind::Api,
    }
}

fn lost(name: &'static str, fault: Fault, kind: ErrorKind) -> Row {
    Row {
        name,
        fault,
        kind,
        status: None,
        retryable: true,
        wait: None,
        taken: true,
        again: SAFE,
    }
}

fn broken(name: &'static str, fault: Fault) -> Row {
    Row {
        status: Some(200),
        again: "R",
        ..lost(name, fault, ErrorKind::Decode)
    }
}

/// All rows, for attempts that may take so long.
pub fn rows(limit: Duration) -> Vec<Row> {
    let mut rows = vec![
        refused(408, true, None, true, SAFE),
        refused(429, true, None, false, ALL),
        refused(429, true, Some(7), false, ALL),
        refused(500, true, None, true, SAFE),
        refused(425, true, None, true, SAFE),
        refused(499, true, None, true, SAFE),
        refused(501, true, None, true, SAFE),
        refused(502, true, None, true, SAFE),
        refused(503, true, None, true, SAFE),
        refused(503, true, Some(7), false, ALL),
        refused(504, true, None, true, SAFE),
        refused(520, true, None, true, SAFE),
        Row {
            name: "a page of a proxy",
            fault: Fault::html(502),
            ..refused(502, true, None, true, SAFE)
        },
        Row {
            name: "an unknown route",
            fault: Fault::html(404),
            ..refused(404, false, None, false, NONE)
        },
        Row {
            name: "too many requests",
            fault: Fault::rate_limited(Duration::from_secs(60)),
            ..refused(429, true, Some(60), false, ALL)
        },
        lost(
            "no answer in time",
            Fault::latency(limit * 20),
            ErrorKind::Timeout,
        ),
        lost("no answer at all", Fault::silence(), ErrorKind::Timeout),
        lost("a pause", Fault::drip(1, limit * 20), ErrorKind::Timeout),
        lost("a broken connection", Fault::reset(), ErrorKind::Connection),
        lost(
            "a broken answer",
            Fault::reset_after(9),
            ErrorKind::Connection,
        ),
        broken("an answer cut short", Fault::truncated(30)),
        broken("an answer cut short by one", Fault::truncated(usize::MAX)),
    ];
    rows.extend(
        [400, 401, 402, 403, 404, 409, 410, 413, 422]
            .map(|status| refused(status, false, None, false, NONE)),
    );
    rows
}
