//! Lists all monitors with their checks.

use firecrawl_client::{Client, Error};

pub async fn run(client: &Client) -> Result<Vec<String>, Error> {
    let mut lines = Vec::new();
    for monitor in client.monitors().list().await? {
        lines.push(format!(
            "{} {} {}",
            monitor.id, monitor.name, monitor.status
        ));
        for check in client.monitors().checks(&monitor.id).await? {
            lines.push(format!("  {} {}", check.id, check.status));
        }
    }

    // All of them, page by page.
    let mut monitors = client.monitors().list().stream();
    while let Some(monitor) = monitors.next().await {
        let monitor = monitor?;
        let mut checks = client.monitors().checks(&monitor.id).limit(10).stream();
        while let Some(check) = checks.next().await {
            let check = check?;
            lines.push(format!("{}: {}", monitor.name, check.status));
        }
    }
    Ok(lines)
}
