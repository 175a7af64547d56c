//! Settings from the environment.

use std::env::{self, VarError};

use api_transport::{Error, ErrorKind, same_origin};

use crate::base_url::api_root;
use crate::builder::{CLOUD, ClientBuilder};

/// Returns the settings that variables have; `variable` looks one up.
pub(crate) fn builder(
    variable: impl Fn(&'static str) -> Result<Option<String>, Error>,
) -> Result<ClientBuilder, Error> {
    let mut builder = ClientBuilder::default();
    let mut is_own = false;
    if let Some(base_url) = variable("FIRECRAWL_API_URL")? {
        is_own = api_root(&base_url).is_ok_and(|root| !is_cloud(&root));
        builder = builder.base_url(base_url);
    }
    match variable("FIRECRAWL_API_KEY")? {
        // Compose files set what is not given to nothing; a server of one's own needs no key.
        Some(key) if is_own && key.trim().is_empty() => {}
        Some(key) => builder = builder.key(key),
        None => {}
    }
    const ALLOW_HTTP: &str = "FIRECRAWL_ALLOW_HTTP";
    match variable(ALLOW_HTTP)?.unwrap_or_default().trim() {
        "" | "0" | "false" => Ok(builder),
        "1" | "true" => Ok(builder.allow_plain_http(true)),
        _ => Err(Error::new(
            ErrorKind::Config,
            format!("the variable {ALLOW_HTTP} is neither `1` nor `0`; set it again"),
        )),
    }
}

fn is_cloud(root: &url::Url) -> bool {
    api_root(CLOUD).is_ok_and(|cloud| same_origin(&cloud, root))
}

/// Looks up a variable of the process.
pub(crate) fn variable(name: &'static str) -> Result<Option<String>, Error> {
    match env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Error::new(
            ErrorKind::Config,
            format!("the variable {name} is not Unicode; set it again"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Client;

    const KEY: &str = "fc-5ecre7a11c0de5ecre7";

    fn client(variables: &[(&str, &str)]) -> Result<Client, Error> {
        let lookup = |name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            Ok(found.map(|(_, value)| (*value).to_owned()))
        };
        builder(lookup)?.build()
    }

    #[test]
    fn a_server_of_ones_own_needs_no_key() {
        for key in ["", " "] {
            let own = [
                ("FIRECRAWL_API_KEY", key),
                ("FIRECRAWL_API_URL", "http://firecrawl:3002"),
                ("FIRECRAWL_ALLOW_HTTP", ""),
            ];
            let own = client(&own).unwrap();
            assert!(!own.has_key());
            assert_eq!(own.api_root(), "http://firecrawl:3002/v2");
        }
        for cloud in [
            "https://api.firecrawl.dev",
            "https://API.firecrawl.dev/v2/",
            "",
        ] {
            let lost = [("FIRECRAWL_API_KEY", ""), ("FIRECRAWL_API_URL", cloud)];
            let error = client(&lost).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Config, "{cloud}");
        }
    }

    #[test]
    fn plain_http_is_allowed_by_a_variable() {
        let with = |allow| {
            client(&[
                ("FIRECRAWL_API_KEY", KEY),
                ("FIRECRAWL_API_URL", "http://firecrawl:3002"),
                ("FIRECRAWL_ALLOW_HTTP", allow),
            ])
        };
        for allow in ["1", "true", " 1 "] {
            assert!(with(allow).is_ok_and(|client| client.has_key()));
        }
        for denied in ["", "0", "false"] {
            let error = with(denied).unwrap_err();
            assert!(error.message().contains("allow_plain_http"), "{error}");
        }
        let error = with("yes please").unwrap_err();
        assert!(error.message().contains("FIRECRAWL_ALLOW_HTTP"), "{error}");
    }

    #[test]
    fn settings_of_the_environment_can_be_replaced() {
        let settings = builder(|name| {
            Ok(Some(
                format!("not {name}").replace("not FIRECRAWL_ALLOW_HTTP", "0"),
            ))
        })
        .unwrap();
        let client = settings.base_url("http://localhost:3002").key(KEY).build();
        assert!(client.is_ok_and(|client| client.has_key()));
    }
}
