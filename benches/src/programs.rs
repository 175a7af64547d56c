//! Other programs that are run and timed.

use std::env;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::figure::Figures;
use crate::meter::{children_time, growth};

/// Variables of the cargo that runs this program, which would mislead another cargo.
const CARGO_VARIABLES: [&str; 3] = ["CARGO_TARGET_DIR", "CARGO_MAKEFLAGS", "MAKEFLAGS"];

/// Returns a command for cargo in a folder; the cargo that built this program, if it is known.
pub fn cargo(folder: &Path) -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(folder);
    for name in CARGO_VARIABLES {
        command.env_remove(name);
    }
    command
}

/// Runs a program to its end; the error of a failure includes the end of its output.
pub fn succeeded(command: Command) -> Result<()> {
    ended_with(command, 0)
}

/// Runs a program that may end with a code other than 0.
fn ended_with(mut command: Command, code: i32) -> Result<()> {
    let output = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot run {}", command.get_program().display()))?;
    if output.status.success() || output.status.code() == Some(code) {
        return Ok(());
    }
    let stderr = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = stderr.lines().collect();
    let tail = &lines[lines.len().saturating_sub(20)..];
    bail!(
        "{command:?} ended with {}:\n{}",
        output.status,
        tail.join("\n")
    )
}

/// Runs a program to its end and returns its time, including all processes that it started.
///
/// The program may end with a code other than 0, if it is the given one.
pub fn timed(command: Command, code: i32) -> Result<Figures> {
    let before = children_time()?;
    ended_with(command, code)?;
    Ok(growth(&before, children_time()?, 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::Figure;

    #[test]
    fn the_output_of_a_failing_program_is_in_the_error() {
        let mut command = Command::new("sh");
        command.args(["-c", "echo no room >&2; exit 3"]);
        let error = succeeded(command).unwrap_err().to_string();
        assert!(error.ends_with("exit status: 3:\nno room"), "{error}");
    }

    #[test]
    fn a_program_is_timed() {
        let figures = timed(Command::new("true"), 0).unwrap();
        assert!(figures[&Figure::WallSeconds] > 0.0);
    }
}
