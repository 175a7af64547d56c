//! The client and the settings of one run.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, ValueHint};
use firecrawl_client::{Client, ClientBuilder, Error, ErrorKind};
use serde_json::Value;
use url::{Host, Url};

use crate::arguments::values;
use crate::credentials::{self, Credentials};
use crate::failure::Failure;
use crate::waits::Waits;

/// Where a setting came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A flag.
    Flag,
    /// A variable of the environment.
    Environment,
    /// The file that `firecrawl login` writes.
    Stored,
    /// Nothing set it.
    Unset,
}

/// The address of the service unless another is set.
pub const CLOUD: &str = "https://api.firecrawl.dev";

/// The heading of these flags in the help.
const HEADING: &str = "Service";

/// Returns the flags that say how the service is reached.
pub fn arguments() -> Vec<Arg> {
    let flag = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help(help)
            .global(true)
            .hide_short_help(true)
            .help_heading(HEADING)
    };
    vec![
        flag(
            "api-key",
            "KEY",
            "The key; other users of this machine may see it here, so prefer FIRECRAWL_API_KEY, \
             `firecrawl login` or --api-key-file",
        ),
        flag(
            "api-key-file",
            "FILE",
            "Read the key from a file; - is the standard input",
        )
        .value_hint(ValueHint::FilePath)
        .conflicts_with("api-key"),
        flag(
            "keyless",
            "",
            "Send no key, for what the service offers without one",
        )
        .action(ArgAction::SetTrue)
        .conflicts_with_all(["api-key", "api-key-file"]),
        flag(
            "api-url",
            "URL",
            "The service; FIRECRAWL_API_URL sets it too",
        )
        .value_hint(ValueHint::Url),
        flag(
            "request-header",
            "NAME:VALUE",
            "Add a header to each request to the service",
        )
        .action(ArgAction::Append),
        flag(
            "http-proxy",
            "URL",
            "Reach the service through this proxy; HTTPS_PROXY and NO_PROXY are heeded without it",
        ),
        flag(
            "ca-file",
            "FILE",
            "Trust the certificates of this PEM file as well",
        )
        .value_hint(ValueHint::FilePath)
        .action(ArgAction::Append),
        flag(
            "connect-timeout",
            "TIME",
            "Limit opening a connection [10s]",
        )
        .value_parser(values::time),
        flag(
            "total-timeout",
            "TIME",
            "Limit a call with all its attempts",
        )
        .value_parser(values::time),
        flag(
            "allow-plain-http",
            "",
            "Let the key travel over plain http to another machine",
        )
        .action(ArgAction::SetTrue),
    ]
}

/// The settings, before a client is made of them.
pub struct Session {
    /// Where the key came from.
    pub key_origin: Origin,
    /// Where the address came from.
    pub url_origin: Origin,
    /// The address of the service, if one is set.
    pub url: Option<String>,
    is_verbose: bool,
    proxy: Option<String>,
    builder: ClientBuilder,
}

impl Session {
    /// Reads flags, then the environment, then the stored credentials.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, or a setting is wrong.
    pub fn read(matches: &ArgMatches) -> Result<Self, Failure> {
        let has = |flags: &[&str], name: &str| {
            flags.iter().any(|flag| matches.contains_id(flag)) || variable(name).is_some()
        };
        let has_key =
            matches.get_flag("keyless") || has(&["api-key", "api-key-file"], "FIRECRAWL_API_KEY");
        // Without an address, the key would go to the cloud, and not to the stored service.
        let is_given = has_key && has(&["api-url"], "FIRECRAWL_API_URL");
        match credentials::read() {
            Err(failure) if !is_given => Err(failure),
            stored => Self::with_stored(matches, stored.unwrap_or_default()),
        }
    }

    /// Reads flags, then the environment, then these credentials.
    ///
    /// # Errors
    ///
    /// If a file of a flag cannot be read, or a setting is wrong.
    pub fn with_stored(matches: &ArgMatches, stored: Credentials) -> Result<Self, Failure> {
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        let mut builder = Client::builder_from_env()?;
        let (mut key_origin, mut url_origin) = (Origin::Unset, Origin::Unset);
        let mut url = variable("FIRECRAWL_API_URL");
        if let Some(flag) = text("api-url") {
            (url_origin, url) = (Origin::Flag, Some(flag));
        } else if url.is_some() {
            url_origin = Origin::Environment;
        } else if stored.api_url.is_some() {
            (url_origin, url) = (Origin::Stored, stored.api_url.clone());
        }
        builder = builder.base_url(url.as_deref().unwrap_or(CLOUD));
        if matches.get_flag("keyless") {
            builder = builder.keyless();
            key_origin = Origin::Flag;
        } else if let Some(key) = key(matches)? {
            builder = builder.key(key);
            key_origin = Origin::Flag;
        } else if variable("FIRECRAWL_API_KEY").is_some() {
            key_origin = Origin::Environment;
        } else if let Some(key) = stored.api_key
            && is_same_service(stored.api_url.as_deref(), url.as_deref())
        {
            // A stored key belongs to the stored address, and goes to no other one.
            builder = builder.key(key);
            key_origin = Origin::Stored;
        } else {
            // An empty variable is none.
            builder = builder.keyless();
        }
        for header in matches
            .get_many::<String>("request-header")
            .into_iter()
            .flatten()
        {
            let (name, value) = header
                .split_once(':')
                .ok_or_else(|| Failure::usage("`--request-header` takes NAME:VALUE"))?;
            builder = builder.header(name.trim(), value.trim());
        }
        for file in matches.get_many::<String>("ca-file").into_iter().flatten() {
            let path = PathBuf::from(file);
            let pem = fs::read(&path).map_err(|error| Failure::file(&path, &error))?;
            if !String::from_utf8_lossy(&pem).contains("-----BEGIN CERTIFICATE-----") {
                let message = format!("`--ca-file`: {file} has no certificate in PEM");
                return Err(Failure::usage(message));
            }
            builder = builder.add_root_certificate(pem);
        }
        let proxy = text("http-proxy");
        if let Some(proxy) = &proxy {
            builder = builder.proxy(proxy);
        }
        if let Some(limit) = matches.get_one::<Duration>("connect-timeout") {
            builder = builder.connect_timeout(*limit);
        }
        if let Some(limit) = matches.get_one::<Duration>("total-timeout") {
            builder = builder.total_timeout(*limit);
        }
        if matches.get_flag("allow-plain-http") {
            builder = builder.allow_plain_http(true);
        }
        let agent = concat!("firecrawl-cli/", env!("CARGO_PKG_VERSION"));
        Ok(Self {
            key_origin,
            url_origin,
            url,
            is_verbose: matches.get_flag("verbose"),
            proxy,
            builder: builder.user_agent(agent),
        })
    }

    /// Returns true if the service is the cloud.
    pub fn is_cloud(&self) -> bool {
        is_same_service(self.url.as_deref(), None)
    }

    /// Returns true if the service is the cloud, which wants a key for most operations, and none is set.
    pub fn lacks_key(&self) -> bool {
        self.key_origin == Origin::Unset && self.is_cloud()
    }

    /// Returns the address of the service, without a password that it may hold.
    pub fn address(&self) -> String {
        without_password(self.url.as_deref().unwrap_or(CLOUD))
    }

    /// Returns the proxy on the way to the service, without a password, if there is one.
    pub fn proxy(&self) -> Option<String> {
        if let Some(proxy) = &self.proxy {
            return Some(without_password(proxy));
        }
        let url = Url::parse(self.url.as_deref().unwrap_or(CLOUD)).ok()?;
        let host = url.host_str()?;
        let is_local = match url.host()? {
            Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        let set = |name: &str| variable(name).or_else(|| variable(&name.to_lowercase()));
        let excepted = set("NO_PROXY").unwrap_or_default();
        let mut excepted = excepted
            .split(',')
            .map(|name| name.trim().trim_start_matches('.'));
        let is_excepted = |name: &str| name == "*" || (!name.is_empty() && host.ends_with(name));
        if is_local || excepted.any(is_excepted) {
            return None;
        }
        let own = format!("{}_PROXY", url.scheme().to_uppercase());
        let proxy = set(&own).or_else(|| set("ALL_PROXY"))?;
        Some(without_password(&proxy))
    }

    /// Replaces the key.
    pub fn with_key(mut self, key: &str) -> Self {
        self.key_origin = Origin::Flag;
        self.builder = self.builder.key(key);
        self
    }

    /// Creates the client.
    ///
    /// # Errors
    ///
    /// If the key or the address is not valid.
    pub fn client(self) -> Result<Client, Failure> {
        let waits = Waits::new(self.is_verbose, self.lacks_key(), self.proxy());
        Ok(self.builder.attempt_hook(waits).build()?)
    }
}

/// Returns true if two addresses lead to one service, that of the cloud if there is none.
fn is_same_service(one: Option<&str>, other: Option<&str>) -> bool {
    let [one, other] = [one, other].map(|address| {
        let address = address.unwrap_or(CLOUD).trim().trim_end_matches('/');
        Url::parse(address.trim_end_matches("/v2")).ok()
    });
    one.is_some() && one == other
}

/// Returns an address without the user and password that it may hold.
fn without_password(address: &str) -> String {
    match Url::parse(address) {
        Ok(mut url) if url.password().is_some() || !url.username().is_empty() => {
            // An address with a host takes both.
            let _ = (url.set_password(None), url.set_username(""));
            url.to_string()
        }
        Ok(_) if address.contains("://") => address.to_owned(),
        // An address without its scheme, or one that cannot be read, may hold them, too.
        _ => address.rsplit('@').next().unwrap_or(address).to_owned(),
    }
}

/// Returns a variable of the environment; an empty one counts as unset, since containers set those.
pub fn variable(name: &str) -> Option<String> {
    let value = std::env::var(name).ok();
    value.filter(|value| !value.trim().is_empty())
}

/// Reads the key of a flag.
pub fn key(matches: &ArgMatches) -> Result<Option<String>, Failure> {
    if let Some(key) = matches.get_one::<String>("api-key") {
        return Ok(Some(key.clone()));
    }
    let Some(file) = matches.get_one::<String>("api-key-file") else {
        return Ok(None);
    };
    let text = match file.as_str() {
        "-" => std::io::read_to_string(std::io::stdin()),
        path => fs::read_to_string(path),
    };
    let text = text.map_err(|error| Failure::file(file.as_ref(), &error))?;
    Ok(Some(text.trim().to_owned()))
}

/// Sends a request of an operation, and returns the body of the response.
///
/// # Errors
///
/// As the client's calls.
pub async fn call(
    client: &Client,
    operation: &'static crate::operations::Operation,
    parts: crate::arguments::flags::Parts,
) -> Result<Value, Failure> {
    Ok(send(client, operation, parts).await?)
}

/// Does the same, and returns the error as the client has it.
///
/// # Errors
///
/// As the client's calls.
pub async fn send(
    client: &Client,
    operation: &'static crate::operations::Operation,
    parts: crate::arguments::flags::Parts,
) -> Result<Value, Error> {
    let mut path = String::new();
    let mut values = parts.path.iter();
    for piece in operation.operation.path.split_inclusive('/') {
        match piece.trim_end_matches('/') {
            name if name.starts_with('{') => {
                let value = values.next().map_or("", String::as_str);
                if value.is_empty() {
                    // It would lead to another route.
                    let name = name.trim_matches(['{', '}']);
                    let message = format!("`{name}` in the path is empty; nothing was sent");
                    return Err(Error::new(ErrorKind::InvalidRequest, message));
                }
                path.extend(url::form_urlencoded::byte_serialize(value.as_bytes()));
                path += &piece[name.len()..];
            }
            _ => path += piece,
        }
    }
    // The methods of the table are those of HTTP.
    let method = operation.operation.method.parse().unwrap_or_default();
    let mut request = client.request(method, path.replace('+', "%20"));
    for (name, value) in &parts.query {
        request = request.query(*name, value);
    }
    for (name, value) in &parts.headers {
        request = request.header(name, value)?;
    }
    if operation.body.is_some() {
        request = request.json(&Value::Object(parts.body))?;
    }
    let response = request.send_value().await?.into_inner();
    match is_empty(operation.operation, &response) {
        true => {
            let message = format!("{}: the response lacks its value", operation.route());
            Err(Error::new(ErrorKind::Decode, message))
        }
        false => Ok(response),
    }
}

/// Returns true for a response to a read that says nothing but that it was successful.
fn is_empty(operation: &firecrawl_api::Operation, response: &Value) -> bool {
    let is_read = operation.method == "GET" || operation.id == "mapUrls";
    let mut names = response
        .as_object()
        .into_iter()
        .flat_map(|fields| fields.keys());
    is_read
        && operation.value.is_none()
        && response.is_object()
        && names.all(|name| name == "success")
}
