//! Tables under their titles, as text for a terminal and as Markdown.

use std::collections::BTreeSet;
use std::iter;

use crate::results::Results;
use crate::scenarios::Group;

/// A table with its title and the conditions under which its figures were measured.
#[derive(Clone, Debug)]
pub struct Section {
    title: String,
    conditions: String,
    /// The rows, of which the first has the titles of the columns.
    rows: Vec<Vec<String>>,
}

impl Section {
    /// Creates a section with figures of some groups, given the titles of its columns as in
    /// Markdown: `Figure | client`.
    pub fn new(
        title: &str,
        results: &Results,
        groups: impl IntoIterator<Item = Group>,
        head: &str,
        cells: impl IntoIterator<Item = Vec<String>>,
    ) -> Self {
        let measured = groups.into_iter().filter_map(|group| results.0.get(&group));
        let conditions: BTreeSet<String> = measured.map(|group| group.conditions()).collect();
        Self {
            title: title.to_owned(),
            conditions: Vec::from_iter(conditions).join("; and "),
            rows: iter::once(head.split(" | ").map(str::to_owned).collect())
                .chain(cells)
                .collect(),
        }
    }

    /// Renders the section for a terminal: the first column is left-aligned, the others are
    /// right-aligned.
    pub fn text(&self) -> String {
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let cell = |(column, cell): (usize, &String)| match (column, width(column)) {
            (0, width) => format!("{cell:<width$}"),
            (_, width) => format!("  {cell:>width$}"),
        };
        let mut text = format!("{}: {}\n\n", self.title, self.conditions);
        for row in &self.rows {
            let line: String = row.iter().enumerate().map(cell).collect();
            text.push_str(&format!("{}\n", line.trim_end()));
        }
        text
    }

    /// Renders Markdown, under a heading unless it is the summary, which other documents embed.
    pub fn markdown(&self) -> String {
        let heading = match self.title.as_str() {
            "Summary" => String::new(),
            title => format!("## {title}\n\n"),
        };
        let mut text = format!("{heading}Measured {}.\n\n", self.conditions);
        for (number, row) in self.rows.iter().enumerate() {
            text.push_str(&format!("| {} |\n", row.join(" | ")));
            if number == 0 {
                text.push_str(&format!("|---|{}\n", "---:|".repeat(row.len() - 1)));
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let results = Results::default();
        let rows = [["CPU", "61.3 µs"], ["peak memory", "9 MB"]];
        let rows = rows.map(|row| row.map(str::to_owned).to_vec());
        let section = Section::new("Summary", &results, [], "Figure | client", rows);
        assert_eq!(
            section.text(),
            "Summary: \n\nFigure        client\nCPU          61.3 µs\npeak memory     9 MB\n"
        );
        assert_eq!(
            section.markdown(),
            "Measured .\n\n| Figure | client |\n|---|---:|\n| CPU | 61.3 µs |\n| peak memory | 9 MB |\n"
        );
    }
}
