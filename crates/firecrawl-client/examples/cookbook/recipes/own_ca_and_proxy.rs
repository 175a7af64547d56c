//! A server behind a private certificate authority, an access proxy and a forward proxy.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Duration;

use firecrawl_client::{Client, ClientBuilder};

/// Builds a client; `builder` is `Client::builder_from_env()?`, with the address and the key.
pub fn run(
    builder: ClientBuilder,
    authority: &Path,
    proxy: &str,
) -> Result<Client, Box<dyn Error>> {
    let client = builder
        // Beside the authorities that the platform trusts.
        .add_root_certificate(fs::read(authority)?)
        // `http`, `https`, or with the feature `socks` also `socks5h`.
        .proxy(proxy)
        // For the access proxy; it is redacted like the key.
        .header("CF-Access-Client-Id", "0123456789abcdef.access")
        .connect_timeout(Duration::from_secs(5))
        .build()?;
    Ok(client)
}
