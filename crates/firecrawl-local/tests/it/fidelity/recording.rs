//! A recorded exchange, and sending its request again.

use std::path::PathBuf;

use firecrawl_local::LocalServer;
use serde_json::Value;

/// The number of polls before a scenario fails, 10 ms apart.
pub const LOOKS: usize = 500;

/// One file of the fixtures.
#[derive(Clone, Debug)]
pub struct Recording {
    pub name: String,
    pub value: Value,
}

/// The response of the server.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub content_type: String,
    pub body: Value,
}

/// Returns the folder of the recordings.
pub fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/fixtures")
}

impl Recording {
    pub fn load(name: &str) -> Self {
        let path = folder().join(format!("{name}.json"));
        let text = std::fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        Self {
            name: name.to_owned(),
            value: serde_json::from_str(&text).unwrap(),
        }
    }

    /// The recorded response.
    pub fn reply(&self) -> Reply {
        let response = &self.value["response"];
        Reply {
            status: u16::try_from(response["status"].as_u64().unwrap()).unwrap(),
            content_type: response["headers"]["content-type"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
            body: match response.get("body_text") {
                Some(text) => text.clone(),
                None => response["body"].clone(),
            },
        }
    }

    /// Sends the request once more.
    pub async fn send(&self, server: &LocalServer) -> Reply {
        self.send_for(server, None).await
    }

    /// Sends the request about another job than the recorded one.
    pub async fn send_for(&self, server: &LocalServer, id: Option<&str>) -> Reply {
        let request = &self.value["request"];
        let mut path = request["path"].as_str().unwrap().to_owned();
        if let Some(id) = id {
            path = with_id(&path, id);
        }
        let method = request["method"].as_str().unwrap().parse().unwrap();
        let url = format!("{}{path}", server.base_url());
        let mut builder = reqwest::Client::new().request(method, url);
        for (name, value) in request["headers"].as_object().unwrap() {
            builder = builder.header(name, value.as_str().unwrap());
        }
        if self.value["mode"] == "noauth+ENV-unset" {
            // The service in production stands behind something that ends TLS.
            builder = builder.header("x-forwarded-proto", "https");
        }
        if self.name.ends_with("bad-content-encoding") {
            // The recorder kept no such header.
            builder = builder.header("content-encoding", "bogus");
        }
        if let Some(body) = self.body() {
            builder = builder.body(body);
        }
        let response = builder.send().await.unwrap();
        let content_type = response.headers().get("content-type");
        let content_type = content_type.map_or("", |kind| kind.to_str().unwrap());
        let content_type = content_type.to_owned();
        let status = response.status().as_u16();
        let text = response.text().await.unwrap();
        Reply {
            status,
            content_type,
            body: serde_json::from_str(&text).unwrap_or(Value::String(text)),
        }
    }

    /// The bytes of the request's body; a body that was cut in the recording has its length again.
    fn body(&self) -> Option<Vec<u8>> {
        let request = &self.value["request"];
        let Some(raw) = request["raw_body"].as_str() else {
            let body = &request["body"];
            return (!body.is_null()).then(|| body.to_string().into_bytes());
        };
        let length = usize::try_from(request["raw_body_bytes"].as_u64().unwrap()).unwrap();
        if raw.len() == length {
            return Some(raw.as_bytes().to_vec());
        }
        let kept = raw.split("...<").next().unwrap();
        let mut body = kept.as_bytes().to_vec();
        body.resize(length - 3, b'a');
        body.extend_from_slice(b"\"}}");
        Some(body)
    }
}

/// A path with another job's id in it.
pub fn with_id(path: &str, id: &str) -> String {
    let steps: Vec<&str> = path
        .split('/')
        .map(|step| {
            let (name, rest) = step.split_at(step.find('?').unwrap_or(step.len()));
            if uuid::Uuid::try_parse(name).is_ok() {
                (id, rest)
            } else {
                (name, rest)
            }
        })
        .flat_map(|(name, rest)| [name, rest, "/"])
        .collect();
    steps.concat().trim_end_matches('/').to_owned()
}

/// Starts a job by hand, where the recording of its start is not among the fixtures.
pub async fn start(server: &LocalServer, path: &str, body: &Value) -> String {
    let response = reqwest::Client::new()
        .post(format!("{}{path}", server.base_url()))
        .header("content-type", "application/json")
        .body(body.to_string())
        .send()
        .await
        .unwrap();
    let text = response.text().await.unwrap();
    let response: Value = serde_json::from_str(&text).unwrap();
    response["id"].as_str().expect(&text).to_owned()
}

/// Sends a recorded request until the response is as wanted, for at most five seconds.
pub async fn poll(
    server: &LocalServer,
    name: &str,
    id: &str,
    wished: impl Fn(&Value) -> bool,
) -> Reply {
    let recording = Recording::load(name);
    for _ in 0..LOOKS {
        let reply = recording.send_for(server, Some(id)).await;
        if wished(&reply.body) {
            return reply;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("{name} never came to what was wished");
}
