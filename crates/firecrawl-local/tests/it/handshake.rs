//! WebSocket handshakes: always taken, whatever comes after.

use firecrawl_local::LocalServer;
use futures_util::StreamExt;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

fn address(server: &LocalServer, path: &str) -> String {
    format!("{}{path}", server.base_url().replace("http://", "ws://"))
}

#[tokio::test]
async fn an_unknown_route_is_taken_and_closed_without_a_reason() {
    let server = LocalServer::builder().start().await.unwrap();
    let (mut socket, response) = connect_async(address(&server, "/v2/nope")).await.unwrap();
    assert_eq!(response.status().as_u16(), 101);
    let frame = socket.next().await.unwrap().unwrap();
    assert!(matches!(frame, Message::Close(None)), "{frame:?}");
}

#[tokio::test]
async fn the_sub_protocol_is_echoed() {
    let server = LocalServer::builder().start().await.unwrap();
    let path = "/v2/crawl/11111111-1111-4111-8111-111111111111";
    let mut request = address(&server, path).into_client_request().unwrap();
    let key = "fc-00000000000000000000000000000001";
    request
        .headers_mut()
        .insert("sec-websocket-protocol", key.parse().unwrap());
    let (_, response) = connect_async(request).await.unwrap();
    assert_eq!(response.status().as_u16(), 101);
    assert_eq!(response.headers()["sec-websocket-protocol"], key);
}
