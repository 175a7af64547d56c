//! A workflow as data.

use serde_json::Value;

/// A workflow file.
pub struct Workflow {
    /// The name of the file.
    pub name: String,
    pub value: Value,
}

/// One step of a job.
#[derive(Clone, Copy)]
pub struct Step<'a> {
    pub job: &'a str,
    pub value: &'a Value,
}

impl Workflow {
    pub fn read(name: &str, text: &str) -> Self {
        let document = openapi_document::parse_text(name, text.as_bytes());
        Self {
            name: name.to_owned(),
            value: document.unwrap_or_else(|error| panic!("{error}")).value,
        }
    }

    pub fn jobs(&self) -> impl Iterator<Item = (&str, &Value)> {
        let jobs = self.value["jobs"].as_object().expect("jobs");
        jobs.iter().map(|(name, job)| (name.as_str(), job))
    }

    pub fn steps(&self) -> impl Iterator<Item = Step<'_>> {
        self.jobs().flat_map(|(job, value)| {
            let steps = value["steps"].as_array().into_iter().flatten();
            steps.map(move |value| Step { job, value })
        })
    }

    /// A finding in this file.
    pub fn finding(&self, place: &str, message: impl std::fmt::Display) -> String {
        format!("{}: {place}: {message}", self.name)
    }
}

impl<'a> Step<'a> {
    pub fn run(&self) -> Option<&'a str> {
        self.value["run"].as_str()
    }

    /// The lines of the script that are commands.
    pub fn lines(&self) -> impl Iterator<Item = &'a str> {
        let lines = self.run().unwrap_or_default().lines();
        lines
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
    }
}
