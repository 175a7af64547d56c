//! One subject doing one work in this process, with the time and memory that it takes.

use std::fs;
use std::time::{Duration, Instant};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeVal;
use serde::{Deserialize, Serialize};
use tokio::runtime::{Builder, Runtime};

use crate::clients::{Contender, Floor, Official, Ours, Page, Subject};
use crate::error::{Context, Error, Result};
use crate::figure::{Figure, Figures};
use crate::routes::finished_crawl;
use crate::seen::Seen;
use crate::work::Work;

/// The threads of every subject, on any machine.
const WORKERS: usize = 2;

/// What a measured process tells, as one line of JSON.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Outcome {
    /// What it took.
    pub figures: Figures,
    /// What was seen during the measured part.
    pub seen: Seen,
}

/// Measures one subject in this process.
pub fn measure(contender: Contender, address: &str, work: &Work) -> Result<Outcome> {
    let measured = async {
        match contender {
            Contender::Client => measured::<Ours>(address, work).await,
            Contender::Official => measured::<Official>(address, work).await,
            Contender::Floor => measured::<Floor>(address, work).await,
        }
    };
    let mut outcome = runtime()?.block_on(measured)?;
    outcome.figures.insert(Figure::PeakBytes, peak_bytes()?);
    Ok(outcome)
}

/// What `#[tokio::main]` makes on a machine of two cores.
pub fn runtime() -> Result<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(WORKERS)
        .enable_all()
        .build()
        .context("no runtime")
}

async fn measured<S: Subject>(address: &str, work: &Work) -> Result<Outcome> {
    let subject = S::connect(address)?;
    match work {
        Work::Calls {
            page,
            in_flight,
            calls,
        } => {
            warm_up(&subject, *page, *in_flight, *calls).await?;
            let meter = Meter::start()?;
            let seen = scrapes(&subject, *page, *in_flight, *calls).await?;
            meter.stop(*calls, seen)
        }
        Work::Crawl {
            documents,
            collected,
        } => {
            subject.scrape(Page::Small).await?;
            let id = finished_crawl(*documents);
            let meter = Meter::start()?;
            let seen = if *collected {
                subject.collect_crawl(&id).await?
            } else {
                subject.stream_crawl(&id).await?
            };
            meter.stop(1, seen)
        }
        Work::Running => {
            subject.scrape(Page::Small).await?;
            let meter = Meter::start()?;
            let followed = subject.follow_crawl().await?;
            let mut outcome = meter.stop(1, followed.seen)?;
            let first = followed.first.as_secs_f64();
            outcome.figures.insert(Figure::FirstSeconds, first);
            Ok(outcome)
        }
    }
}

/// Fills pools, buffers and caches: a tenth of the calls, some in any case.
pub async fn warm_up<S: Subject>(
    subject: &S,
    page: Page,
    in_flight: usize,
    calls: usize,
) -> Result<()> {
    let calls = (calls / 10).max(in_flight).max(3);
    scrapes(subject, page, in_flight, calls).await.map(|_| ())
}

/// Makes so many calls, with so many under way at once.
pub async fn scrapes<S: Subject>(
    subject: &S,
    page: Page,
    in_flight: usize,
    calls: usize,
) -> Result<Seen> {
    let in_flight = in_flight.max(1);
    let tasks: Vec<_> = (0..in_flight)
        .map(|task| {
            let subject = subject.clone();
            let share = calls / in_flight + usize::from(task < calls % in_flight);
            tokio::spawn(async move {
                let mut seen = Seen::default();
                for _ in 0..share {
                    seen += subject.scrape(page).await?;
                }
                Ok::<_, Error>(seen)
            })
        })
        .collect();
    let mut seen = Seen::default();
    for task in tasks {
        seen += task.await.context("a task of calls broke off")??;
    }
    Ok(seen)
}

/// What the processor and the wall say at a start.
struct Meter {
    cpu: Duration,
    wall: Instant,
}

impl Meter {
    fn start() -> Result<Self> {
        Ok(Self {
            cpu: cpu_of(UsageWho::RUSAGE_SELF)?,
            wall: Instant::now(),
        })
    }

    /// What it took since the start, divided by a number of equal parts.
    fn stop(self, parts: usize, seen: Seen) -> Result<Outcome> {
        let wall = self.wall.elapsed();
        let cpu = cpu_of(UsageWho::RUSAGE_SELF)?.saturating_sub(self.cpu);
        let each = |time: Duration| time.as_secs_f64() / parts.max(1) as f64;
        Ok(Outcome {
            figures: Figures::from([
                (Figure::CpuSeconds, each(cpu)),
                (Figure::WallSeconds, each(wall)),
            ]),
            seen,
        })
    }
}

/// The time of the processor in user and kernel mode, of all threads; for children, of those that
/// have ended.
pub fn cpu_of(who: UsageWho) -> Result<Duration> {
    let usage = getrusage(who).context("the time of the processor is not known")?;
    Ok(duration(usage.user_time()) + duration(usage.system_time()))
}

fn duration(time: TimeVal) -> Duration {
    let micros = time.tv_sec() * 1_000_000 + time.tv_usec();
    Duration::from_micros(micros.unsigned_abs())
}

/// The most memory that this process has had.
///
/// `ru_maxrss` would begin with what the parent had when it started this process.
fn peak_bytes() -> Result<f64> {
    let status = fs::read_to_string("/proc/self/status")
        .context("no /proc/self/status: the memory is measured on Linux only")?;
    let kib = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.strip_suffix("kB"))
        .ok_or_else(|| Error::new("/proc/self/status has no VmHWM"))?;
    let kib: f64 = kib.trim().parse().context("VmHWM is no number")?;
    Ok(kib * 1024.0)
}
