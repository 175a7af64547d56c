//! `firecrawl login`, `logout`, `whoami` and `doctor`.

use std::io::IsTerminal as _;

use clap::ArgMatches;
use firecrawl_client::Client;
use serde_json::json;

use crate::credentials::{self, Credentials};
use crate::failure::{Failure, exit};
use crate::output::Output;
use crate::output::terminal;
use crate::session::{self, Origin, Session};

/// Checks a key and stores it.
pub async fn login(matches: &ArgMatches) -> Result<u8, Failure> {
    let given = ["api-key", "api-key-file"];
    let key = match given
        .iter()
        .find_map(|name| matches.get_one::<String>(name))
    {
        Some(_) => crate::session::key(matches)?,
        None if std::io::stdin().is_terminal() => {
            terminal::note(
                "the key, from https://www.firecrawl.dev/app/api-keys; it is not shown:",
            );
            match hidden_line().await? {
                Some(line) => Some(line),
                None => return Ok(exit::INTERRUPTED),
            }
        }
        None => {
            let mut line = String::new();
            let read = std::io::stdin().read_line(&mut line);
            read.map_err(|error| Failure::usage(format!("the standard input: {error}")))?;
            Some(line)
        }
    };
    let key = key.map(|key| key.trim().to_owned());
    let key = key.filter(|key| !key.is_empty());
    let key = key.ok_or_else(|| Failure::usage("the standard input has no key"))?;
    // A file that cannot be read is what a login mends.
    let stored = credentials::read().unwrap_or_default();
    let session = Session::with_stored(matches, stored)?;
    let api_url = session.url.clone();
    let is_cloud = session.is_cloud();
    let client = session.with_key(&key).client()?;
    match client.team().credit_usage().await {
        Ok(_) => {}
        // A service of one's own need not have this route.
        Err(error) if error.is_not_found() && !is_cloud => {
            terminal::note("the service has no route by which the key could be checked");
        }
        Err(error) => return Err(error.into()),
    }
    let path = credentials::write(&Credentials {
        api_key: Some(key),
        api_url,
    })?;
    terminal::note(&format!("stored in {}", path.display()));
    Ok(exit::OK)
}

/// Reads a line from the terminal, which does not show it; `None` after Ctrl-C.
async fn hidden_line() -> Result<Option<String>, Failure> {
    #[cfg(unix)]
    let before = rustix::termios::tcgetattr(std::io::stdin()).ok();
    let line = tokio::task::spawn_blocking(|| console::Term::stderr().read_secure_line());
    tokio::select! {
        line = line => Ok(Some(line.map_err(std::io::Error::other)??)),
        _ = tokio::signal::ctrl_c() => {
            // The thread still waits with the terminal silent.
            #[cfg(unix)]
            if let Some(before) = before {
                let when = rustix::termios::OptionalActions::Now;
                let _ = rustix::termios::tcsetattr(std::io::stdin(), when, &before);
            }
            Ok(None)
        }
    }
}

/// Deletes the stored key.
pub fn logout() -> Result<u8, Failure> {
    match credentials::delete()? {
        true => terminal::note("the stored key is deleted"),
        false => terminal::note("no key is stored"),
    }
    Ok(exit::OK)
}

fn origin(origin: Origin) -> &'static str {
    match origin {
        Origin::Flag => "a flag",
        Origin::Environment => "the environment",
        Origin::Stored => "`firecrawl login`",
        Origin::Unset => "nowhere",
    }
}

/// Shows where the key comes from, and its balance; never the key.
pub async fn whoami(matches: &ArgMatches) -> Result<u8, Failure> {
    let session = Session::read(matches)?;
    let key_from = origin(session.key_origin);
    let service = session.address();
    let client = session.client()?;
    let usage = client.team().credit_usage().await?.into_inner();
    let usage = serde_json::to_value(usage).map_err(|error| Failure::new(error.to_string()))?;
    Output::read(matches).value(&json!({
        "keyFrom": key_from,
        "service": service,
        "credits": usage,
    }))?;
    Ok(exit::OK)
}

/// Checks the settings one by one, and says what to do about the first that is wrong.
pub async fn doctor(matches: &ArgMatches) -> Result<u8, Failure> {
    let stored = credentials::read();
    let (stored_key, is_broken) = match (&stored, credentials::path()) {
        (Err(failure), _) => (failure.to_string(), true),
        (Ok(stored), Ok(path)) if stored.api_key.is_some() => {
            let service = stored.api_url.as_deref().unwrap_or(session::CLOUD);
            (format!("{}, for {service}", path.display()), false)
        }
        _ => ("none".to_owned(), false),
    };
    let session = Session::with_stored(matches, stored.unwrap_or_default())?;
    let mut report = vec![
        ("version", env!("CARGO_PKG_VERSION").to_owned()),
        ("service", session.address()),
        ("service set by", origin(session.url_origin).to_owned()),
        ("key set by", origin(session.key_origin).to_owned()),
        ("stored key", stored_key),
    ];
    report.push((
        "proxy",
        session.proxy().unwrap_or_else(|| "none".to_owned()),
    ));
    let proxies = ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "NO_PROXY"];
    let set = proxies
        .iter()
        .filter(|name| std::env::var_os(name).is_some());
    let set: Vec<&str> = set.copied().collect();
    report.push((
        "proxy variables",
        match set.is_empty() {
            true => "none".to_owned(),
            false => set.join(", "),
        },
    ));
    let lacks_key = session.lacks_key();
    let (state, code) = match check(session).await.map_err(Failure::for_doctor) {
        Ok(state) if is_broken => (state, exit::FAILURE),
        Ok(state) => (state, exit::OK),
        Err(failure) if lacks_key => {
            let code = failure.code;
            (failure.without_key().to_string(), code)
        }
        Err(failure) => (failure.to_string(), failure.code),
    };
    report.push(("check", state));
    let output = Output::read(matches);
    if output.json {
        let fields = report
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.into()));
        output.value(&serde_json::Value::Object(fields.collect()))?;
    } else {
        let lines = report
            .iter()
            .map(|(name, value)| format!("{name:16} {value}\n"));
        output.text(&lines.collect::<String>())?;
    }
    Ok(code)
}

async fn check(session: Session) -> Result<String, Failure> {
    let has_key = session.key_origin != Origin::Unset;
    let client: Client = session.client()?;
    if !has_key {
        client.parse_formats().await?;
        return Ok("the service responds; without a key it offers only a part".to_owned());
    }
    let usage = client.team().credit_usage().await?;
    let left = usage.remaining_credits;
    let left = left.map_or_else(String::new, |left| format!("; {left} credits are left"));
    Ok(format!("the service responds and takes the key{left}"))
}
