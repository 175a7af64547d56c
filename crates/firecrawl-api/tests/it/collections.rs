//! Lists, maps and ids of responses.

use firecrawl_api::types::{
    AgentThread, Document, ExtractStatus, MapResponse, MonitorListResponse, PaperSearchResponse,
    SearchResults,
};
use firecrawl_api::{Lenient, read_json};
use serde::Serialize;
use serde_json::{Value, json};

fn read<T: Lenient>(value: &Value) -> T {
    read_json(value.to_string().as_bytes()).unwrap()
}

fn written(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

#[test]
fn a_list_or_map_that_is_absent_or_null_is_empty() {
    for body in [json!({}), json!({"web": null}), json!({"web": []})] {
        let found: SearchResults = read(&body);
        assert!(found.web.is_empty() && found.images.is_empty());
        assert_eq!(written(&found), json!({}));
    }
    for body in [json!({"id": "7"}), json!({"id": "7", "sources": null})] {
        let extract: ExtractStatus = read(&body);
        assert!(extract.sources.is_empty());
        assert_eq!(written(&extract), json!({"id": "7"}));
    }
}

#[test]
fn a_required_list_that_is_null_costs_nothing() {
    for body in [
        json!({"success": true, "note": "no papers"}),
        json!({"success": true, "results": null}),
    ] {
        let found: PaperSearchResponse = read(&body);
        assert!(found.success && found.results.is_empty());
    }
}

#[test]
fn an_unexpected_item_is_kept_and_the_others_are_there() {
    let body = json!({"links": [{"url": "https://a.example"}, 7]});
    let site: MapResponse = read(&body);
    assert_eq!(site.links.len(), 1);
    assert_eq!(site.extra["links"], body["links"]);
    assert_eq!(written(&site), body);
    // The last occurrence counts.
    let twice = br#"{"links": [{"url": "https://a.example"}], "links": null}"#;
    assert!(read_json::<MapResponse>(twice).unwrap().links.is_empty());
}

#[test]
fn a_value_that_is_not_a_list_is_kept() {
    let body = json!({"links": "https://a.example"});
    let site: MapResponse = read(&body);
    assert!(site.links.is_empty());
    assert_eq!(site.extra["links"], body["links"]);
    assert_eq!(written(&site), body);
}

#[test]
fn a_format_that_was_not_requested_is_not_an_empty_one() {
    let page: Document = read(&json!({"markdown": "", "links": []}));
    assert_eq!(page.links, Some(Vec::new()));
    assert_eq!(
        (page.images.as_ref(), page.attributes.as_ref()),
        (None, None)
    );
    assert_eq!(written(&page), json!({"markdown": "", "links": []}));
}

#[test]
fn an_item_without_its_id_costs_no_other_item() {
    let body = json!({"data": [{"id": "1", "name": "a"}, {"name": "b"}, {"id": "3"}]});
    let list: MonitorListResponse = read(&body);
    let ids: Vec<&str> = list.data.iter().map(|monitor| &*monitor.id).collect();
    assert_eq!(ids, ["1", "3"]);
    assert_eq!(list.extra["data"], body["data"]);
    let thread: AgentThread = read(&json!({"runs": [{"turn": 1}, {"id": "2", "turn": 2}]}));
    assert_eq!(thread.runs.len(), 1);
    assert_eq!(thread.runs[0].id, "2");
}
