//! A receiver of webhooks.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::compare::{self, Depth};
use super::recording::{LOOKS, Recording};
use super::replay::Replay;

#[derive(Clone)]
struct Shared {
    status: StatusCode,
    deliveries: Arc<Mutex<Vec<Value>>>,
}

/// Keeps what was delivered, in the form of the recordings.
pub struct Receiver {
    address: SocketAddr,
    shared: Shared,
    serving: JoinHandle<()>,
}

impl Receiver {
    /// A receiver that always responds with this status.
    pub async fn start(status: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Shared {
            status: StatusCode::from_u16(status).unwrap(),
            deliveries: Arc::default(),
        };
        let router = Router::new().fallback(receive).with_state(shared.clone());
        let serving = tokio::spawn(async move {
            axum::serve(listener, router).await.unwrap();
        });
        Self {
            address,
            shared,
            serving,
        }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Waits for as many deliveries as were recorded, and compares them event by event.
    pub async fn compare(&self, replay: &mut Replay, name: &str) {
        let recorded = Recording::load(name).value["deliveries"].clone();
        let count = recorded.as_array().unwrap().len();
        let mut got = Vec::new();
        for _ in 0..LOOKS {
            got = self.shared.deliveries.lock().unwrap().clone();
            if got.len() >= count {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        let mut differences = BTreeMap::new();
        let (was, is) = (by_event(&recorded), by_event(&Value::from(got)));
        let events: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
        for event in events {
            let side = |side: &BTreeMap<String, Vec<Value>>| {
                side.get(event).map_or(Value::Null, |list| json!(list))
            };
            let found = compare::in_bodies(&side(&was), &side(&is), Depth::Values);
            let found = found
                .into_iter()
                .map(|(place, what)| (format!("{event} {place}"), what));
            differences.extend(found);
            let counts = [&was, &is].map(|side| side.get(event).map_or(0, Vec::len));
            if counts[0] != counts[1] {
                let what = format!("{} deliveries became {}", counts[0], counts[1]);
                differences.insert(event.clone(), what);
            }
        }
        replay.note(name, differences);
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn receive(
    State(shared): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
    body: String,
) -> StatusCode {
    let header = |name: &str| headers.get(name).map(|value| value.to_str().unwrap());
    let kept: Vec<(&str, &str)> = ["Content-Type", "X-Hook"]
        .into_iter()
        .filter_map(|name| Some((name, header(name)?)))
        .collect();
    let delivery = json!({
        "method": "POST",
        "path": uri.path(),
        "headers": kept,
        "body": serde_json::from_str::<Value>(&body).unwrap(),
    });
    shared.deliveries.lock().unwrap().push(delivery);
    shared.status
}

fn by_event(deliveries: &Value) -> BTreeMap<String, Vec<Value>> {
    let mut events: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for delivery in deliveries.as_array().unwrap() {
        let event = delivery["body"]["type"].as_str().unwrap().to_owned();
        events.entry(event).or_default().push(delivery.clone());
    }
    events
}
