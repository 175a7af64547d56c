//! Compares one response with the declaration of its operation and status.

use serde_json::Value;

use super::declared::Declared;
use super::fields::{Fields, Schemas};
use super::finding::{Kind, word};
use super::plan::Call;
use super::server::Reply;
use super::validate::{Fact, faults};
use openapi_document::{Result, members};

/// The schema of an error response, which an overlay adds to the contract.
const ERROR_BODY: &str = "/components/schemas/ErrorBody";

/// Headers of HTTP, of browsers and of proxies, which no contract of an API names.
const TRANSPORT: &str = "\
    accept-ranges age allow alt-svc cache-control connection content-disposition \
    content-encoding content-language content-length content-security-policy content-type \
    date etag expect-ct expires keep-alive last-modified location nel origin-agent-cluster \
    pragma referrer-policy report-to reporting-endpoints server server-timing set-cookie \
    strict-transport-security transfer-encoding upgrade vary via warning www-authenticate \
    x-powered-by permissions-policy";
/// The prefixes of more such headers.
const TRANSPORT_FAMILIES: &str = "\
    access-control- cf- cross-origin- fly- x-amz- x-cloud- x-content- x-dns- x-download- \
    x-frame- x-xss-";

/// The result of examining one response.
#[derive(Debug, Default)]
pub(super) struct Judged {
    pub facts: Vec<Fact>,
    /// The fields of a success.
    pub fields: Fields,
    /// The body, if it is JSON.
    pub body: Option<Value>,
    /// The status of a rejection that the call provoked and the contract does not list.
    pub rejection: Option<u16>,
}

/// Compares a response with the contract.
///
/// # Errors
///
/// If a schema of the contract cannot be used.
pub(super) fn judge(declared: &Declared, call: &Call<'_>, reply: &Reply) -> Result<Judged> {
    let (document, status) = (&declared.0, reply.status);
    let mut judged = Judged::default();
    if is_json(&reply.media_type) {
        judged.body = serde_json::from_slice(&reply.body).ok();
    }
    let facts = &mut judged.facts;
    let expected = call.expected.as_ref();
    if let Some(expected) = expected.filter(|expected| !expected.contains(&status)) {
        let wanted = match expected.start() {
            only if only == expected.end() => only.to_string(),
            _ => "an error".to_owned(),
        };
        let detail = format!("{status} in place of {wanted}");
        facts.push((Kind::NotRejected, call.name.clone(), detail));
    }
    if call.id().is_empty() {
        return Ok(judged);
    }
    let response = call.operation.response(document, status);
    if response.is_none() && call.provokes(status) {
        judged.rejection = Some(status);
    } else if response.is_none() {
        facts.push((Kind::UndeclaredStatus, String::new(), status.to_string()));
    }
    let declared = |name: &str| response.and_then(|response| response.get(name));
    facts.extend(undeclared_headers(reply, declared("headers")));
    let detail = wrong_media_type(reply, declared("content"), judged.body.is_some());
    facts.extend(detail.map(|detail| (Kind::WrongMediaType, String::new(), detail)));

    let mut content = members(declared("content"));
    let own = content.find(|(name, _)| is_json(&essence(name)));
    let own = own.and_then(|(_, entry)| entry.get("schema"));
    // An overlay declares all fields of an error response in one schema; the contract's own have less.
    let of_errors = document.pointer(ERROR_BODY).filter(|_| status >= 400);
    let schemas: Vec<&Value> = own.into_iter().chain(of_errors).collect();
    let (Some(schema), Some(body)) = (schemas.first(), &judged.body) else {
        return Ok(judged);
    };
    facts.extend(faults(document, schema, body)?);
    let mut fields = Schemas::new(document, &schemas).compare(body);
    // A server whose header says that it warns may say the same in the body.
    let warns = reply.headers.iter().any(|name| name == "warning");
    let unknown = std::mem::take(&mut fields.unknown).into_iter();
    let unknown = unknown.filter(|(place, _)| !warns || place != "warning");
    facts.extend(unknown.map(|(place, kind)| (Kind::UndeclaredField, place, kind.to_owned())));
    if status < 300 {
        if call.operation.value["x-observed"] == true {
            fields.observed.insert(String::new());
        }
        judged.fields = fields;
    }
    Ok(judged)
}

fn undeclared_headers(reply: &Reply, declared: Option<&Value>) -> impl Iterator<Item = Fact> {
    let is_known = move |name: &str| {
        let mut families = TRANSPORT_FAMILIES.split(' ');
        TRANSPORT.split(' ').any(|known| known == name)
            || families.any(|family| name.starts_with(family))
            || members(declared).any(|(known, _)| known.eq_ignore_ascii_case(name))
    };
    let undeclared = reply.headers.iter().filter(move |name| !is_known(name));
    undeclared.map(|name| {
        let name = word(name).unwrap_or("(name not shown)").to_owned();
        (Kind::UndeclaredHeader, name, String::new())
    })
}

/// Describes a body of another media type than declared, or that is not what it claims to be.
fn wrong_media_type(reply: &Reply, content: Option<&Value>, is_read: bool) -> Option<String> {
    let (media_type, is_empty) = (&reply.media_type, reply.body.is_empty());
    let names: Vec<&str> = members(content).map(|(name, _)| name.as_str()).collect();
    let sent = match word(&media_type.replace('/', "-")) {
        _ if is_empty => "an empty body",
        Some(_) => media_type,
        None => "a body of no readable type",
    };
    let is_listed = |name: &&str| {
        let name = name.to_ascii_lowercase();
        name == *media_type || is_json(media_type) && is_json(&essence(&name))
    };
    if !names.is_empty() && !names.iter().any(is_listed) {
        Some(format!("{sent}, declared {}", names.join(" or ")))
    } else if is_json(media_type) {
        let what = if is_empty {
            sent
        } else {
            "a body that is not JSON"
        };
        (!is_read).then(|| format!("{what}, called JSON"))
    } else {
        // Errors come as JSON, whether the contract lists them or not.
        (names.is_empty() && reply.status >= 400 && !is_empty)
            .then(|| format!("{sent} as an error"))
    }
}

fn is_json(media_type: &str) -> bool {
    media_type == "application/json" || media_type.ends_with("+json")
}

/// Returns a media type without its parameters.
fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_owned()
}
