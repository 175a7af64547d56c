//! Rounds: each subject runs once per round, and the first subject rotates.

use std::io::Write;

use anyhow::{Context, Result};

use crate::figure::Figures;
use crate::results::Sample;

/// Runs every subject once per round and returns the figures of all runs.
pub fn run_rounds<S>(
    scenario: &str,
    rounds: usize,
    subjects: &[(&str, S)],
    progress: &mut dyn Write,
    mut run: impl FnMut(&S) -> Result<Figures>,
) -> Result<Vec<Sample>> {
    let mut samples = Vec::with_capacity(rounds * subjects.len());
    for round in 0..rounds {
        for turn in 0..subjects.len() {
            let (name, subject) = &subjects[(round + turn) % subjects.len()];
            let figures = run(subject).with_context(|| format!("{scenario}: {name}"))?;
            let mut line = format!("{scenario}: round {} of {rounds}: {name}:", round + 1);
            for (figure, value) in &figures {
                line.push(' ');
                line.push_str(&figure.format(*value));
            }
            writeln!(progress, "{line}").context("cannot print the progress")?;
            samples.push(Sample {
                scenario: scenario.to_owned(),
                subject: (*name).to_owned(),
                round,
                figures,
            });
        }
    }
    Ok(samples)
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::anyhow;

    #[test]
    fn the_first_subject_rotates() {
        let mut order = String::new();
        let subjects = [("one", 'a'), ("two", 'b'), ("three", 'c')];
        let samples = run_rounds("x", 3, &subjects, &mut Vec::new(), |subject| {
            order.push(*subject);
            Ok(Figures::new())
        })
        .unwrap();
        assert_eq!(order, "abcbcacab");
        assert_eq!(samples.len(), 9);
        assert_eq!((&*samples[3].subject, samples[3].round), ("two", 1));
    }

    #[test]
    fn a_failure_names_scenario_and_subject() {
        let fail = |_: &()| Err(anyhow!("rejected"));
        let error = run_rounds("x", 1, &[("one", ())], &mut Vec::new(), fail).unwrap_err();
        assert_eq!(format!("{error:#}"), "x: one: rejected");
    }
}
