//! Tables under their titles, as text for a terminal and as Markdown.

use std::collections::BTreeSet;

use crate::results::Results;
use crate::scenarios::Group;

/// A table; its first column is left-aligned, the others are right-aligned.
#[derive(Clone, Debug)]
pub struct Table {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A table with its title and the conditions under which its figures were measured.
#[derive(Clone, Debug)]
pub struct Section {
    title: &'static str,
    conditions: String,
    table: Table,
}

impl Section {
    /// Creates a section with figures of some groups.
    pub fn new(
        title: &'static str,
        results: &Results,
        groups: impl IntoIterator<Item = Group>,
        table: Table,
    ) -> Self {
        let measured = groups.into_iter().filter_map(|group| results.0.get(&group));
        let conditions: BTreeSet<String> = measured.map(|group| group.conditions()).collect();
        Self {
            title,
            conditions: Vec::from_iter(conditions).join("; and "),
            table,
        }
    }

    /// Renders the section for a terminal.
    pub fn text(&self) -> String {
        let table = self.table.text();
        format!("{}: {}\n\n{table}", self.title, self.conditions)
    }

    /// Renders Markdown, under a heading unless it is the summary, which other documents embed.
    pub fn markdown(&self) -> String {
        let content = format!("Measured {}.\n\n{}", self.conditions, self.table.markdown());
        match self.title {
            "Summary" => content,
            title => format!("## {title}\n\n{content}"),
        }
    }
}

impl Table {
    /// Creates a table, given the titles of its columns as in Markdown: `Figure | client`.
    pub fn new(head: &str) -> Self {
        let head = head.split(" | ").map(str::to_owned).collect();
        let rows = Vec::new();
        Self { head, rows }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    fn text(&self) -> String {
        let rows = || std::iter::once(&self.head).chain(&self.rows);
        let width = |column: usize| {
            let cells = rows().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.head.len()).map(width).collect();
        let mut text = String::new();
        for row in rows() {
            let mut line = String::new();
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                line.push_str(&match column {
                    0 => format!("{cell:<width$}"),
                    _ => format!("  {cell:>width$}"),
                });
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }

    fn markdown(&self) -> String {
        let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
        let alignments = "---:|".repeat(self.head.len().saturating_sub(1));
        let mut text = format!("{}|---|{alignments}\n", line(&self.head));
        text.extend(self.rows.iter().map(|row| line(row)));
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let mut table = Table::new("Figure | client");
        table.row(["CPU".to_owned(), "61.3 µs".to_owned()]);
        table.row(["peak memory".to_owned(), "9 MB".to_owned()]);
        assert_eq!(
            table.text(),
            "Figure        client\nCPU          61.3 µs\npeak memory     9 MB\n"
        );
        assert_eq!(
            table.markdown(),
            "| Figure | client |\n|---|---:|\n| CPU | 61.3 µs |\n| peak memory | 9 MB |\n"
        );
    }
}
