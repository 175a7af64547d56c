//! The report of an update in one line.

use crate::update::report::{Report, Status};
use openapi_diff::Class;

/// Returns the update in one line, without its source.
pub fn headline(report: &Report) -> String {
    match report.status {
        Status::NotModified => {
            "no change since the last update, according to the server".to_owned()
        }
        Status::Unchanged => match report.changes.prose {
            0 => "no change".to_owned(),
            1 => "no change but to one piece of prose".to_owned(),
            more => format!("no change but to {more} pieces of prose"),
        },
        Status::Refused => format!(
            "nothing can be generated from this contract: {}",
            counts(report)
        ),
        Status::Changed => {
            let changes = &report.changes;
            let code = &report.code;
            let breaking = if changes.count(Class::Breaking) > 0 {
                "this breaks clients: "
            } else if code.lost.count() + code.changed.count() > 0 {
                "this breaks callers of the generated code: "
            } else {
                ""
            };
            format!(
                "{breaking}{}; in the code {} gained, {} lost, {} changed; {}",
                counts(report),
                code.gained.count(),
                code.lost.count(),
                code.changed.count(),
                match report.needs.count() {
                    0 => "nothing needs a person".to_owned(),
                    1 => "1 item needs a person".to_owned(),
                    more => format!("{more} items need a person"),
                }
            )
        }
    }
}

fn counts(report: &Report) -> String {
    let classes = [Class::Breaking, Class::Additive, Class::Neutral];
    let counts = classes.map(|class| format!("{} {}", report.changes.count(class), class.word()));
    counts.join(", ")
}

/// Returns how many items were there before, if there were any.
pub fn before(report: &Report) -> Option<String> {
    let line = |count: String| {
        format!(
            "{count} there before this contract: see `cargo xtask check` and `cargo xtask list`"
        )
    };
    match report.needs.before {
        0 => None,
        1 => Some(line("1 more was".to_owned())),
        more => Some(line(format!("{more} more were"))),
    }
}
