//! The examples of the README work as printed.

use std::collections::HashMap;

use firecrawl_local::{DemoSite, LocalServer};
use reqwest::{Client, Method};
use serde_json::Value;

const README: &str = include_str!("../../README.md");
/// The URLs of the server and the demo site in the README.
const SERVER: &str = "http://127.0.0.1:3002";
const DEMO: &str = "http://127.0.0.1:3003";

#[tokio::test]
async fn every_curl_example_answers_as_printed() {
    let server = LocalServer::builder().start().await.unwrap();
    let demo = DemoSite::start(std::net::Ipv4Addr::LOCALHOST.into())
        .await
        .unwrap();
    let here = |text: &str| {
        text.replace(SERVER, server.base_url())
            .replace(DEMO, &demo.url())
    };

    let examples = examples(README);
    assert!(examples.len() >= 11, "{} examples", examples.len());
    let client = Client::new();
    let mut ids: HashMap<String, String> = HashMap::new();
    for example in examples {
        let curl = Curl::parse(&example.command, &ids);
        let request = client
            .request(curl.method, here(&curl.url))
            .body(here(&curl.data));
        let request = curl.headers.iter().fold(request, |request, (name, value)| {
            request.header(name, value)
        });
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let body = response.text().await.unwrap();
        assert_eq!(status, example.status, "{}\n{body}", example.command);
        if let Some(variable) = example.variable {
            let body: Value = serde_json::from_str(&body).unwrap();
            ids.insert(variable, body["id"].as_str().unwrap().to_owned());
        }
    }
    assert_eq!(ids.len(), 2, "{ids:?}");
}

/// One call of curl in the README.
struct Example {
    command: String,
    /// The shell variable that takes the `id` of the response.
    variable: Option<String>,
    status: u16,
}

fn examples(readme: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    for block in readme.split("```sh\n").skip(1) {
        let block = block.split("```").next().unwrap().replace("\\\n", " ");
        let mut status = 200;
        for line in block.lines() {
            if let Some(code) = line.strip_prefix("# status ") {
                status = code.parse().unwrap();
            }
            let (variable, command) = match line.split_once("=$(") {
                Some((name, rest)) => {
                    let (command, filter) = rest.split_once(" | sed ").unwrap();
                    assert!(filter.contains("\"id\":"), "{filter}");
                    (Some(name.to_owned()), command)
                }
                None => (None, line),
            };
            if command.starts_with("curl ") {
                examples.push(Example {
                    command: command.trim().to_owned(),
                    variable,
                    status: std::mem::replace(&mut status, 200),
                });
            }
        }
    }
    examples
}

/// The request of a curl command.
struct Curl {
    method: Method,
    url: String,
    headers: Vec<(String, String)>,
    data: String,
}

impl Curl {
    fn parse(command: &str, variables: &HashMap<String, String>) -> Self {
        let mut curl = Self {
            method: Method::GET,
            url: String::new(),
            headers: Vec::new(),
            data: String::new(),
        };
        let mut words = words(command, variables).into_iter().skip(1);
        while let Some(word) = words.next() {
            let mut value = || words.next().unwrap();
            match word.as_str() {
                "-s" => {}
                "-X" => curl.method = value().parse().unwrap(),
                "-H" => {
                    let header = value();
                    let (name, value) = header.split_once(": ").unwrap();
                    curl.headers.push((name.to_owned(), value.to_owned()));
                }
                "-d" => {
                    curl.data = value();
                    if curl.method == Method::GET {
                        curl.method = Method::POST;
                    }
                }
                option if option.starts_with('-') => panic!("{option} is not known here"),
                _ => curl.url = word,
            }
        }
        curl
    }
}

/// The words of a command as a shell splits them; variables are replaced outside single quotes.
fn words(command: &str, variables: &HashMap<String, String>) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut rest = command.chars();
    while let Some(letter) = rest.next() {
        match letter {
            '\'' => {
                let quoted: String = rest.by_ref().take_while(|next| *next != '\'').collect();
                word.get_or_insert_default().push_str(&quoted);
            }
            '"' => {
                let mut quoted: String = rest.by_ref().take_while(|next| *next != '"').collect();
                for (name, value) in variables {
                    quoted = quoted.replace(&format!("${name}"), value);
                }
                assert!(!quoted.contains('$'), "{quoted}");
                word.get_or_insert_default().push_str(&quoted);
            }
            ' ' => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    words
}

#[test]
fn a_command_is_split_as_a_shell_does() {
    let id = HashMap::from([("id".to_owned(), "7".to_owned())]);
    assert_eq!(
        words(r#"curl -d '{"a": "$id"}'  "http://h/$id?x=1&y"  b"#, &id),
        ["curl", "-d", r#"{"a": "$id"}"#, "http://h/7?x=1&y", "b"]
    );
}
