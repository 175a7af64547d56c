//! Browser sessions from their start to their end.

use std::time::Duration;

use firecrawl_client::ErrorKind;
use firecrawl_client::types::{BrowserCodeRequest, BrowserSessionRequest, BrowserSessionStatus};
use firecrawl_local::Fault;

use crate::setup::Setup;

#[tokio::test]
async fn a_session_is_opened_used_and_closed() {
    let setup = Setup::new().await;
    let browser = setup.client.browser();
    let request = BrowserSessionRequest::new().ttl(Duration::from_secs(300));
    let session = browser.create(request).await.unwrap();
    assert_eq!(session.envelope()["success"], true);
    let id = session.id.as_str();

    let open = || browser.list().status(BrowserSessionStatus::Active);
    let listed = open().await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].id, id);

    let code = BrowserCodeRequest::new("1 + 1").timeout(Duration::from_secs(5));
    let done = browser.execute(id, code).await.unwrap();
    assert_eq!(done.exit_code, Some(0));

    let ended = browser.delete(id).await.unwrap();
    assert!(ended.credits_billed.unwrap() > 0.0);
    assert!(open().await.unwrap().is_empty());
    let error = browser.execute(id, "1").await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(
        error.operation(),
        Some("POST /interact/{sessionId}/execute")
    );
}

#[tokio::test]
async fn a_lost_start_is_not_sent_again() {
    let setup = Setup::new().await;
    setup
        .server
        .fault("createBrowserSession", Fault::reset())
        .unwrap();
    let browser = setup.client.browser();
    let error = browser
        .create(BrowserSessionRequest::new())
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert!(error.is_ambiguous_start());
    assert_eq!(setup.server.coverage().calls("createBrowserSession"), 1);
}

#[tokio::test]
async fn a_lost_end_is_sent_again() {
    let setup = Setup::new().await;
    let browser = setup.client.browser();
    let session = browser.create(BrowserSessionRequest::new()).await.unwrap();
    setup
        .server
        .fault("deleteBrowserSession", Fault::reset())
        .unwrap();
    let ended = browser.delete(session.id.as_str()).await.unwrap();
    assert_eq!(ended.attempts(), 2);
    assert_eq!(setup.clock.slept().len(), 1);
}
