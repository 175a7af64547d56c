//! Calls from code that is not async.

use std::sync::Arc;

use firecrawl_client::blocking::Runtime;
use firecrawl_client::types::Document;
use firecrawl_client::{Error, ErrorKind, Response};
use futures_util::{StreamExt, stream};

use crate::setup::Setup;

/// An error of a program that uses the client.
#[derive(Debug)]
enum Own {
    Client(Error),
    Other,
}

impl From<Error> for Own {
    fn from(error: Error) -> Self {
        Self::Client(error)
    }
}

#[test]
fn calls_are_waited_for() {
    let runtime = Runtime::new().unwrap();
    let setup = runtime
        .run(async { Ok::<_, Error>(Setup::new().await) })
        .unwrap();
    let call = setup.client.scrape(setup.page("/tea-room"));
    let page: Response<Document> = runtime.run(call).unwrap();
    assert!(page.markdown.as_deref().unwrap().contains("tea"));
    let error = runtime
        .run(setup.client.scrape("http://127.0.0.1:1/"))
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
}

#[test]
fn one_runtime_serves_several_threads() {
    let runtime = Runtime::new().unwrap();
    let setup = Arc::new(
        runtime
            .run(async { Ok::<_, Error>(Setup::new().await) })
            .unwrap(),
    );
    std::thread::scope(|scope| {
        for _ in 0..3 {
            let (runtime, setup) = (&runtime, &setup);
            scope.spawn(move || {
                let page = setup.page("/tea-room");
                runtime.run(setup.client.scrape(page)).unwrap();
            });
        }
    });
}

#[test]
fn lists_and_whole_jobs_are_run_too() {
    let runtime = Runtime::new().unwrap();
    let setup = runtime
        .run(async { Ok::<_, Error>(Setup::new().await) })
        .unwrap();
    let client = &setup.client;
    let monitors = runtime.run(client.monitors().list().limit(3)).unwrap();
    assert!(monitors.into_iter().next().is_none());
    let job = runtime.run(client.batch_scrape([setup.page("/visit")]));
    let report = runtime.run(job.unwrap().collect()).unwrap();
    assert_eq!(report.documents.len(), 1);
}

#[test]
fn streams_are_walked_item_by_item() {
    let runtime = Runtime::new().unwrap();
    let setup = runtime
        .run(async { Ok::<_, Error>(Setup::new().await) })
        .unwrap();
    let pages = ["/tea-room", "/history"].map(|path| setup.page(path));
    let pages = stream::iter(pages).then(|page| setup.client.scrape(page));
    let mut found = 0;
    for page in runtime.iter(pages) {
        assert_eq!(page.unwrap().http_status(), 200);
        found += 1;
    }
    assert_eq!(found, 2);

    let mut items = runtime.iter(stream::iter([Ok(1), Err(Own::Other), Ok(2)]));
    assert!(matches!(items.next(), Some(Ok(1))));
    assert!(matches!(items.next(), Some(Err(Own::Other))));
    assert!(matches!(items.next(), Some(Ok(2))));
    assert!(items.next().is_none());
    assert!(items.next().is_none());
}

#[tokio::test]
async fn within_a_runtime_it_is_an_error_and_no_panic() {
    let runtime = Runtime::new().unwrap();
    let error: Own = runtime.run(async { Ok::<(), Own>(()) }).unwrap_err();
    let Own::Client(error) = error else {
        panic!("another error");
    };
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.message().contains(".await"), "{error}");

    let mut items = runtime.iter(stream::iter([Ok::<_, Error>(1)]));
    assert_eq!(items.next().unwrap().unwrap_err().kind(), ErrorKind::Config);
    assert!(items.next().is_none());
    drop(items);
    // Where waiting for its thread would panic.
    drop(runtime);
}
