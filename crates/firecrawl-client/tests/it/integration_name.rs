//! The name of an integration in requests.

use firecrawl_client::types::SearchRequest;
use firecrawl_client::{Client, ClientBuilder, Upload};
use firecrawl_local::LocalServer;
use serde_json::{Value, json};

const PAGE: &str = "https://a.example.com/";

/// The integrations that the requests of some calls name.
async fn named(builder: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Vec<Value> {
    let server = LocalServer::builder().start().await.unwrap();
    server.page(PAGE, "<h1>A</h1>").unwrap();
    let builder = builder(Client::builder().base_url(server.base_url()));
    let client = builder.build().unwrap();
    client.map(PAGE).await.unwrap();
    client.crawl(PAGE).await.unwrap().wait().await.unwrap();
    client.batch_scrape([PAGE]).await.unwrap();
    client
        .search(SearchRequest::new("q").integration("own"))
        .await
        .unwrap();
    client.agent("p").await.unwrap();
    client
        .parse(Upload::bytes("a.html", "<h1>A</h1>"))
        .await
        .unwrap();
    let requests = server.requests().into_iter();
    let starts = requests.filter(|request| request.method == "POST");
    starts
        .map(|request| match request.operation {
            Some("parseFile") => {
                let form = String::from_utf8_lossy(&request.body).into_owned();
                let name = form.split_once(r#""integration":""#);
                name.and_then(|(_, rest)| rest.split('"').next()).into()
            }
            _ => request.json()["integration"].clone(),
        })
        .collect()
}

#[tokio::test]
async fn an_integration_is_named_where_a_request_has_a_field_for_it() {
    let names = named(|builder| builder.integration("reports")).await;
    let expected = json!(["reports", "reports", "reports", "own", null, "reports"]);
    assert_eq!(Value::from(names), expected);
}

#[tokio::test]
async fn nothing_is_named_unless_it_is_set() {
    let names = named(|builder| builder).await;
    assert_eq!(
        Value::from(names),
        json!([null, null, null, "own", null, null])
    );
}
