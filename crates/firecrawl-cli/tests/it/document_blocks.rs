//! Blocks of the documents that are not commands alone.
//!
//! They are settings of hosts, results of tools, a list that is killed, and programs that read a run.

use std::fs;
use std::path::Path;
use std::time::Duration;

use firecrawl_local::LocalServer;
use regex::Regex;
use serde_json::json;

use crate::harness::{KEY, Place};
use crate::mcp::host::Host;

/// The blocks of output, by their documents and first lines, that the tests below compare with what is printed.
const OUTPUT: [(&str, &str); 4] = [
    ("big-batches.md", "run.json "),
    ("command-line.md", "$ seq 10000 "),
    ("mcp.md", "[cut here, "),
    ("mcp.md", "error BAD_REQUEST "),
];

/// Returns the blocks of these languages in a document.
fn blocks(document: &str, languages: &[&str]) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let text = fs::read_to_string(path.join(document)).unwrap();
    let parts: Vec<&str> = text.split("```").collect();
    assert_eq!(parts.len() % 2, 1, "{document}");
    let inside = parts.iter().skip(1).step_by(2);
    let inside = inside.filter_map(|block| block.split_once('\n'));
    let chosen = inside.filter(|(language, _)| languages.contains(language));
    chosen.map(|(_, text)| text.trim_end().to_owned()).collect()
}

/// Returns the block of [`OUTPUT`] that begins with these words.
fn shown(document: &str, start: &str) -> String {
    let mut found = blocks(document, &["text"]);
    found.retain(|block| block.starts_with(start));
    assert_eq!(found.len(), 1, "{document}: {start}");
    found.remove(0)
}

/// Replaces numbers and ids, which differ from run to run.
fn constant(text: &str) -> String {
    let numbers = Regex::new(r"\bt?[0-9a-f]{10,16}\b|\d[\d,.]*\b").unwrap();
    numbers.replace_all(text.trim_end(), "N").into_owned()
}

#[test]
fn each_block_of_output_is_compared() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs");
    let mut found = Vec::new();
    for entry in fs::read_dir(docs).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        // The tests of the tools make the revision of that page.
        if name.ends_with(".md") && name != "following-the-contract.md" {
            let texts = blocks(&name, &["text"]);
            found.extend(texts.into_iter().map(|text| (name.clone(), text)));
        }
    }
    found.sort();
    assert_eq!(found.len(), OUTPUT.len(), "{found:?}");
    for ((name, text), (document, start)) in found.iter().zip(OUTPUT) {
        assert!(
            name == document && text.starts_with(start),
            "{name}: {text}"
        );
    }
}

#[tokio::test]
async fn hosts_start_the_server_with_flags_that_exist() {
    let place = Place::new().await;
    let lists = Regex::new(r#""?args"?\s*[:=]\s*(\[[^\]]*\])"#).unwrap();
    let variables = Regex::new(r"FIRECRAWL_[A-Z_]+").unwrap();
    let help = place.run(&["mcp", "--help"]).await.ok();
    let settings = blocks("mcp.md", &["json", "toml", "sh"]).join("\n");
    let started: Vec<_> = lists.captures_iter(&settings).collect();
    assert!(started.len() >= 4, "{settings}");
    for list in started {
        let mut arguments: Vec<String> = serde_json::from_str(&list[1]).unwrap();
        assert_eq!(
            arguments.first().map(String::as_str),
            Some("mcp"),
            "{arguments:?}"
        );
        arguments.push("--help".to_owned());
        place.run(&arguments).await.ok();
    }
    for variable in variables.find_iter(&settings) {
        let known = [&help, "FIRECRAWL_API_KEY FIRECRAWL_API_URL"];
        assert!(
            known.iter().any(|known| known.contains(variable.as_str())),
            "{variable:?}"
        );
    }
}

#[tokio::test]
async fn results_of_tools_are_as_shown() {
    let place = Place::new().await;
    let page = format!("<p>{}</p>", "A lamp. ".repeat(2000));
    place.server.page("https://long.example/", page).unwrap();
    let mut host = Host::start(&place, &["--budget", "1000"]).await;
    let arguments = json!({"url": "https://long.example/"});
    let cut = host.call("firecrawl_scrape", arguments).await.ok();
    assert_eq!(
        constant(cut.trim_end().lines().next_back().unwrap()),
        constant(&shown("mcp.md", "[cut here, "))
    );
    let arguments = json!({"url": "https://long.example/", "waitFor": 60_001});
    let rejected = host.call("firecrawl_scrape", arguments).await;
    assert!(rejected.is_error);
    assert_eq!(
        rejected.text.trim_end(),
        shown("mcp.md", "error BAD_REQUEST ")
    );
    host.end().await;
}

/// Runs the lines of the block one after the other, with a shorter list.
#[tokio::test]
async fn a_killed_list_goes_on_as_shown() {
    // Slow enough for a mark, which is written every second, before the end.
    let pace = Duration::from_millis(10);
    let place = Place::with(LocalServer::builder().keys([KEY]).demo_site().pace(pace)).await;
    let block = shown("command-line.md", "$ seq 10000 ");
    let block = block.strip_prefix("$ ").unwrap().replace("10000", "300");
    let address = Regex::new(r"http://127\.0\.0\.1:\d+").unwrap();
    let mut kills = 0;
    for part in block.split("\n$ ") {
        let (command, output) = part.split_once('\n').unwrap_or((part, ""));
        let command = address.replace_all(command, place.site.as_str());
        let binary = env!("CARGO_BIN_EXE_firecrawl");
        let script = command.replace("firecrawl ", &format!("exec {binary} "));
        let mut shell = crate::documents::shell(&place, &format!("exec 2>&1\n{script}"));
        if output == "Killed" {
            let mut child = shell.spawn().unwrap();
            while !fs::read_to_string(place.path("pages.journal"))
                .unwrap_or_default()
                .contains("{\"written\":")
            {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            child.kill().await.unwrap();
            kills += 1;
            continue;
        }
        let printed = shell.output().await.unwrap();
        let printed = String::from_utf8(printed.stdout).unwrap();
        assert_eq!(constant(&printed), constant(output), "{command}");
    }
    assert_eq!(kills, 1);
    let text = fs::read_to_string(place.path("pages.jsonl")).unwrap();
    assert_eq!(text.lines().count(), 300);
}

/// Runs a program of Python on a folder, if the modules that it imports are there.
#[cfg(all(feature = "object-store", feature = "parquet"))]
fn python(place: &Place, modules: &str, program: &str) -> Option<String> {
    let run = |program: &str| {
        let mut command = std::process::Command::new("python3");
        command.args(["-c", program]).current_dir(place.path(""));
        command.output().unwrap()
    };
    let compiled = run(&format!("compile({program:?}, 'shown', 'exec')"));
    assert!(compiled.status.success(), "{compiled:?}");
    run(&format!("import {modules}")).status.success().then(|| {
        let output = run(program);
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    })
}

#[cfg(all(feature = "object-store", feature = "parquet"))]
#[tokio::test]
async fn a_run_has_the_layout_and_is_read_as_shown() {
    let place = Place::new().await;
    let list = format!(
        "{}\n{}\nhttp://127.0.0.1:1/\n",
        place.url("/visit"),
        place.url("/")
    );
    fs::write(place.path("list"), list).unwrap();
    let arguments = ["batch", "-i", "list", "--store", "run", "--parquet"];
    place.run(&arguments).await.fails(6, &[]);

    let files = place.files("run");
    let digits = Regex::new(r"\d+").unwrap();
    let mut patterns = Vec::new();
    for line in shown("big-batches.md", "run.json ").lines() {
        let name = line.split(' ').next().unwrap();
        let pattern = digits.replace_all(name, r"\d+").replace('.', r"\.");
        let pattern = format!("^{}$", pattern.replace("ATTEMPT", "[^.]+"));
        let pattern = Regex::new(&pattern).unwrap();
        assert!(
            files.iter().any(|file| pattern.is_match(file)),
            "{name}: {files:?}"
        );
        patterns.push(pattern);
    }
    let unknown = |file: &&String| !patterns.iter().any(|pattern| pattern.is_match(file));
    // A store is asked whether it keeps the first of two objects with one name.
    let unknown: Vec<_> = files.iter().filter(unknown).collect();
    assert!(
        unknown.iter().all(|file| file.starts_with("probe")),
        "{unknown:?}"
    );

    let [program] = &*blocks("big-batches.md", &["python"]) else {
        panic!("another number of programs");
    };
    let program = format!("{program}\nprint(sorted(pages.position), sum(pages.error.notna()))");
    let printed = python(&place, "pandas, pyarrow", &program);
    assert!(printed.is_none_or(|printed| printed == "[0, 1, 2] 1\n"));

    let [statements] = &*blocks("big-batches.md", &["sql"]) else {
        panic!("another number of queries");
    };
    let program = format!(
        "import duckdb\nfor part in duckdb.extract_statements({statements:?}):\n    found = duckdb.sql(part.query)\n    print(found and len(found.fetchall()))"
    );
    let printed = python(&place, "duckdb", &program);
    assert!(printed.is_none_or(|printed| printed == "None\n2\n1\n"));
}
