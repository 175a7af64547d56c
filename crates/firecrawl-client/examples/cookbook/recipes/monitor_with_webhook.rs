//! A monitor that reports changes to a webhook, and the check of the webhook's signature.

use firecrawl_client::types::{
    MonitorCreateRequest, MonitorSchedule, MonitorWebhook, ScrapeMonitorTarget,
};
use firecrawl_client::{Client, Error, MonitorId};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Creates the monitor; each of its checks costs credits.
pub async fn run(client: &Client, page: &str, hook: &str) -> Result<MonitorId, Error> {
    let request = MonitorCreateRequest::new(
        "prices",
        MonitorSchedule::new().cron("0 9 * * *"),
        [ScrapeMonitorTarget::new([page])],
    );
    let webhook = MonitorWebhook::new(hook).events(["monitor.page"]);
    let monitor = client.monitors().create(request.webhook(webhook)).await?;
    Ok(MonitorId::from(monitor.id.clone()))
}

/// Returns whether the header `X-Firecrawl-Signature` belongs to the exact bytes of the body.
pub fn is_genuine(secret: &[u8], body: &[u8], header: &str) -> bool {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret) else {
        return false;
    };
    mac.update(body);
    let digits = header.strip_prefix("sha256=").unwrap_or_default();
    let bytes = digits.as_bytes().chunks(2).map(|pair| {
        let pair = std::str::from_utf8(pair).ok()?;
        u8::from_str_radix(pair, 16).ok()
    });
    let signature: Option<Vec<u8>> = bytes.collect();
    // Compares in constant time.
    signature.is_some_and(|signature| mac.verify_slice(&signature).is_ok())
}
