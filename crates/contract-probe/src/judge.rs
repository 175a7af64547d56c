//! Compares one response with the declaration of its operation and status.

use std::collections::BTreeSet;

use serde_json::Value;

use super::declared::Declared;
use super::fields;
use super::finding::{Finding, Kind, word};
use super::plan::{Call, Expected};
use super::server::Reply;
use super::validate::faults;
use openapi_document::{Operation, Result, members};

/// Headers of HTTP, of browsers and of proxies, which no contract of an API names.
const TRANSPORT: &str = "\
    accept-ranges age allow alt-svc cache-control connection content-disposition \
    content-encoding content-language content-length content-security-policy content-type \
    date etag expect-ct expires keep-alive last-modified location nel origin-agent-cluster \
    pragma referrer-policy report-to reporting-endpoints server server-timing set-cookie \
    strict-transport-security transfer-encoding upgrade vary via www-authenticate \
    x-powered-by permissions-policy";
/// The prefixes of more such headers.
const TRANSPORT_FAMILIES: &str = "\
    access-control- cf- cross-origin- fly- x-amz- x-cloud- x-content- x-dns- x-download- \
    x-frame- x-xss-";

/// The result of examining one response.
#[derive(Debug, Default)]
pub(super) struct Judged {
    pub findings: Vec<Finding>,
    /// The declared fields that were there, in a success.
    pub seen: BTreeSet<String>,
    /// The fields that only the observed overlay promises.
    pub observed: BTreeSet<String>,
    /// The body, if it is JSON.
    pub body: Option<Value>,
}

/// Compares a response with the contract.
///
/// # Errors
///
/// If a schema of the contract cannot be used.
pub(super) fn judge(declared: &Declared, call: &Call, reply: &Reply) -> Result<Judged> {
    let is_json = is_json(&reply.media_type());
    let mut judge = Judge {
        call,
        status: reply.status,
        result: Judged {
            body: serde_json::from_slice(&reply.body).ok().filter(|_| is_json),
            ..Judged::default()
        },
    };
    judge.expectation();
    if call.operation.is_empty() {
        return Ok(judge.result);
    }
    let operation = declared.operation(&call.operation)?;
    let response = operation.response(declared.document(), reply.status);
    if response.is_none() {
        judge.add(Kind::UndeclaredStatus, "", reply.status.to_string());
    }
    judge.headers(reply, response);
    judge.media_type(reply, response, is_json);
    judge.body(declared, &operation, response)?;
    Ok(judge.result)
}

struct Judge<'a> {
    call: &'a Call,
    status: u16,
    result: Judged,
}

impl Judge<'_> {
    fn add(&mut self, kind: Kind, place: impl Into<String>, detail: impl Into<String>) {
        let about_all = kind == Kind::UndeclaredHeader;
        self.result.findings.push(Finding {
            kind,
            place: place.into(),
            detail: detail.into(),
            operation: if about_all {
                String::new()
            } else {
                self.call.operation.clone()
            },
            status: (!about_all).then_some(self.status),
            calls: vec![self.call.name.clone()],
        });
    }

    fn expectation(&mut self) {
        let (fits, expected) = match self.call.expected {
            Expected::Anything => return,
            Expected::Rejected => ((400..500).contains(&self.status), "an error".to_owned()),
            Expected::Status(status) => (self.status == status, status.to_string()),
        };
        if !fits {
            let detail = format!("{} in place of {expected}", self.status);
            let place = self.call.name.clone();
            self.add(Kind::NotRejected, place, detail);
        }
    }

    fn headers(&mut self, reply: &Reply, response: Option<&Value>) {
        let declared = response.and_then(|response| response.get("headers"));
        let named =
            |name: &str| members(declared).any(|(known, _)| known.eq_ignore_ascii_case(name));
        for (name, _) in &reply.headers {
            let mut families = TRANSPORT_FAMILIES.split(' ');
            let transport = TRANSPORT.split(' ').any(|known| known == name)
                || families.any(|family| name.starts_with(family));
            if !transport && !named(name) {
                let name = word(name).unwrap_or("(name not shown)").to_owned();
                self.add(Kind::UndeclaredHeader, name, "");
            }
        }
    }

    fn media_type(&mut self, reply: &Reply, response: Option<&Value>, is_json: bool) {
        let content = response.and_then(|response| response.get("content"));
        let names: Vec<&str> = members(content).map(|(name, _)| name.as_str()).collect();
        let sent = if reply.body.is_empty() {
            "an empty body".to_owned()
        } else {
            let media = reply.media_type();
            word(&media.replace('/', "-"))
                .map_or_else(|| "a body of no readable type".to_owned(), |_| media)
        };
        if !names.is_empty() {
            let listed = names.iter().any(|name| {
                let name = name.to_ascii_lowercase();
                name == reply.media_type() || is_json && is_json_name(&name)
            });
            if !listed {
                let detail = format!("{sent}, declared {}", names.join(" or "));
                self.add(Kind::WrongMediaType, "", detail);
                return;
            }
        } else if self.status >= 400 && !is_json && !reply.body.is_empty() {
            // Errors come as JSON, whether the contract lists them or not.
            self.add(Kind::WrongMediaType, "", format!("{sent} as an error"));
        }
        if is_json && self.result.body.is_none() {
            let detail = if reply.body.is_empty() {
                "an empty body, called JSON"
            } else {
                "a body that is not JSON, called JSON"
            };
            self.add(Kind::WrongMediaType, "", detail);
        }
    }

    fn body(
        &mut self,
        declared: &Declared,
        operation: &Operation<'_>,
        response: Option<&Value>,
    ) -> Result<()> {
        let Some(body) = self.result.body.take() else {
            return Ok(());
        };
        let own = members(response.and_then(|response| response.get("content")))
            .find(|(name, _)| is_json_name(name))
            .and_then(|(_, entry)| entry.get("schema"));
        // An overlay declares all fields of an error response in one schema; the contract's own have less.
        let of_errors = declared.error_body().filter(|_| self.status >= 400);
        let schemas: Vec<&Value> = own.into_iter().chain(of_errors).collect();
        if let Some(schema) = schemas.first() {
            for (kind, place, detail) in faults(declared, schema, &body)? {
                self.add(kind, place, detail);
            }
            let fields = fields::compare(declared, &schemas, &body);
            for (place, kind) in fields.unknown {
                self.add(Kind::UndeclaredField, place, kind);
            }
            if self.status < 300 {
                self.result.seen = fields.seen;
                self.result.observed = fields.observed;
                if operation.value["x-observed"] == true {
                    self.result.observed.insert(String::new());
                }
            }
        }
        self.result.body = Some(body);
        Ok(())
    }
}

fn is_json(media_type: &str) -> bool {
    media_type == "application/json" || media_type.ends_with("+json")
}

fn is_json_name(name: &str) -> bool {
    is_json(name.split(';').next().unwrap_or_default().trim())
}
