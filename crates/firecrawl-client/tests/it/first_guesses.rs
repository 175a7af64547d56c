//! Calls as people write them at the first guess: what they have converts into what a call takes.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use firecrawl_client::types::{
    AgentRequest, BatchScrapeRequest, CrawlRequest, ExtractRequest, Format, JsonFormat, Location,
    MapRequest, ScrapeOptions, ScrapeRequest, SearchRequest,
};
use firecrawl_client::{ErrorKind, Upload};
use firecrawl_local::Response;
use serde_json::{Value, json};
use url::Url;

use crate::setup::Setup;

const URL: &str = "https://example.com/";

#[test]
fn one_address_in_every_form() {
    let url = Url::parse(URL).unwrap();
    let text = URL.to_owned();
    let requests: Vec<ScrapeRequest> = vec![
        URL.into(),
        (&URL).into(),
        text.clone().into(),
        (&text).into(),
        Cow::from(URL).into(),
        (&url).into(),
        url.clone().into(),
        ScrapeRequest::new(url.clone()),
        ScrapeRequest::new(&text),
    ];
    assert!(
        requests
            .iter()
            .all(|request| request.url.as_deref() == Some(URL))
    );
    assert_eq!(CrawlRequest::from(&url).url, URL);
    assert_eq!(MapRequest::from(&url).url, URL);
    assert_eq!(SearchRequest::from(&text).query, URL);
    assert_eq!(AgentRequest::from(text).prompt, URL);
}

#[test]
fn many_addresses_in_every_form() {
    let url = Url::parse(URL).unwrap();
    let texts = vec![URL.to_owned(), URL.to_owned()];
    let requests: Vec<BatchScrapeRequest> = vec![
        [URL, URL].into(),
        vec![URL, URL].into(),
        (&[URL, URL]).into(),
        (&texts).into(),
        texts.as_slice().into(),
        texts.clone().into(),
        texts.iter().into(),
        vec![url.clone(), url.clone()].into(),
        [&url, &url].into(),
        (0..2).map(|_| url.clone()).into(),
        URL.split_whitespace().cycle().take(2).into(),
    ];
    assert!(requests.iter().all(|request| request.urls == [URL, URL]));
    assert_eq!(ExtractRequest::from(&texts).urls.unwrap(), [URL, URL]);
}

#[test]
fn schemas_formats_and_locations_are_what_people_write() {
    let schema = json!({"type": "object", "properties": {"price": {"type": "number"}}});
    let format = JsonFormat::new().schema(schema.clone());
    assert_eq!(Value::from(format.schema.clone().unwrap()), schema);
    let agent = AgentRequest::new("What does it cost?").schema(schema.clone());
    let extract = ExtractRequest::new([URL]).schema(schema.clone());
    assert_eq!(agent.schema, extract.schema);

    let request = ScrapeRequest::new(URL)
        .formats(["markdown", "links"])
        .location("DE")
        .only_main_content(true);
    assert_eq!(request.options.location.unwrap(), Location::from("DE"));
    assert_eq!(Location::new().country("DE"), Location::from("DE"));
    let mixed: Vec<Format> = vec!["rawHtml".into(), Format::Summary, format.into()];
    let request = request_formats(ScrapeRequest::new(URL).formats(mixed));
    assert_eq!(request, ["rawHtml", "summary", "json"]);
}

fn request_formats(request: ScrapeRequest) -> Vec<String> {
    let written = serde_json::to_value(&request).unwrap();
    let formats = written["formats"].as_array().unwrap();
    let words = formats
        .iter()
        .map(|format| format["type"].as_str().unwrap().to_owned());
    words.collect()
}

#[test]
fn scrape_options_are_set_on_every_request_that_has_them() {
    let options = || {
        ScrapeOptions::new()
            .formats(["markdown"])
            .only_main_content(false)
    };
    let crawl = CrawlRequest::new(URL)
        .limit(3)
        .formats(["markdown"])
        .only_main_content(false);
    assert_eq!(
        crawl,
        CrawlRequest::new(URL).limit(3).scrape_options(options())
    );
    let search = SearchRequest::new("q")
        .formats(["markdown"])
        .only_main_content(false);
    assert_eq!(search, SearchRequest::new("q").scrape_options(options()));
    let batch = BatchScrapeRequest::new([URL])
        .formats(["markdown"])
        .only_main_content(false);
    assert_eq!(batch.options, options());
    let more = CrawlRequest::new(URL)
        .scrape_options(ScrapeOptions::new().only_main_content(false))
        .formats(["markdown"]);
    assert_eq!(
        more.scrape_options,
        Some(options()),
        "the earlier ones stay"
    );
}

#[test]
fn a_file_is_a_path_in_every_form() {
    let uploads: Vec<Upload> = vec![
        "a.pdf".into(),
        "a.pdf".to_owned().into(),
        Path::new("a.pdf").into(),
        PathBuf::from("a.pdf").into(),
        (&PathBuf::from("a.pdf")).into(),
    ];
    let shown: Vec<String> = uploads.iter().map(|upload| format!("{upload:?}")).collect();
    assert!(shown.iter().all(|other| *other == shown[0]), "{shown:?}");
}

#[tokio::test]
async fn a_search_of_another_shape_keeps_what_was_paid_for() {
    let setup = Setup::new().await;
    let body = json!({"success": true, "data": [{"url": URL, "title": "A"}]});
    let sent = body.clone();
    let response = move |_: &firecrawl_local::Request| Response::ok(sent.clone());
    setup.server.on("POST /search", response).unwrap();
    let error = setup.client.search("keepers").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let kept: Value = serde_json::from_slice(error.body().unwrap()).unwrap();
    assert_eq!(kept, body);
    assert!(
        !format!("{error} {error:?}").contains("example.com"),
        "{error:?}"
    );
}
