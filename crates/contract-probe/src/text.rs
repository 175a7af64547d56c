//! Reports as lines for people.

use openapi_document::{one_line, printable};

use super::finding::{Difference, Finding, Kind};
use super::report::{Compared, Rejection, Report, Unseen};

/// The most operations that a line names without `verbose`.
const MOST_NAMED: usize = 4;

impl Report {
    /// Renders the report as lines; `verbose` names every operation, and every field that was not seen.
    pub fn text(&self, verbose: bool) -> String {
        let mut text = lines(&self.findings, "", verbose);
        let rejections: Vec<&Rejection> = self.rejections.iter().collect();
        for group in rejections.chunk_by(|one, other| one.status == other.status) {
            let names = group.iter().map(|one| one.operation.clone()).collect();
            let (status, names) = (group[0].status, limited(names, verbose));
            text += &format!("rejected as provoked, not in the contract: {status}: {names}\n");
        }
        for observed in &self.observed {
            let what = match observed.place.as_str() {
                "" => "the operation".to_owned(),
                place => format!("`{}`", one_line(place)),
            };
            let operation = &observed.operation;
            text += &format!("known from observed.json: {what}: {operation}\n");
        }
        if verbose {
            text.extend(self.unseen.iter().map(not_seen));
        }
        let count = |of: fn(&Unseen) -> usize| self.unseen.iter().map(of).sum::<usize>();
        text += &format!(
            "never seen: {} operations were not called; of the others {} statuses and {} fields{}\n",
            count(|unseen| usize::from(!unseen.called)),
            count(|unseen| unseen.statuses.len()),
            count(|unseen| unseen.fields.len()),
            if verbose { "" } else { " (-v lists them)" }
        );
        let result = match self.findings.len() {
            0 => "no drift".to_owned(),
            1 => "drift: 1 finding".to_owned(),
            findings => format!("drift: {findings} findings"),
        };
        printable(&text) + &format!("{result} in {} calls\n", self.calls.len())
    }
}

impl Compared {
    /// Renders the differences as lines; `verbose` names every operation.
    pub fn text(&self, verbose: bool) -> String {
        format!(
            "{}{}{} new, {} gone, {} as before, {} not asked again\n",
            printable(&lines(&self.new, "new: ", verbose)),
            printable(&lines(&self.gone, "gone: ", verbose)),
            self.new.len(),
            self.gone.len(),
            self.same,
            self.unchecked
        )
    }
}

/// Renders a line for each difference, with the operations that have it.
fn lines(findings: &[Finding], start: &str, verbose: bool) -> String {
    let differences: Vec<&Difference> = findings.iter().map(|one| &one.difference).collect();
    let groups = differences.chunk_by(|one, other| {
        (one.kind, &one.place, &one.detail) == (other.kind, &other.place, &other.detail)
    });
    let line = |group: &[&Difference]| {
        let first = group.first()?;
        let place = (!first.place.is_empty()).then(|| format!("`{}`", one_line(&first.place)));
        let detail = (!first.detail.is_empty()).then(|| one_line(&first.detail));
        let subject: Vec<String> = place.into_iter().chain(detail).collect();
        let (kind, subject) = (first.kind.words(), subject.join(", "));
        let names = operations(group, verbose);
        let colon = if names.is_empty() { "" } else { ": " };
        Some(format!("{start}{kind}: {subject}{colon}{names}\n"))
    };
    groups.filter_map(line).collect()
}

/// Lists the operations with their statuses, unless the line has them already.
fn operations(group: &[&Difference], verbose: bool) -> String {
    let name = |difference: &&Difference| {
        let name = &difference.operation;
        match (difference.kind, difference.status) {
            (Kind::NotRejected | Kind::NoResponse, _) => None,
            _ if name.is_empty() => None,
            (Kind::UndeclaredStatus, _) | (_, None) => Some(name.clone()),
            (_, Some(status)) => Some(format!("{name} {status}")),
        }
    };
    limited(group.iter().filter_map(name).collect(), verbose)
}

/// Lists names; without `verbose` the first few, and the number of the others.
fn limited(mut names: Vec<String>, verbose: bool) -> String {
    let more = names.len().saturating_sub(MOST_NAMED);
    if !verbose && more > 1 {
        names.truncate(MOST_NAMED);
        return format!("{} and {more} more", names.join(", "));
    }
    names.join(", ")
}

fn not_seen(unseen: &Unseen) -> String {
    let operation = &unseen.operation;
    if !unseen.called {
        return format!("never called: {operation}\n");
    }
    let line = |what: &str, names: &[String]| match names {
        [] => String::new(),
        names => {
            let names: Vec<String> = names.iter().map(|name| one_line(name)).collect();
            format!("never seen: {what} of {operation}: {}\n", names.join(", "))
        }
    };
    line("statuses", &unseen.statuses) + &line("fields", &unseen.fields)
}

#[cfg(test)]
mod tests {
    use super::super::report::{Observed, VERSION};
    use super::*;

    #[test]
    fn no_name_of_a_contract_or_a_server_leaves_its_line() {
        let hostile = "a\n::error::b\u{1b}[2J\u{202e}##[add-mask]c";
        let finding = Finding {
            difference: Difference {
                kind: Kind::UndeclaredField,
                place: hostile.to_owned(),
                detail: hostile.to_owned(),
                operation: hostile.to_owned(),
                status: Some(200),
            },
            calls: Default::default(),
        };
        let unseen = |called| Unseen {
            operation: hostile.to_owned(),
            called,
            statuses: vec![hostile.to_owned()],
            fields: vec![hostile.to_owned()],
        };
        let observed = Observed {
            operation: hostile.to_owned(),
            place: hostile.to_owned(),
        };
        let report = Report {
            version: VERSION,
            findings: vec![finding],
            observed: [observed].into(),
            unseen: vec![unseen(true), unseen(false)],
            ..Report::default()
        };
        for text in [
            report.text(true),
            report.since(&Report::default()).text(true),
        ] {
            assert!(text.contains("a\\n::error::b"), "{text}");
            assert!(!text.contains(['\u{1b}', '\u{202e}']), "{text:?}");
            assert!(!text.contains("##["), "{text}");
            assert!(text.lines().all(|line| !line.starts_with("::")), "{text}");
        }
    }
}
