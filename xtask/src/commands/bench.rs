//! `cargo xtask bench`.

use std::process::Stdio;

use clap::Args;
use openapi_document::{Error, Result};

use super::arguments::Outcome;
use super::cargo;
use crate::exit;
use crate::output::Output;
use crate::project::Project;

/// The workspace that measures.
const MANIFEST: &str = "benches/Cargo.toml";
/// The table that it writes.
const SUMMARY: &str = "benches/results/summary.md";
/// The document that shows the table.
const PAGE: &str = "docs/performance.md";
/// The lines around the table there.
const BEGIN: &str = "<!-- benchmarks: begin, written by `cargo xtask bench` -->";
const END: &str = "<!-- benchmarks: end -->";
/// The arguments that make the figures unfit for the document.
const PRIVATE: [&str; 2] = ["--quick", "--results"];

/// The options of the command.
#[derive(Debug, Args)]
pub struct Options {
    /// The arguments of the measuring program, such as `--only calls,crawl --rounds 3`.
    #[arg(
        trailing_var_arg = true,
        allow_hyphen_values = true,
        value_name = "ARGUMENT"
    )]
    arguments: Vec<String>,
}

/// Runs the command.
///
/// # Errors
///
/// If the measurements fail.
pub fn run(project: &Project, options: &Options) -> Result<Outcome> {
    let status = cargo(&["run", "--release", "--locked", "--manifest-path"])
        .arg(project.path(MANIFEST))
        .args(["--", "report"])
        .args(&options.arguments)
        .stdin(Stdio::null())
        .status()
        .map_err(|error| Error::new("cargo cannot be run").caused_by(error))?;
    if !status.success() {
        return Err(Error::new(format!("the measurements ended with {status}"))
            .in_file(MANIFEST)
            .remedy(
                "see above; where OpenSSL's headers are missing, which the official crate \
                 needs: `apt-get install libssl-dev pkg-config`",
            ));
    }
    if options.arguments.iter().any(|word| is_private(word)) {
        return Ok((format!("{PAGE} is left as it was\n"), exit::FRESH));
    }
    let summary = project.source(SUMMARY)?;
    let page = project.source(PAGE)?;
    let text = shown(page.text()?, summary.text()?).map_err(|error| error.in_file(PAGE))?;
    let mut output = Output::empty(project.path(""));
    output.add(PAGE, text);
    output.write()?;
    Ok((format!("{PAGE} shows the summary\n"), exit::FRESH))
}

fn is_private(argument: &str) -> bool {
    let name = argument.split('=').next().unwrap_or(argument);
    PRIVATE.contains(&name)
}

/// Replaces the text between the markers of the document by the summary.
fn shown(document: &str, summary: &str) -> Result<String> {
    let lacks = |marker: &str| {
        Error::new(format!(
            "lacks the line `{marker}`, or has it in the wrong place"
        ))
        .remedy("put both markers where the table of benchmarks belongs")
    };
    let (before, rest) = document.split_once(BEGIN).ok_or_else(|| lacks(BEGIN))?;
    let (_, after) = rest.split_once(END).ok_or_else(|| lacks(END))?;
    Ok(format!(
        "{before}{BEGIN}\n\n{}\n\n{END}{after}",
        summary.trim()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_replaces_what_stood_between_the_markers() {
        let document = format!("# A\n\n{BEGIN}\nold\n{END}\n\nrest\n");
        let expected = format!("# A\n\n{BEGIN}\n\nnew\n\n{END}\n\nrest\n");
        let once = shown(&document, "new\n").unwrap();
        assert_eq!(once, expected);
        assert_eq!(shown(&once, "new\n").unwrap(), expected);
    }

    #[test]
    fn a_missing_or_misplaced_marker_is_an_error() {
        for document in ["none", BEGIN, END, &format!("{END}\n{BEGIN}\n")] {
            let error = shown(document, "new").unwrap_err().to_string();
            assert!(error.contains("put both markers"), "{error}");
        }
    }

    #[test]
    fn figures_of_a_trial_are_not_shown() {
        for argument in ["--quick", "--results", "--results=elsewhere"] {
            assert!(is_private(argument), "{argument}");
        }
        assert!(!is_private("--only=calls"));
    }

    #[test]
    fn the_page_has_its_markers() {
        let page = include_str!("../../../docs/performance.md");
        assert!(shown(page, "new").is_ok());
    }
}
