//! Rounds: each subject once, one after the other, and another one first in each round.

use std::io::Write;

use crate::error::{Context, Result};
use crate::figure::Figures;
use crate::samples::Sample;

/// Runs every subject once in each round and tells what it took.
pub fn alternate<S>(
    scenario: &str,
    rounds: usize,
    subjects: &[(&str, S)],
    progress: &mut dyn Write,
    mut run: impl FnMut(&S) -> Result<Figures>,
) -> Result<Vec<Sample>> {
    let mut samples = Vec::with_capacity(rounds * subjects.len());
    for round in 0..rounds {
        for place in 0..subjects.len() {
            let (name, subject) = &subjects[(round + place) % subjects.len()];
            let figures = run(subject).context(format!("{scenario}: {name}"))?;
            let mut line = format!("{scenario}: round {} of {rounds}: {name}:", round + 1);
            for (figure, value) in &figures {
                line.push(' ');
                line.push_str(&figure.written(*value));
            }
            writeln!(progress, "{line}").context("the progress cannot be shown")?;
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
    use crate::error::Error;

    #[test]
    fn another_one_is_first_in_each_round() {
        let mut order = String::new();
        let subjects = [("one", 'a'), ("two", 'b'), ("three", 'c')];
        let samples = alternate("x", 3, &subjects, &mut Vec::new(), |subject| {
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
        let fail = |_: &()| Err(Error::new("refused"));
        let error = alternate("x", 1, &[("one", ())], &mut Vec::new(), fail).unwrap_err();
        assert_eq!(error.to_string(), "x: one: refused");
    }
}
