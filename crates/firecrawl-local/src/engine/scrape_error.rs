//! The errors of a scrape, in the service's words.

use std::borrow::Cow;

use crate::response::Response;

/// The reason why a page has no document.
#[derive(Clone, Debug)]
pub struct ScrapeError {
    /// The HTTP status of the service's response.
    pub status: u16,
    /// The code, such as `SCRAPE_TIMEOUT`.
    pub code: &'static str,
    /// The message.
    pub message: Cow<'static, str>,
}

impl ScrapeError {
    pub(super) const TIMEOUT: Self = Self::fixed(408, "SCRAPE_TIMEOUT", "Scrape timed out");

    /// The connection failed, or the server does not speak HTTP.
    pub(super) const ENGINES: Self = Self::fixed(
        500,
        "SCRAPE_ALL_ENGINES_FAILED",
        "All scraping engines failed! -- Double check the URL to make sure it's not broken. \
         If the issue persists, contact us at help@firecrawl.com.",
    );

    pub(super) const TLS: Self = Self::fixed(
        500,
        "SCRAPE_SSL_ERROR",
        "An SSL error occurred while scraping the URL. Set `skipTlsVerification: true` to \
         accept a certificate that does not verify.",
    );

    /// `lockdown` allows the cache only, and the page is not in it.
    pub(super) const LOCKDOWN: Self = Self::fixed(
        404,
        "SCRAPE_LOCKDOWN_CACHE_MISS",
        "No cached data for this URL, and lockdown allows no request to it.",
    );

    /// `minAge` allows the cache only, and no copy in it is of that age.
    pub(super) const NO_CACHED_DATA: Self = Self::fixed(
        404,
        "SCRAPE_NO_CACHED_DATA",
        "No cached data available that meets the specified age requirements.",
    );

    /// The service sends this one with status 200 and `success: false`.
    pub(super) fn dns(host: &str) -> Self {
        Self::new(
            200,
            "SCRAPE_DNS_RESOLUTION_ERROR",
            format!(
                "DNS resolution failed for hostname: {host}. Please verify the domain name is correct."
            ),
        )
    }

    /// The site responds, but not with a page.
    pub(super) fn site(error: &str) -> Self {
        Self::new(
            500,
            "SCRAPE_SITE_ERROR",
            format!("The URL failed to load: {error}"),
        )
    }

    pub(super) fn unsupported(reason: impl std::fmt::Display) -> Self {
        Self::new(
            500,
            "SCRAPE_UNSUPPORTED_FILE_ERROR",
            format!("Scrape resulted in unsupported file: {reason}"),
        )
    }

    /// The request cannot be sent.
    pub(super) fn bad_request(message: String) -> Self {
        Self::new(400, "BAD_REQUEST", message)
    }

    const fn fixed(status: u16, code: &'static str, message: &'static str) -> Self {
        let message = Cow::Borrowed(message);
        Self {
            status,
            code,
            message,
        }
    }

    fn new(status: u16, code: &'static str, message: String) -> Self {
        let message = Cow::Owned(message);
        Self {
            status,
            code,
            message,
        }
    }
}

impl From<ScrapeError> for Box<Response> {
    fn from(error: ScrapeError) -> Self {
        Response::error_with_code(error.status, error.code, error.message).into()
    }
}
