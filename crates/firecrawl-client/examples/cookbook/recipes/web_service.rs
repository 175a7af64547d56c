//! A service with axum, `GET /markdown?url=…`, whose requests share one client and so its pace.

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use firecrawl_client::{Client, Error, ErrorKind};
use serde::Deserialize;

pub fn router(client: Client) -> axum::Router {
    axum::Router::new()
        .route("/markdown", get(markdown))
        .with_state(client)
}

#[derive(Deserialize)]
struct Wanted {
    url: String,
}

async fn markdown(
    State(client): State<Client>,
    Query(wanted): Query<Wanted>,
) -> Result<String, Failure> {
    let page = client.scrape(wanted.url).await.map_err(Failure)?;
    Ok(page.into_inner().markdown.unwrap_or_default())
}

struct Failure(Error);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = match self.0.kind() {
            _ if self.0.is_invalid_request() => StatusCode::BAD_REQUEST,
            ErrorKind::RateLimited => StatusCode::SERVICE_UNAVAILABLE,
            ErrorKind::Timeout => StatusCode::GATEWAY_TIMEOUT,
            _ => StatusCode::BAD_GATEWAY,
        };
        (status, self.0.message().to_owned()).into_response()
    }
}
