//! The memory that documents take, of which a crawl returns thousands.

#[test]
#[cfg(target_pointer_width = "64")]
fn a_document_takes_no_memory_for_what_most_pages_lack() {
    use firecrawl_api::types::{Document, DocumentMetadata};

    // It is three times as large if a crate in the program asks serde_json to preserve the order.
    let extra = size_of::<serde_json::Map<String, serde_json::Value>>();
    assert_eq!(size_of::<Document>(), 224 + extra);
    assert_eq!(size_of::<DocumentMetadata>(), 248 + extra);
    assert!(size_of::<Document>() <= 300);
}
