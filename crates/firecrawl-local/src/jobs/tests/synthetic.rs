//! Extracts and agent runs.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use super::site::World;

async fn until_ended(world: &World, operation: &str, id: &str) -> Value {
    let wait = async {
        loop {
            let (status, body) = world.get(operation, id).await;
            assert_eq!(status, 200);
            if body["status"] != "processing" {
                return body;
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), wait)
        .await
        .unwrap()
}

fn schema() -> Value {
    json!({
        "type": "object",
        "properties": {"name": {"type": "string"}},
        "required": ["name"],
    })
}

#[tokio::test]
async fn an_extract_works_and_then_has_made_up_data() {
    let world = World::new().await;
    let body = json!({
        "urls": [format!("{}*", world.at("/docs/"))], "schema": schema(), "showSources": true,
    });
    let (status, started) = world.post("extractData", body).await;
    assert_eq!((status, &started["invalidURLs"]), (200, &json!([])));
    let id = started["id"].as_str().unwrap();
    let (_, first) = world.get("getExtractStatus", id).await;
    assert_eq!(
        (&first["status"], &first["data"]),
        (&"processing".into(), &json!([]))
    );
    let done = until_ended(&world, "getExtractStatus", id).await;
    assert_eq!(
        (&done["success"], &done["status"]),
        (&true.into(), &"completed".into())
    );
    assert!(done["data"].is_object() && done["sources"].is_object());
    assert!(done["warning"].as_str().unwrap().contains("made up"));
    assert_eq!(world.get("getAgentStatus", id).await.0, 404);
}

#[tokio::test]
async fn an_extract_of_dead_addresses_fails_oddly() {
    let world = World::new().await;
    let body = json!({"urls": [world.at("/broken")], "schema": schema()});
    let (_, started) = world.post("extractData", body).await;
    let id = started["id"].as_str().unwrap();
    let done = until_ended(&world, "getExtractStatus", id).await;
    let keys: Vec<&String> = done.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["success", "data", "status", "error", "expiresAt"]);
    assert_eq!(
        (&done["success"], &done["data"]),
        (&false.into(), &json!([]))
    );
    assert_eq!(
        done["error"],
        "All provided URLs are invalid. Please check your input and try again."
    );
}

#[tokio::test]
async fn an_agent_works_and_then_has_made_up_data() {
    let mut world = World::new().await;
    let body = json!({"prompt": "who?", "schema": schema(), "webhook": {"url": world.at("/hook")}});
    let (_, started) = world.post("startAgent", body).await;
    let id = started["id"].as_str().unwrap();
    let (_, first) = world.get("getAgentStatus", id).await;
    assert_eq!(
        (&first["status"], first.get("data")),
        (&"processing".into(), None)
    );
    let done = until_ended(&world, "getAgentStatus", id).await;
    assert_eq!(done["status"], "completed");
    assert!(done["data"].is_object());
    assert!(done["message"].as_str().unwrap().contains("made up"));
    assert_eq!(done["threadId"], started["threadId"]);
    assert_eq!(world.event().await["type"], "agent.started");
    let event = world.event().await;
    assert_eq!(event["type"], "agent.completed");
    assert_eq!(event["data"][0]["data"], done["data"]);
    assert_eq!(world.get("cancelAgent", id).await.0, 409);

    let again = json!({"prompt": "and?", "threadId": started["threadId"]});
    let (_, second) = world.post("startAgent", again).await;
    assert_eq!(
        (&started["threadTurn"], &second["threadTurn"]),
        (&1.into(), &2.into())
    );
    let id = second["id"].as_str().unwrap();
    assert_eq!(
        world.get("cancelAgent", id).await,
        (200, json!({"success": true}))
    );
    let cancelled = until_ended(&world, "getAgentStatus", id).await;
    assert_eq!(cancelled["status"], "cancelled");
}

#[tokio::test]
async fn the_list_of_agents_goes_on_from_a_moment() {
    let world = World::new().await;
    for n in 0..45 {
        world
            .post("startAgent", json!({"prompt": format!("{n}")}))
            .await;
    }
    let mut ids = BTreeSet::new();
    let mut prompts = Vec::new();
    let mut query = json!({});
    let mut pages = 0;
    loop {
        let (_, page) = world.request("listAgents", &[], query, Value::Null).await;
        pages += 1;
        for run in page["agents"].as_array().unwrap() {
            assert!(ids.insert(run["id"].as_str().unwrap().to_owned()));
            prompts.push(run["targetHint"].as_str().unwrap().to_owned());
        }
        let Some(next) = page["next"].as_str() else {
            break;
        };
        let (path, before) = next.split_once("?before=").unwrap();
        assert_eq!(path, "http://127.0.0.1:3002/v2/agent");
        query = json!({"before": before.parse::<i64>().unwrap()});
    }
    assert_eq!((ids.len(), pages), (45, 3));
    let expected: Vec<String> = (0..45).rev().map(|n| n.to_string()).collect();
    assert_eq!(prompts, expected);
}
