//! Other programs that are run and timed.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use nix::sys::resource::UsageWho;

use crate::error::{Context, Error, Result};
use crate::figure::{Figure, Figures};
use crate::measure::cpu_of;

/// Variables of the cargo that runs this program; another cargo must not take them for its own.
const OF_THIS_CARGO: [&str; 3] = ["CARGO_TARGET_DIR", "CARGO_MAKEFLAGS", "MAKEFLAGS"];

/// A cargo that runs in this folder, the same one that built this program if it is known.
pub fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder);
    for name in OF_THIS_CARGO {
        command.env_remove(name);
    }
    command
}

/// Runs a program to its end; if it fails, the error has the last that it said.
pub fn succeeded(command: Command) -> Result<()> {
    ended(command, 0)
}

/// Runs a program that may also end with a code other than 0.
fn ended(mut command: Command, code: i32) -> Result<()> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .context(format!("{} cannot be run", command.get_program().display()))?;
    if output.status.success() || output.status.code() == Some(code) {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let tail: Vec<&str> = said.lines().rev().take(20).collect();
    let tail: Vec<&str> = tail.into_iter().rev().collect();
    Err(Error::new(format!(
        "{command:?} ended with {}:\n{}",
        output.status,
        tail.join("\n")
    )))
}

/// Runs a program to its end and tells what it took, with all processes that it started.
pub fn timed(command: Command) -> Result<Figures> {
    timed_until(command, 0)
}

/// The same for a program that may also end with a code other than 0.
pub fn timed_until(command: Command, code: i32) -> Result<Figures> {
    let cpu = cpu_of(UsageWho::RUSAGE_CHILDREN)?;
    let wall = Instant::now();
    ended(command, code)?;
    let wall = wall.elapsed();
    let cpu = cpu_of(UsageWho::RUSAGE_CHILDREN)?.saturating_sub(cpu);
    Ok(Figures::from([
        (Figure::CpuSeconds, cpu.as_secs_f64()),
        (Figure::WallSeconds, wall.as_secs_f64()),
    ]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_failing_program_said_is_in_the_error() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo no room >&2; exit 3"]);
        let error = succeeded(command).unwrap_err().to_string();
        assert!(error.ends_with("exit status: 3:\nno room"), "{error}");
    }

    #[test]
    fn time_is_told() {
        let figures = timed(Command::new("true")).unwrap();
        assert!(figures[&Figure::WallSeconds] > 0.0);
    }
}
