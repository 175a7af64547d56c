//! The choice of tools.

use super::schema::Contract;
use super::tool::{self, Action, READ_MORE, Tool};
use super::toolset::{self, DEFAULT, INTERACT, Toolset};
use crate::commands::table::{Entry, Run, TABLE};
use crate::failure::Failure;
use crate::output::terminal;

/// The choice of tools.
#[derive(Debug, Default)]
pub struct Selection {
    /// The toolsets; the default one if it is empty.
    pub toolsets: Vec<String>,
    /// The names of single tools, which are offered instead of toolsets.
    pub tools: Vec<String>,
    /// True to offer only what changes nothing.
    pub read_only: bool,
    /// True to offer only what works without a key.
    pub keyless: bool,
    /// True if there is a folder from which files may be uploaded.
    pub has_files: bool,
}

impl Selection {
    fn has_toolset(&self, name: &str) -> bool {
        match self.toolsets.is_empty() {
            true => name == DEFAULT,
            false => self.toolsets.iter().any(|one| one == name || one == "all"),
        }
    }

    /// Returns true if a chosen toolset has a command.
    fn has(&self, entry: &Entry) -> bool {
        Toolset::of(entry).is_some_and(|toolset| self.has_toolset(toolset.name))
    }

    /// Makes the tools.
    ///
    /// # Errors
    ///
    /// Names a tool that does not exist, or says that none is left.
    pub fn tools(&self) -> Result<Vec<Tool>, Failure> {
        let contract = Contract::read()?;
        let offered = TABLE.iter().filter(|entry| Toolset::of(entry).is_some());
        let names: Vec<String> = offered.map(toolset::name).collect();
        let exists = |name: &String| names.contains(name) || name == READ_MORE;
        if let Some(unknown) = self.tools.iter().find(|name| !exists(name)) {
            return Err(Failure::usage(format!("`{unknown}` is not a tool"))
                .remedy(format!("the tools are: {}, {READ_MORE}", names.join(", "))));
        }
        // A scrape only reads as long as it cannot click.
        let acts = self.has_toolset(INTERACT) && !self.read_only;
        let is_start = |entry: &Entry| matches!(entry.run, Run::Crawl | Run::Batch | Run::Start);
        let starts = TABLE.iter().any(|entry| is_start(entry) && self.has(entry));
        let is_chosen = |entry: &&Entry| match self.tools.is_empty() {
            true => self.has(entry) || entry.run == Run::Job && starts,
            false => self.tools.contains(&toolset::name(entry)),
        };
        let goes_on = self.tools.is_empty() || self.tools.iter().any(|name| name == READ_MORE);
        let mut all: Vec<Tool> = TABLE
            .iter()
            .filter(is_chosen)
            .filter_map(|entry| tool::of_entry(entry, &contract, acts, !self.read_only))
            .chain(goes_on.then(tool::read_more))
            .collect();
        all.retain(|tool| {
            (tool.is_read_only || !self.read_only)
                && !(tool.needs_key && self.keyless)
                && (self.has_files || !matches!(tool.action, Action::Parse))
        });
        let is_left = |name: &String| all.iter().any(|tool| tool.declared.name == *name);
        for name in self.tools.iter().filter(|name| !is_left(name)) {
            terminal::warn(&format!(
                "{name} is not offered: it needs a key, changes something, or lacks --read-from"
            ));
        }
        if all.is_empty() {
            return Err(Failure::usage("no tool is left by these choices"));
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    use rmcp::model::Tool as Declared;
    use serde_json::{Value, json};

    use super::super::toolset::TOOLSETS;
    use super::*;

    fn tools(selection: Selection) -> Vec<Tool> {
        selection.tools().unwrap()
    }

    fn names(tools: &[Tool]) -> Vec<&str> {
        tools.iter().map(|tool| &*tool.declared.name).collect()
    }

    fn all() -> Vec<Tool> {
        let toolsets = vec!["all".to_owned()];
        tools(Selection {
            toolsets,
            has_files: true,
            ..Selection::default()
        })
    }

    /// The schema as strict hosts want it.
    fn walk(schema: &Value, place: &str) {
        let fields = schema
            .as_object()
            .unwrap_or_else(|| panic!("{place}: {schema}"));
        for key in fields.keys() {
            assert!(
                [
                    "type",
                    "description",
                    "properties",
                    "required",
                    "items",
                    "enum",
                    "default",
                    "additionalProperties",
                    "minimum",
                    "maximum",
                    "maxLength",
                    "minItems",
                    "maxItems"
                ]
                .contains(&key.as_str()),
                "{place}: {key}"
            );
        }
        let kind = schema["type"]
            .as_str()
            .unwrap_or_else(|| panic!("{place}: {schema}"));
        assert!(
            ["object", "array", "string", "integer", "number", "boolean"].contains(&kind),
            "{place}"
        );
        if kind == "array" {
            walk(&schema["items"], &format!("{place}[]"));
        }
        if let Some(words) = schema.get("enum") {
            let words = words.as_array().unwrap();
            assert!(!words.is_empty() && kind == "string", "{place}");
            assert!(words.iter().all(Value::is_string), "{place}: {words:?}");
        }
        for name in schema["required"].as_array().into_iter().flatten() {
            assert!(
                schema["properties"][name.as_str().unwrap()].is_object(),
                "{place}: {name}"
            );
        }
        for (name, field) in schema["properties"].as_object().into_iter().flatten() {
            walk(field, &format!("{place}.{name}"));
        }
        if let Some(more) = schema.get("additionalProperties") {
            walk(more, &format!("{place}.*"));
        }
    }

    #[test]
    fn strict_hosts_accept_all_schemas_and_names() {
        let all = all();
        assert!(all.len() > 50, "{}", all.len());
        for tool in &all {
            let declared = &tool.declared;
            walk(&tool.declared.schema_as_json_value(), &declared.name);
            assert_eq!(tool.declared.input_schema["type"], "object");
            // Claude Code writes mcp__firecrawl__ before it.
            assert!(
                format!("mcp__firecrawl__{}", declared.name).len() <= 60,
                "{}",
                declared.name
            );
            let of_name = |letter: char| letter.is_ascii_lowercase() || letter == '_';
            assert!(declared.name.chars().all(of_name), "{}", declared.name);
            let description = declared.description.as_deref().unwrap_or_default();
            assert!(
                description.len() > 10 && description.ends_with('.'),
                "{description}"
            );
            assert!(!description.contains("`DELETE "), "{description}");
            assert!(declared.output_schema.is_none());
        }
        let mut names = names(&all);
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), all.len());
    }

    #[test]
    fn the_default_is_small() {
        let tools = tools(Selection::default());
        assert_eq!(
            names(&tools),
            [
                "firecrawl_scrape",
                "firecrawl_crawl",
                "firecrawl_batch_scrape",
                "firecrawl_map",
                "firecrawl_search",
                "firecrawl_job_status",
                "firecrawl_job_results",
                "firecrawl_job_errors",
                "firecrawl_job_cancel",
                "firecrawl_read_more",
            ]
        );
        let declared: Vec<&Declared> = tools.iter().map(|tool| &tool.declared).collect();
        let bytes = serde_json::to_string(&declared).unwrap().len();
        // About four bytes are a token.
        assert!(bytes / 4 <= 8_000, "{bytes} bytes");
    }

    #[test]
    fn annotations_are_true() {
        let read_only = |tool: &Tool| {
            tool.declared
                .annotations
                .as_ref()
                .unwrap()
                .read_only_hint
                .unwrap()
        };
        let mut posted = Vec::new();
        let without_interact = Selection {
            toolsets: TOOLSETS
                .iter()
                .map(|one| one.name.to_owned())
                .filter(|name| name != INTERACT)
                .collect(),
            has_files: true,
            ..Selection::default()
        };
        for tool in all().into_iter().chain(tools(without_interact)) {
            let annotations = tool.declared.annotations.as_ref().unwrap();
            let (method, retry) = match tool.action {
                Action::Call(operation) | Action::Start(operation, _) => {
                    (operation.operation.method, operation.operation.retry)
                }
                Action::Parse => ("POST", firecrawl_api::operations::PARSE_FILE.retry),
                // Its field `cancel_job` cancels.
                Action::Cancel | Action::Status => {
                    ("DELETE", firecrawl_api::RetryClass::Idempotent)
                }
                _ => ("GET", firecrawl_api::RetryClass::Idempotent),
            };
            let name = &tool.declared.name;
            if retry.starts_work() || method == "DELETE" {
                assert_eq!(annotations.read_only_hint, Some(false), "{name}");
            }
            if method == "GET" {
                assert_eq!(annotations.read_only_hint, Some(true), "{name}");
            } else if tool.is_read_only && !posted.contains(&name.to_string()) {
                posted.push(name.to_string());
            }
            if matches!(method, "DELETE" | "PATCH" | "PUT") {
                assert_eq!(annotations.destructive_hint, Some(true), "{name}");
            }
            assert_eq!(
                annotations.idempotent_hint,
                Some(retry == firecrawl_api::RetryClass::Idempotent),
                "{name}"
            );
        }
        // A call that posts reads only if it is a search or a scrape.
        assert_eq!(
            posted,
            [
                "firecrawl_map",
                "firecrawl_parse",
                "firecrawl_crawl_params",
                "firecrawl_developer",
                "firecrawl_gov",
                "firecrawl_support_ask",
                "firecrawl_support_docs",
                "firecrawl_scrape",
                "firecrawl_search",
            ]
        );
        // A scrape that can click does more than read.
        let toolsets = vec![DEFAULT.to_owned(), INTERACT.to_owned()];
        let acting = tools(Selection {
            toolsets,
            ..Selection::default()
        });
        assert!(!read_only(&acting[0]));
        assert!(acting[0].declared.input_schema["properties"]["actions"].is_object());
        let plain = tools(Selection::default());
        assert!(read_only(&plain[0]));
        let action = json!({"url": "u", "actions": []});
        let error = plain[0].arguments(action.as_object().cloned()).unwrap_err();
        assert!(error.contains("unknown field `actions`"), "{error}");
    }

    #[test]
    fn choices_are_heeded() {
        let read_only = Selection {
            read_only: true,
            toolsets: vec!["all".to_owned()],
            ..Selection::default()
        };
        for tool in tools(read_only) {
            assert!(tool.is_read_only, "{}", tool.declared.name);
            let schema = serde_json::to_string(&tool.declared).unwrap();
            assert!(!schema.contains("cancel_job"));
        }
        let keyless = tools(Selection {
            keyless: true,
            ..Selection::default()
        });
        assert_eq!(
            names(&keyless),
            [
                "firecrawl_scrape",
                "firecrawl_search",
                "firecrawl_read_more"
            ]
        );
        let single = Selection {
            tools: vec!["firecrawl_map".to_owned()],
            ..Selection::default()
        };
        assert_eq!(names(&tools(single)), ["firecrawl_map"]);
        let unknown = Selection {
            tools: vec!["firecrawl_mop".to_owned()],
            ..Selection::default()
        };
        let failure = unknown.tools().err().unwrap();
        assert!(failure.to_string().contains("firecrawl_mop"), "{failure}");
        let none = Selection {
            tools: vec!["firecrawl_map".to_owned()],
            keyless: true,
            ..Selection::default()
        };
        assert!(none.tools().is_err());
        let agents = tools(Selection {
            toolsets: vec!["extract".to_owned()],
            ..Selection::default()
        });
        assert!(names(&agents).contains(&"firecrawl_job_results"));
    }

    #[test]
    fn rare_fields_are_options() {
        let plain = tools(Selection::default());
        let scrape = &plain[0];
        let options = scrape.declared.input_schema["properties"]["options"]["description"].as_str();
        let options = options.unwrap();
        assert!(
            options.contains("mobile") && !options.contains("origin"),
            "{options:?}"
        );
        let wait = &scrape.declared.input_schema["properties"]["waitFor"]["description"];
        assert!(
            wait.as_str().unwrap().ends_with(", in milliseconds"),
            "{wait}"
        );
        for given in [
            json!({"url": "u", "options": {"mobile": true}}),
            json!({"url": "u", "mobile": true}),
        ] {
            let arguments = scrape.arguments(given.as_object().cloned()).unwrap();
            assert_eq!(
                Value::Object(arguments),
                json!({"url": "u", "mobile": true})
            );
        }
    }
}
