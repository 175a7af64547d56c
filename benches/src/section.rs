//! A table under its title, with the occasions on which its figures were measured.

use std::collections::BTreeSet;

use crate::group::Group;
use crate::results::Results;
use crate::table::Table;

/// A part of a report.
#[derive(Clone, Debug)]
pub struct Section {
    title: &'static str,
    occasions: String,
    table: Table,
}

impl Section {
    /// A part with figures of these groups.
    pub fn new(
        title: &'static str,
        results: &Results,
        groups: impl IntoIterator<Item = Group>,
        table: Table,
    ) -> Self {
        let occasions: BTreeSet<String> = groups
            .into_iter()
            .filter_map(|group| Some(results.0.get(&group)?.occasion()))
            .collect();
        Self {
            title,
            occasions: occasions.into_iter().collect::<Vec<_>>().join("; and "),
            table,
        }
    }

    /// The part for a terminal.
    pub fn text(&self) -> String {
        format!(
            "{}: {}\n\n{}",
            self.title,
            self.occasions,
            self.table.text()
        )
    }

    /// The part as Markdown, under a heading unless it is the summary, which stands under others'.
    pub fn markdown(&self) -> String {
        let occasions = format!("Measured {}.\n\n{}", self.occasions, self.table.markdown());
        match self.title {
            "Summary" => occasions,
            title => format!("## {title}\n\n{occasions}"),
        }
    }
}
