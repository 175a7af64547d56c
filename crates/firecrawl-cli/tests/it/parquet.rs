//! Pages as rows of Parquet files.

use std::time::Duration;

use firecrawl_local::Fault;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::RowAccessor as _;

use super::harness::Place;

/// The rows of a file, as JSON.
fn rows(place: &Place, name: &str) -> Vec<serde_json::Value> {
    let file = std::fs::File::open(place.path(name)).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let rows = reader.get_row_iter(None).unwrap();
    let text = |row: &parquet::record::Row, at| row.get_string(at).ok().cloned();
    rows.map(|row| {
        let row = row.unwrap();
        let links = row.get_list(11).ok();
        let links = links.map(|links| links.elements().iter().map(ToString::to_string).collect());
        serde_json::json!({
            "position": row.get_long(0).ok(),
            "status": row.get_int(1).ok(),
            "url": text(&row, 2),
            "title": text(&row, 3),
            "markdown": text(&row, 4),
            "html": text(&row, 5),
            "metadata": text(&row, 7),
            "more": text(&row, 8),
            "code": text(&row, 9),
            "error": text(&row, 10),
            "links": links.unwrap_or_else(Vec::<String>::new),
        })
    })
    .collect()
}

#[tokio::test]
async fn a_list_is_a_table_with_its_failures() {
    let place = Place::new().await;
    let dead = "http://127.0.0.1:1/";
    let arguments = [
        "batch",
        &place.site,
        dead,
        "--format",
        "markdown,html,links,summary",
        "--parquet",
        "-o",
        "out.parquet",
    ];
    place
        .run(&arguments)
        .await
        .fails(6, &["1 pages", "1 failed"]);
    assert_eq!(
        place.files("."),
        [".local/state/firecrawl-cli/jobs.jsonl", "out.parquet"]
    );
    let mut rows = rows(&place, "out.parquet");
    rows.sort_by_key(|row| row["position"].as_i64());
    let [page, failed] = &*rows else {
        panic!("{rows:?}")
    };
    assert_eq!(
        (&page["url"], &page["status"]),
        (&(*place.site).into(), &200.into())
    );
    for field in ["title", "markdown", "html"] {
        assert!(
            page[field].as_str().is_some_and(|text| !text.is_empty()),
            "{page}"
        );
    }
    let metadata: serde_json::Value =
        serde_json::from_str(page["metadata"].as_str().unwrap()).unwrap();
    assert_eq!(metadata["statusCode"], 200);
    assert!(page["links"].as_array().unwrap().len() > 1, "{page}");
    assert!(page["code"].is_null() && page["error"].is_null(), "{page}");
    assert_eq!(
        (&failed["url"], &failed["position"]),
        (&dead.into(), &1.into())
    );
    assert!(
        failed["markdown"].is_null() && failed["error"].is_string(),
        "{failed}"
    );
}

#[tokio::test]
async fn a_table_has_a_file_or_a_folder() {
    let place = Place::new().await;
    let crawl = [
        "crawl",
        &place.site,
        "--limit",
        "3",
        "--parquet",
        "-o",
        "tables/",
    ];
    place.run(&crawl).await.ok();
    assert_eq!(place.files("tables"), ["part-0001.parquet"]);
    assert_eq!(rows(&place, "tables/part-0001.parquet").len(), 3);
    place
        .run(&crawl)
        .await
        .fails(1, &["has Parquet files already"]);
    let scrape = ["scrape", &place.site, "--parquet", "-o", "one.parquet"];
    place.run(&scrape).await.ok();
    assert_eq!(rows(&place, "one.parquet").len(), 1);
    let nowhere = ["scrape", &place.site, "--parquet"];
    place.run(&nowhere).await.fails(2, &["--output"]);
    let resumed = [
        "batch",
        &place.site,
        "--parquet",
        "-o",
        "x",
        "--checkpoint",
        "journal",
    ];
    place.run(&resumed).await.fails(2, &["--store"]);
}

#[tokio::test]
async fn a_list_that_ends_early_leaves_a_whole_table() {
    let place = Place::new().await;
    let scrape = "scrapeAndExtractFromUrl";
    let late = Fault::latency(Duration::from_millis(300)).times(1);
    place.server.fault(scrape, late).unwrap();
    let none = Fault::status(402).always();
    place.server.fault(scrape, none).unwrap();
    let visit = place.url("/visit");
    let arguments = [
        "scrape",
        &place.site,
        &visit,
        "--parquet",
        "-o",
        "out.parquet",
    ];
    place
        .run(&arguments)
        .await
        .fails(4, &["1 pages", "1 failed"]);
    let mut codes: Vec<_> = rows(&place, "out.parquet")
        .into_iter()
        .map(|mut row| row["code"].take())
        .collect();
    codes.sort_by_key(|code| code.is_string());
    assert_eq!(codes, [serde_json::Value::Null, "PAYMENT_REQUIRED".into()]);
}
