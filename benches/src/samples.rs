//! Raw measured values, with their medians and ratios.

use serde::{Deserialize, Serialize};

use crate::figure::{Figure, Figures};

/// One run of one subject.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub struct Sample {
    /// The name of the scenario.
    pub scenario: String,
    /// The name of the subject.
    pub subject: String,
    /// The number of the round; the runs of a round follow one another.
    pub round: usize,
    /// The measured figures.
    pub figures: Figures,
}

/// The median of some values, with their range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The minimum.
    pub min: f64,
    /// The median.
    pub median: f64,
    /// The maximum.
    pub max: f64,
}

/// Samples with queries for medians and ratios.
#[derive(Clone, Copy, Debug)]
pub struct Samples<'a>(pub &'a [Sample]);

impl Samples<'_> {
    /// Returns the values of a subject over all rounds.
    pub fn spread(self, scenario: &str, subject: &str, figure: Figure) -> Option<Spread> {
        let values = self.rounds(scenario, subject, figure);
        spread(values.map(|(_, value)| value).collect())
    }

    /// Formats the median of a subject over all rounds; empty without values.
    pub fn median(self, scenario: &str, subject: &str, figure: Figure) -> String {
        let spread = self.spread(scenario, subject, figure);
        spread.map_or(String::new(), |spread| figure.format(spread.median))
    }

    /// Compares a subject with another, round by round.
    ///
    /// A disturbance of the machine affects both runs of a round.
    pub fn ratio(
        self,
        scenario: &str,
        subject: &str,
        other: &str,
        figure: Figure,
    ) -> Option<Spread> {
        let ratios = self
            .rounds(scenario, subject, figure)
            .filter_map(|(round, value)| {
                let mut others = self.rounds(scenario, other, figure);
                let (_, other) = others.find(|(number, _)| *number == round)?;
                (other > 0.0).then_some(value / other)
            });
        spread(ratios.collect())
    }

    fn rounds(
        self,
        scenario: &str,
        subject: &str,
        figure: Figure,
    ) -> impl Iterator<Item = (usize, f64)> {
        self.0
            .iter()
            .filter(move |sample| sample.scenario == scenario && sample.subject == subject)
            .filter_map(move |sample| Some((sample.round, *sample.figures.get(&figure)?)))
    }
}

fn spread(mut values: Vec<f64>) -> Option<Spread> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    let median = match values.len() % 2 {
        1 => values[middle],
        _ => (values.get(middle.checked_sub(1)?)? + values.get(middle)?) / 2.0,
    };
    Some(Spread {
        min: *values.first()?,
        median,
        max: *values.last()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(subject: &str, round: usize, value: f64) -> Sample {
        Sample {
            scenario: "scrape".to_owned(),
            subject: subject.to_owned(),
            round,
            figures: Figures::from([(Figure::CpuSeconds, value)]),
        }
    }

    #[test]
    fn the_median_is_the_middle() {
        let median = |values: &[f64]| spread(values.to_vec()).map(|spread| spread.median);
        assert_eq!(median(&[]), None);
        assert_eq!(median(&[3.0]), Some(3.0));
        assert_eq!(median(&[3.0, 1.0]), Some(2.0));
        assert_eq!(median(&[9.0, 1.0, 3.0]), Some(3.0));
    }

    #[test]
    fn ratios_are_taken_by_round() {
        let samples = [
            sample("a", 0, 1.0),
            sample("b", 0, 2.0),
            // The machine was busy in this round.
            sample("b", 1, 40.0),
            sample("a", 1, 20.0),
            sample("a", 2, 3.0),
            sample("b", 2, 2.0),
            // The other subject has no such round.
            sample("a", 3, 100.0),
        ];
        let ratio = Samples(&samples).ratio("scrape", "a", "b", Figure::CpuSeconds);
        let expected = Spread {
            min: 0.5,
            median: 0.5,
            max: 1.5,
        };
        assert_eq!(ratio, Some(expected));
        let other = Samples(&samples).ratio("crawl", "a", "b", Figure::CpuSeconds);
        assert_eq!(other, None);
    }
}
