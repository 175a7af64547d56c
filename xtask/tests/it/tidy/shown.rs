//! Blocks of data in documents, which agree with the files and formats of this repository.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs;

use openapi_codegen::docs::Docs;
use openapi_diff::Policy;
use openapi_overlay::Overlay;
use serde_json::{Value, json};
use toml::Table;
use xtask::project::{Further, Project};

use super::tree::{file, root, tracked_files};

/// The result of a check, with what is wrong.
type Checked = Result<(), String>;

fn text(error: impl Display) -> String {
    error.to_string()
}

/// Checks a block of TOML: dependencies, or a file of `openapi/` by the tables that it has.
pub fn toml(block: &str) -> Checked {
    let table: Table = block.parse().map_err(text)?;
    for kind in ["dependencies", "dev-dependencies"] {
        for (name, value) in table
            .get(kind)
            .and_then(toml::Value::as_table)
            .into_iter()
            .flatten()
        {
            dependency(name, value).map_err(|wrong| format!("{name}: {wrong}"))?;
        }
    }
    if table.contains_key("contract") {
        let folder = tempfile::tempdir().map_err(text)?;
        fs::create_dir(folder.path().join("openapi")).map_err(text)?;
        fs::write(folder.path().join("openapi/project.toml"), block).map_err(text)?;
        Project::at(folder.path()).map_err(text)?;
    } else if let Some(contracts) = table.get("contracts") {
        let contracts = contracts.clone();
        contracts
            .try_into::<BTreeMap<String, Further>>()
            .map_err(text)?;
    } else if table.contains_key("accepted") {
        Policy::default()
            .accept("accepted.toml", block)
            .map_err(text)?;
    } else if table.contains_key("types") || table.contains_key("operations") {
        Docs::parse("docs.toml", block).map_err(text)?;
    }
    Ok(())
}

/// Checks a dependency: a crate of this repository by its path, version and features, and any other by
/// the version that this repository has of it.
fn dependency(name: &str, value: &toml::Value) -> Checked {
    let workspace: Table = file("Cargo.toml").text.parse().map_err(text)?;
    let workspace = &workspace["workspace"];
    if value.get("workspace").is_some() && workspace["dependencies"].get(name).is_some() {
        return Ok(());
    }
    let of = |key: &str| value.get(key).and_then(toml::Value::as_str);
    let version = value.as_str().or_else(|| of("version"));
    let ours = format!("crates/{name}/Cargo.toml");
    let member = tracked_files(|path| path.ends_with("Cargo.toml")).find(|file| file.path == ours);
    let Some(member) = member else {
        let known = &workspace["dependencies"]
            .get(name)
            .ok_or("the workspace has no such dependency")?;
        let known = known.as_str().or_else(|| known.get("version")?.as_str());
        let known = known.unwrap_or_default().trim_start_matches('=');
        let major = |version: &str| version.split('.').next().map(str::to_owned);
        let same = version.is_some_and(|version| major(version) == major(known));
        return if same {
            Ok(())
        } else {
            Err(format!("the workspace has {known}"))
        };
    };
    let manifest: Table = member.text.parse().map_err(text)?;
    let current = workspace["package"]["version"].as_str().unwrap_or_default();
    match (version, of("path"), of("git")) {
        (Some(version), _, _) if !format!("{current}.").starts_with(&format!("{version}.")) => {
            return Err(format!("the version is {current}"));
        }
        (None, Some(path), _) if !path.ends_with(&format!("crates/{name}")) => {
            return Err(format!("`{path}` leads nowhere"));
        }
        (None, None, Some(url)) if workspace["package"]["repository"].as_str() != Some(url) => {
            return Err(format!("`{url}` is another repository"));
        }
        (None, None, None) => return Err("there is neither a version nor a path".to_owned()),
        _ => {}
    }
    let features = value.get("features").and_then(toml::Value::as_array);
    let mut features = features
        .into_iter()
        .flatten()
        .filter_map(toml::Value::as_str);
    match features.find(|feature| manifest["features"].get(feature).is_none()) {
        Some(feature) => Err(format!("the package has no feature `{feature}`")),
        None => Ok(()),
    }
}

/// Checks a block of JSON: an action of an overlay, if it has the fields of one.
pub fn json(block: &str) -> Checked {
    let value: Value = serde_json::from_str(block).map_err(text)?;
    if value.get("target").is_some() {
        let info = json!({"title": "An action", "version": "1"});
        let overlay = json!({"overlay": "1.1.0", "info": info, "actions": [value]});
        Overlay::parse("overlay.json", &overlay.to_string()).map_err(text)?;
    }
    Ok(())
}

/// Checks a workflow: each action is one that a workflow here uses, at the same commit, or one of this
/// repository with inputs that it has. What outputs are read, it has.
pub fn workflow(block: &str) -> Checked {
    let parsed = openapi_document::parse_text("workflow.yml", block.as_bytes()).map_err(text)?;
    let jobs = parsed.value["jobs"]
        .as_object()
        .ok_or("there are no jobs")?;
    let steps = jobs.values().filter_map(|job| job["steps"].as_array());
    for step in steps.flatten() {
        let Some(uses) = step["uses"].as_str() else {
            continue;
        };
        let Some((_, action)) = uses.split_once(".github/") else {
            if !tracked_files(|path| path.starts_with(".github/workflows/"))
                .any(|file| file.text.contains(uses))
            {
                return Err(format!("no workflow uses {uses}"));
            }
            continue;
        };
        let action = action.split('@').next().unwrap_or_default();
        let path = format!(".github/{action}/action.yml");
        let text_of =
            fs::read_to_string(root().join(&path)).map_err(|_| format!("there is no {path}"))?;
        let action = openapi_document::parse_text(&path, text_of.as_bytes())
            .map_err(text)?
            .value;
        let given = step["with"].as_object().into_iter().flatten();
        if let Some((input, _)) = given
            .into_iter()
            .find(|(input, _)| action["inputs"].get(input).is_none())
        {
            return Err(format!("{path} has no input `{input}`"));
        }
        let id = step["id"].as_str().unwrap_or("-");
        for read in block.split(&format!("steps.{id}.outputs.")).skip(1) {
            let output = read
                .split(|letter: char| !letter.is_alphanumeric() && letter != '-')
                .next();
            let output = output.unwrap_or_default();
            if action["outputs"].get(output).is_none() {
                return Err(format!("{path} has no output `{output}`"));
            }
        }
    }
    Ok(())
}

#[test]
fn data_that_fits_nothing_is_found() {
    let client = |line: &str| toml(&format!("[dependencies]\nfirecrawl-client = {line}\n"));
    assert_eq!(client("\"0.1\""), Ok(()));
    assert_eq!(
        client("{ path = \"a/crates/firecrawl-client\", features = [\"ws\"] }"),
        Ok(())
    );
    for bad in [
        "\"0.2\"",
        "{ path = \"crates/client\" }",
        "{ version = \"0.1\", features = [\"no-such\"] }",
        "{ git = \"https://github.com/other/other\" }",
        "{ features = [] }",
    ] {
        assert!(client(bad).is_err(), "{bad}");
    }
    for bad in [
        "[dependencies]\ntokio = \"2\"\n",
        "[dependencies]\nno-such-crate = \"1\"\n",
        "[contract]\nfil = \"a.json\"\n",
        "[contracts.events]\nfil = \"a.json\"\n",
        "[[accepted]]\nrule = \"no-such-rule\"\n",
        "[types.A]\ndocs = \"A page.\"\n",
    ] {
        assert!(toml(bad).is_err(), "{bad}");
    }
    assert!(json("{\"target\": \"$.paths\", \"updat\": {}}").is_err());
    let job = |step: &str| workflow(&format!("jobs:\n  a:\n    steps:\n      - {step}\n"));
    let drift = "uses: firecrawl-rust/firecrawl-rust/.github/actions/drift@COMMIT";
    assert_eq!(job(drift), Ok(()));
    for bad in [
        "uses: actions/checkout@v6".to_owned(),
        drift.replace("drift@", "no-such@"),
        format!("{drift}\n        with:\n          older: a"),
        format!("{drift}\n        id: a\n      - run: echo \"${{{{ steps.a.outputs.no-such }}}}\""),
    ] {
        assert!(job(&bad).is_err(), "{bad}");
    }
}
