//! One request and one answer, byte for byte.

use firecrawl_client::Client;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Answers one request with a JSON body and gives what was asked.
async fn answer_once(listener: TcpListener, body: &str) -> std::io::Result<String> {
    let (mut stream, _) = listener.accept().await?;
    let mut asked = Vec::new();
    while !asked.windows(4).any(|end| end == b"\r\n\r\n") {
        if stream.read_buf(&mut asked).await? == 0 {
            break;
        }
    }
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(body.as_bytes()).await?;
    stream.shutdown().await?;
    Ok(String::from_utf8_lossy(&asked).into_owned())
}

#[tokio::test]
async fn the_errors_of_a_batch_are_typed() -> Outcome {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base_url = format!("http://{}", listener.local_addr()?);
    let client = Client::with_base_url(&base_url, Some("fc-made-up"))?;
    let body = r#"{"errors":[{"id":"1","url":"https://a.test/x","error":"gone","code":"SCRAPE_SITE_ERROR"}],
        "robotsBlocked":["https://a.test/private"],"later":true}"#;
    let (asked, answer) = tokio::join!(
        answer_once(listener, body),
        client.api().get_batch_scrape_errors("an id/with a slash")
    );
    let (asked, answer) = (asked?, answer?);

    assert!(
        asked.starts_with("GET /v2/batch/scrape/an%20id%2Fwith%20a%20slash/errors HTTP/1.1\r\n"),
        "{asked}"
    );
    assert!(
        asked.contains("authorization: Bearer fc-made-up\r\n"),
        "{asked}"
    );
    assert!(!asked.contains("api-version"), "{asked}");
    let errors = answer.errors.as_deref().unwrap_or_default();
    assert_eq!(errors[0].url.as_deref(), Some("https://a.test/x"));
    assert_eq!(errors[0].code.as_deref(), Some("SCRAPE_SITE_ERROR"));
    assert_eq!(
        answer.robots_blocked.as_deref(),
        Some(&["https://a.test/private".to_owned()][..])
    );
    assert_eq!(answer.extra["later"], true);
    Ok(())
}

#[tokio::test]
async fn without_a_key_there_is_no_header() -> Outcome {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let base_url = format!("http://{}", listener.local_addr()?);
    let client = Client::with_base_url(&base_url, None)?;
    let (asked, answer) = tokio::join!(
        answer_once(listener, r#"{"jobsInQueue":3}"#),
        client.api().get_queue_status()
    );
    assert!(!asked?.to_lowercase().contains("authorization"));
    assert_eq!(answer?.jobs_in_queue, Some(3.0));
    Ok(())
}

#[test]
fn the_key_never_shows() -> Outcome {
    let client = Client::new("fc-made-up")?;
    assert!(!format!("{client:?}").contains("made-up"), "{client:?}");
    Ok(())
}

#[test]
fn a_key_does_not_travel_in_the_open() {
    let refused = Client::with_base_url("http://example.com", Some("fc-made-up"));
    let told = refused.map(|_| ()).map_err(|error| error.to_string());
    assert_eq!(
        told,
        Err("the API key would travel unencrypted to `example.com`; use `https`".to_owned())
    );
}
