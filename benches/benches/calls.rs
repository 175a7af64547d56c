//! Wall-clock times of single calls, for work on the client: `cargo bench`.
//!
//! The server runs in the same process; a report measures each subject in a process of its own.

use std::future::Future;

use anyhow::{Result, ensure};
use criterion::{BenchmarkId, Criterion, Throughput};
use firecrawl_benches::drivers::{
    ClientDriver, Driver, FloorDriver, OfficialDriver, Page, Subject, Target,
};
use firecrawl_benches::measure::{WORKERS, runtime, scrape, stream_crawl};
use firecrawl_benches::responses::{CRAWL_DOCUMENT_BYTES, LARGE_BYTES, PER_PAGE, SMALL_BYTES};
use firecrawl_benches::routes::finished_crawl;
use firecrawl_benches::server::Server;
use firecrawl_benches::totals::Totals;
use firecrawl_benches::work::Crawl;
use tokio::runtime::Runtime;

/// The size of one page of a crawl, in bytes.
const PAGE_BYTES: usize = PER_PAGE * CRAWL_DOCUMENT_BYTES;

fn main() -> Result<()> {
    let runtime = runtime(WORKERS)?;
    let server = runtime.block_on(Server::start(PER_PAGE, None))?;
    let mut bench = Bench {
        criterion: Criterion::default().configure_from_args(),
        runtime: &runtime,
        server: server.url(),
    };
    bench.calls::<ClientDriver>(Subject::Client)?;
    bench.calls::<OfficialDriver>(Subject::Official)?;
    bench.calls::<FloorDriver>(Subject::Floor)?;
    bench.criterion.final_summary();
    Ok(())
}

struct Bench<'a> {
    criterion: Criterion,
    runtime: &'a Runtime,
    server: String,
}

impl Bench<'_> {
    fn calls<D: Driver>(&mut self, subject: Subject) -> Result<()> {
        let driver = self
            .runtime
            .block_on(async { D::connect(&Target::new(&self.server, None)) })?;
        let id = finished_crawl(&Crawl {
            documents: PER_PAGE,
            small: false,
            collected: false,
        });
        let name = "10 MB page of a crawl";
        self.call("2 kB scrape", subject, SMALL_BYTES, || {
            scrape(&driver, Page::Small)
        })?;
        self.call("1 MB scrape", subject, LARGE_BYTES, || {
            scrape(&driver, Page::Large)
        })?;
        self.call(name, subject, PAGE_BYTES, || stream_crawl(&driver, &id))
    }

    fn call<F: Future<Output = Result<Totals>>>(
        &mut self,
        name: &str,
        subject: Subject,
        bytes: usize,
        call: impl Fn() -> F,
    ) -> Result<()> {
        // A failing call would be measured as a fast one.
        let received = self.runtime.block_on(call())?;
        ensure!(received.markdown_bytes > 0, "{name}: received nothing");
        let mut group = self.criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(BenchmarkId::from_parameter(subject.name()), |bencher| {
            bencher.to_async(self.runtime).iter(&call);
        });
        group.finish();
        Ok(())
    }
}
