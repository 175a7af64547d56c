//! What handles and queries look like from outside.

use firecrawl_client::{Browser, Client, Monitors, Research, Support, Team, ThreatSettings};

use crate::setup::KEY;

#[test]
fn handles_are_cheap_and_show_no_key() {
    fn check<T: Clone + Send + Sync + std::fmt::Debug + 'static>(handle: T) {
        let shown = format!("{:?}", handle.clone());
        assert!(shown.contains("api_root"), "{shown}");
        assert!(!shown.contains(KEY), "{shown}");
    }
    let client = Client::new(KEY).unwrap();
    check::<Browser>(client.browser());
    check::<Monitors>(client.monitors());
    check::<Research>(client.research());
    check::<Support>(client.support());
    check::<Team>(client.team());
    check::<ThreatSettings>(client.threat_protection());
}
