//! A monitor that reports changes to a webhook, and what a receiver makes of a delivery.

use firecrawl_client::types::{
    MonitorCreateRequest, MonitorSchedule, MonitorWebhook, ScrapeMonitorTarget,
};
use firecrawl_client::webhook::{Event, MonitorPageStatus, Verifier, VerifyError};
use firecrawl_client::{Client, Error, HeaderMap, MonitorId};

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

/// Returns the URLs that have changed, of a delivery with the right signature.
pub fn changed(
    verifier: &Verifier,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Vec<String>, VerifyError> {
    let Event::MonitorPage(event) = verifier.verify(headers, body)? else {
        return Ok(Vec::new());
    };
    let pages = event.data.into_vec().into_iter();
    let changed = pages.filter(|page| page.status == MonitorPageStatus::Changed);
    Ok(changed.map(|page| page.url).collect())
}
