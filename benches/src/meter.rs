//! Readings of the resources that a process uses.

use std::fs;
use std::sync::LazyLock;
use std::time::Instant;

use anyhow::{Context, Result};
use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use crate::figure::{Figure, Figures};

/// Reads figures that only grow.
pub type Reading = fn() -> Result<Figures>;

/// Returns the growth of figures since an earlier reading, divided by a number of equal parts.
pub fn growth(before: &Figures, mut after: Figures, parts: usize) -> Figures {
    for (figure, value) in &mut after {
        let before = before.get(figure).unwrap_or(&0.0);
        *value = (*value - before) / parts.max(1) as f64;
    }
    after
}

/// Reads the time of this process.
pub fn own_time() -> Result<Figures> {
    time(UsageWho::RUSAGE_SELF)
}

/// Reads the time of the children of this process that have ended.
pub fn children_time() -> Result<Figures> {
    time(UsageWho::RUSAGE_CHILDREN)
}

fn time(who: UsageWho) -> Result<Figures> {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    let usage = getrusage(who).context("cannot read the CPU time")?;
    let micros = (usage.user_time() + usage.system_time()).num_microseconds();
    Ok(Figures::from([
        (Figure::CpuSeconds, micros as f64 / 1e6),
        (Figure::WallSeconds, START.elapsed().as_secs_f64()),
    ]))
}

/// Returns the peak memory of this process, in bytes.
///
/// `ru_maxrss` would begin with the memory of the parent at the time of the fork.
pub fn peak_bytes() -> Result<f64> {
    let kib = kib("/proc/self/status", "VmHWM:").context("memory is only measured on Linux")?;
    Ok(kib * 1024.0)
}

/// Returns the memory that this process uses now, in bytes.
pub fn used_bytes() -> Result<f64> {
    let kib = kib("/proc/self/status", "VmRSS:").context("memory is only measured on Linux")?;
    Ok(kib * 1024.0)
}

/// Reads an entry such as `MemTotal:  24564 kB` of a file in `/proc`.
pub fn kib(file: &str, entry: &str) -> Option<f64> {
    let text = fs::read_to_string(file).ok()?;
    let value = text.lines().find_map(|line| line.strip_prefix(entry))?;
    value.strip_suffix("kB")?.trim().parse().ok()
}
