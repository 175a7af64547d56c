//! How often memory is asked for by a small scrape.
//!
//! The program `allocations` counts with an allocator of its own, which the timed program must
//! not have.

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::clients::{Contender, Floor, Official, Ours, Subject};
use crate::error::{Context, Error, Result};
use crate::figure::{Figure, Figures};
use crate::group::Group;
use crate::measure::{Outcome, runtime, scrapes, warm_up};
use crate::process::{ServerProcess, outcome_of};
use crate::rounds::alternate;
use crate::samples::Sample;
use crate::scenarios::{self, Effort};
use crate::tools::{cargo, succeeded};
use crate::work::Work;

/// What an allocator has counted since the start of the process.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    /// The allocations and reallocations.
    pub allocations: u64,
    /// What they asked for.
    pub bytes: u64,
}

/// Counts the allocations of a call in this process; only calls can be counted.
pub fn measure(
    contender: Contender,
    address: &str,
    work: &Work,
    counted: fn() -> Counted,
) -> Result<Outcome> {
    runtime()?.block_on(async {
        match contender {
            Contender::Client => measured::<Ours>(address, work, counted).await,
            Contender::Official => measured::<Official>(address, work, counted).await,
            Contender::Floor => measured::<Floor>(address, work, counted).await,
        }
    })
}

async fn measured<S: Subject>(
    address: &str,
    work: &Work,
    counted: fn() -> Counted,
) -> Result<Outcome> {
    let Work::Calls {
        page,
        in_flight,
        calls,
    } = work
    else {
        return Err(Error::new("allocations are counted of calls only"));
    };
    let subject = S::connect(address)?;
    warm_up(&subject, *page, *in_flight, *calls).await?;
    let before = counted();
    let seen = scrapes(&subject, *page, *in_flight, *calls).await?;
    let after = counted();
    let each = |before: u64, after: u64| after.saturating_sub(before) as f64 / *calls as f64;
    let figures = Figures::from([
        (
            Figure::Allocations,
            each(before.allocations, after.allocations),
        ),
        (Figure::AllocatedBytes, each(before.bytes, after.bytes)),
    ]);
    Ok(Outcome { figures, seen })
}

/// Builds the counting program and runs it for all subjects in turn.
pub fn samples(effort: Effort, out: &mut dyn Write) -> Result<Vec<Sample>> {
    let program = built()?;
    let server = ServerProcess::start(0)?;
    let subjects = Contender::ALL.map(|contender| (contender.word(), contender));
    let mut samples = Vec::new();
    for scenario in scenarios::of(Group::Allocations, effort) {
        let work = &scenario.work;
        let held = server.held(work)?;
        let run = |contender: &Contender| {
            let command = Command::new(&program);
            Ok(outcome_of(command, &server, *contender, work, held)?.figures)
        };
        let rounds = scenario.rounds;
        samples.append(&mut alternate(&scenario.name, rounds, &subjects, out, run)?);
    }
    Ok(samples)
}

/// Builds the counting program beside this one, which a `cargo run` of this one does not do.
fn built() -> Result<PathBuf> {
    let (profile, flag) = if cfg!(debug_assertions) {
        ("debug", None)
    } else {
        ("release", Some("--release"))
    };
    let program = env::current_exe().context("this program does not know where it is")?;
    let target = program.ancestors().nth(2).unwrap_or(Path::new("."));
    let mut build = cargo(Path::new(env!("CARGO_MANIFEST_DIR")));
    build
        .args(["build", "--locked", "--quiet", "--bin=allocations"])
        .args(flag)
        .arg("--target-dir")
        .arg(target);
    succeeded(build)?;
    Ok(target.join(profile).join("allocations"))
}
