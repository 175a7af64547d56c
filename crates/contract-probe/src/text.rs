//! Reports as lines for people.

use super::compared::Compared;
use super::finding::{Finding, Kind};
use super::report::{Report, Unseen};

/// The most operations that a line names without `verbose`.
const MOST_NAMED: usize = 4;

impl Report {
    /// Renders the report as lines; `verbose` names every operation, and every field that was not seen.
    pub fn text(&self, verbose: bool) -> String {
        let mut text = lines(&self.findings, "", verbose);
        for observed in &self.observed {
            let what = match observed.place.as_str() {
                "" => "the operation".to_owned(),
                place => format!("`{place}`"),
            };
            let operation = &observed.operation;
            text.push_str(&format!("known from observed.json: {what}: {operation}\n"));
        }
        if verbose {
            for unseen in &self.unseen {
                text.push_str(&not_seen(unseen));
            }
        }
        text.push_str(&self.sums(verbose));
        let calls = self.calls.len();
        text.push_str(&match self.findings.len() {
            0 => format!("no drift in {calls} calls\n"),
            1 => format!("drift: 1 finding in {calls} calls\n"),
            findings => format!("drift: {findings} findings in {calls} calls\n"),
        });
        text
    }

    fn sums(&self, verbose: bool) -> String {
        let count = |of: fn(&Unseen) -> usize| self.unseen.iter().map(of).sum::<usize>();
        format!(
            "never seen: {} operations were not called; of the others {} statuses and {} fields{}\n",
            count(|unseen| usize::from(!unseen.called)),
            count(|unseen| unseen.statuses.len()),
            count(|unseen| unseen.fields.len()),
            if verbose { "" } else { " (-v lists them)" }
        )
    }
}

impl Compared {
    /// Renders the differences as lines; `verbose` names every operation.
    pub fn text(&self, verbose: bool) -> String {
        let mut text = lines(&self.new, "new: ", verbose);
        text.push_str(&lines(&self.gone, "gone: ", verbose));
        text.push_str(&format!(
            "{} new, {} gone, {} as before, {} not asked again\n",
            self.new.len(),
            self.gone.len(),
            self.same,
            self.unchecked
        ));
        text
    }
}

/// Renders a line for each finding, with the operations that have it.
fn lines(findings: &[Finding], start: &str, verbose: bool) -> String {
    let about = |f: &Finding| (f.kind, f.place.clone(), f.detail.clone());
    let mut text = String::new();
    for group in findings.chunk_by(|one, other| about(one) == about(other)) {
        let Some(first) = group.first() else {
            continue;
        };
        let place = match first.place.as_str() {
            "" => None,
            place => Some(format!("`{place}`")),
        };
        let detail = Some(first.detail.clone()).filter(|detail| !detail.is_empty());
        let subject: Vec<String> = place.into_iter().chain(detail).collect();
        text.push_str(&format!(
            "{start}{}: {}",
            first.kind.words(),
            subject.join(", ")
        ));
        let names = operations(group, verbose);
        if !names.is_empty() {
            text.push_str(&format!(": {names}"));
        }
        text.push('\n');
    }
    text
}

fn operations(group: &[Finding], verbose: bool) -> String {
    let mut names: Vec<String> = group.iter().filter_map(operation).collect();
    let more = names.len().saturating_sub(MOST_NAMED);
    if !verbose && more > 1 {
        names.truncate(MOST_NAMED);
        return format!("{} and {more} more", names.join(", "));
    }
    names.join(", ")
}

/// Returns the operation with its status, unless the line has them already.
fn operation(finding: &Finding) -> Option<String> {
    let name = &finding.operation;
    match (finding.kind, finding.status) {
        (Kind::NotRejected | Kind::NoResponse, _) => None,
        _ if name.is_empty() => None,
        (Kind::UndeclaredStatus, _) | (_, None) => Some(name.clone()),
        (_, Some(status)) => Some(format!("{name} {status}")),
    }
}

fn not_seen(unseen: &Unseen) -> String {
    let operation = &unseen.operation;
    if !unseen.called {
        return format!("never called: {operation}\n");
    }
    let mut text = String::new();
    for (what, names) in [("statuses", &unseen.statuses), ("fields", &unseen.fields)] {
        if !names.is_empty() {
            text.push_str(&format!(
                "never seen: {what} of {operation}: {}\n",
                names.join(", ")
            ));
        }
    }
    text
}
