//! Wall-clock times of single calls, for work on the client: `cargo bench`.
//!
//! The server runs in the same process; what stands in a report comes from processes of their own.

use std::future::Future;

use criterion::{BenchmarkId, Criterion, Throughput};
use firecrawl_benches::clients::{Contender, Floor, Official, Ours, Page, Subject};
use firecrawl_benches::error::{Error, Result};
use firecrawl_benches::measure::runtime;
use firecrawl_benches::payload::{CRAWLED_BYTES, LARGE_BYTES, PER_PAGE, SMALL_BYTES};
use firecrawl_benches::routes::finished_crawl;
use firecrawl_benches::seen::Seen;
use firecrawl_benches::server::Server;
use tokio::runtime::Runtime;

/// The documents of one page of a crawl.
const PAGE_BYTES: usize = PER_PAGE * CRAWLED_BYTES;

fn main() -> Result<()> {
    let runtime = runtime()?;
    let server = runtime.block_on(Server::start(PER_PAGE))?;
    let address = server.address();
    let mut criterion = Criterion::default().configure_from_args();
    for contender in Contender::ALL {
        match contender {
            Contender::Client => calls::<Ours>(&mut criterion, &runtime, contender, &address)?,
            Contender::Official => {
                calls::<Official>(&mut criterion, &runtime, contender, &address)?
            }
            Contender::Floor => calls::<Floor>(&mut criterion, &runtime, contender, &address)?,
        }
    }
    criterion.final_summary();
    Ok(())
}

fn calls<S: Subject>(
    criterion: &mut Criterion,
    runtime: &Runtime,
    contender: Contender,
    address: &str,
) -> Result<()> {
    let subject = runtime.block_on(async { S::connect(address) })?;
    let id = finished_crawl(PER_PAGE);
    let mut bench = Bench {
        criterion,
        runtime,
        contender,
    };
    bench.call("2 kB scrape", SMALL_BYTES, || subject.scrape(Page::Small))?;
    bench.call("1 MB scrape", LARGE_BYTES, || subject.scrape(Page::Large))?;
    bench.call("10 MB page of a crawl", PAGE_BYTES, || {
        subject.stream_crawl(&id)
    })
}

/// One contender's calls.
struct Bench<'a> {
    criterion: &'a mut Criterion,
    runtime: &'a Runtime,
    contender: Contender,
}

impl Bench<'_> {
    fn call<F: Future<Output = Result<Seen>>>(
        &mut self,
        name: &str,
        bytes: usize,
        call: impl Fn() -> F,
    ) -> Result<()> {
        // A call that fails would be measured as a fast one.
        let expected = self.runtime.block_on(call())?;
        if expected.markdown_bytes == 0 {
            return Err(Error::new(format!("{name}: nothing was seen")));
        }
        let mut group = self.criterion.benchmark_group(name);
        group.throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(BenchmarkId::from_parameter(self.contender), |bencher| {
            bencher.to_async(self.runtime).iter(&call);
        });
        group.finish();
        Ok(())
    }
}
