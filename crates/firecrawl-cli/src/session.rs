//! The client and the settings of one run.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, ValueHint};
use firecrawl_client::{Attempt, AttemptHook, Client, ClientBuilder, Error, HeaderMap};
use serde_json::Value;

use crate::arguments::values;
use crate::credentials::{self, Credentials};
use crate::failure::Failure;
use crate::output::terminal;

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
const CLOUD: &str = "https://api.firecrawl.dev";

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
    builder: ClientBuilder,
}

impl Session {
    /// Reads flags, then the environment, then the stored credentials.
    ///
    /// # Errors
    ///
    /// If a file cannot be read, or a setting is wrong.
    pub fn read(matches: &ArgMatches) -> Result<Self, Failure> {
        Self::with_stored(matches, credentials::read()?)
    }

    /// Reads flags, then the environment, then these credentials.
    ///
    /// # Errors
    ///
    /// If a file of a flag cannot be read, or a setting is wrong.
    pub fn with_stored(matches: &ArgMatches, stored: Credentials) -> Result<Self, Failure> {
        let text = |name: &str| matches.get_one::<String>(name).cloned();
        let set = |name: &str| std::env::var_os(name).is_some();
        let mut builder = Client::builder_from_env()?;
        let (mut key_origin, mut url_origin) = (Origin::Unset, Origin::Unset);
        let mut url = std::env::var("FIRECRAWL_API_URL").ok();
        if let Some(flag) = text("api-url") {
            (url_origin, url) = (Origin::Flag, Some(flag.clone()));
            builder = builder.base_url(flag);
        } else if set("FIRECRAWL_API_URL") {
            url_origin = Origin::Environment;
        } else if let Some(stored) = &stored.api_url {
            (url_origin, url) = (Origin::Stored, Some(stored.clone()));
            builder = builder.base_url(stored);
        }
        if matches.get_flag("keyless") {
            builder = builder.keyless();
            key_origin = Origin::Flag;
        } else if let Some(key) = key(matches)? {
            builder = builder.key(key);
            key_origin = Origin::Flag;
        } else if set("FIRECRAWL_API_KEY") {
            key_origin = Origin::Environment;
        } else if let Some(key) = stored.api_key {
            // A stored key belongs to the stored address, and goes to no other one.
            if stored.api_url == url {
                builder = builder.key(key);
                key_origin = Origin::Stored;
            }
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
            builder = builder.add_root_certificate(pem);
        }
        if let Some(proxy) = text("http-proxy") {
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
        if matches.get_flag("verbose") {
            builder = builder.attempt_hook(Attempts);
        }
        let agent = concat!("firecrawl-cli/", env!("CARGO_PKG_VERSION"));
        Ok(Self {
            key_origin,
            url_origin,
            url,
            builder: builder.user_agent(agent),
        })
    }

    /// Returns the address of the service, without a password that it may hold.
    pub fn address(&self) -> String {
        let address = self.url.as_deref().unwrap_or(CLOUD);
        match url::Url::parse(address) {
            Ok(mut url) if url.password().is_some() || !url.username().is_empty() => {
                // An address with a host takes both.
                let _ = (url.set_password(None), url.set_username(""));
                url.to_string()
            }
            _ => address.to_owned(),
        }
    }

    /// Replaces the key.
    pub fn with_key(mut self, key: &str) -> Self {
        self.builder = self.builder.key(key);
        self
    }

    /// Creates the client.
    ///
    /// # Errors
    ///
    /// If the key or the address is not valid.
    pub fn client(self) -> Result<Client, Failure> {
        Ok(self.builder.build()?)
    }
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

/// Shows each attempt, for `--verbose`.
struct Attempts;

impl AttemptHook for Attempts {
    fn on_request(&self, attempt: &Attempt<'_>, _: &mut HeaderMap) {
        let (operation, number) = (attempt.operation, attempt.number);
        terminal::note(&format!("{operation}: attempt {number}"));
    }
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
    Ok(request.send_value().await?.into_inner())
}
