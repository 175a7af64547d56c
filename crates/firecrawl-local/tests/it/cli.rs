//! The program.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::process::{Child, Command, Output, Stdio};

fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_firecrawl-local"));
    command
        .env_remove("FIRECRAWL_WEBHOOK_SECRET")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn output(arguments: &[&str]) -> Output {
    program().args(arguments).output().unwrap()
}

/// A running program, which does not outlive its test.
struct Running {
    child: Child,
    banner: String,
}

impl Running {
    fn start(arguments: &[&str]) -> Self {
        let mut child = program().args(arguments).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut banner = String::new();
        while !banner.contains("Press Ctrl-C") {
            assert!(lines.read_line(&mut banner).unwrap() > 0, "{banner}");
        }
        child.stdout = Some(lines.into_inner());
        Self { child, banner }
    }

    /// Returns the text of the banner after a word.
    fn banner(&self, word: &str) -> String {
        let line = self
            .banner
            .lines()
            .find_map(|line| line.trim().strip_prefix(word));
        line.unwrap_or_else(|| panic!("no {word} in {}", self.banner))
            .trim()
            .to_owned()
    }

    /// Sends a signal and waits for the end: the exit code, and what was still written.
    #[cfg(unix)]
    fn stop(mut self, signal: &str) -> (Option<i32>, String, String) {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .unwrap()
                .success()
        );
        let code = self.child.wait().unwrap().code();
        let (mut out, mut log) = (String::new(), String::new());
        self.child
            .stdout
            .take()
            .unwrap()
            .read_to_string(&mut out)
            .unwrap();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut log)
            .unwrap();
        (code, out, log)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn status(url: &str) -> u16 {
    reqwest::get(url).await.unwrap().status().as_u16()
}

#[tokio::test]
async fn it_serves_the_contract_and_the_demo_site() {
    let running = Running::start(&["--port", "0", "--demo"]);
    let server = running.banner("Server");
    let demo = running.banner("Demo site");
    assert_eq!(running.banner("Keys"), "any, or none");
    assert_eq!(status(&format!("{server}/v2/crawl/active")).await, 200);
    assert_eq!(status(&format!("{demo}/tea-room")).await, 200);
}

#[tokio::test]
async fn keys_close_the_door() {
    let running = Running::start(&["--port", "0", "--key", "fc-one", "--key", "fc-two"]);
    assert_eq!(running.banner("Keys"), "2 accepted");
    assert!(!running.banner.contains("fc-"));
    let url = format!("{}/v2/team/credit-usage", running.banner("Server"));
    assert_eq!(status(&url).await, 401);
    let request = reqwest::Client::new().get(&url).bearer_auth("fc-two");
    assert_eq!(request.send().await.unwrap().status(), 200);
}

#[cfg(unix)]
#[tokio::test]
async fn it_stops_cleanly_on_either_signal() {
    for signal in ["-INT", "-TERM"] {
        let running = Running::start(&["--port", "0"]);
        let (code, out, log) = running.stop(signal);
        assert_eq!(code, Some(0), "{signal}: {log}");
        assert!(out.ends_with("Stopped.\n"), "{out}");
        assert_eq!(log, "");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn it_does_not_wait_for_requests_and_jobs() {
    let running = Running::start(&["--port", "0", "--demo", "--job-delay", "3600000"]);
    let (server, demo) = (running.banner("Server"), running.banner("Demo site"));
    let post = |path: &str, url: String| {
        let request = reqwest::Client::new().post(format!("{server}/v2/{path}"));
        let request = request.header("content-type", "application/json");
        request.body(format!("{{\"url\": \"{url}\"}}")).send()
    };
    assert_eq!(post("crawl", demo.clone()).await.unwrap().status(), 200);
    tokio::spawn(post("scrape", format!("{demo}/slow?ms=60000")));
    assert_eq!(status(&format!("{server}/v2/crawl/active")).await, 200);
    let (code, out, log) = running.stop("-TERM");
    assert_eq!((code, log.as_str()), (Some(0), ""));
    assert!(out.ends_with("Stopped.\n"), "{out}");
}

#[cfg(unix)]
#[tokio::test]
async fn the_log_names_requests_and_no_keys() {
    let running = Running::start(&["--port", "0", "-v"]);
    let url = format!("{}/v2/crawl/active", running.banner("Server"));
    let request = reqwest::Client::new().get(&url).bearer_auth("fc-secret");
    assert_eq!(request.send().await.unwrap().status(), 200);
    let (_, _, log) = running.stop("-INT");
    assert!(
        log.contains("/v2/crawl/active") && log.contains("200"),
        "{log}"
    );
    assert!(!log.contains("fc-secret"), "{log}");
}

#[test]
fn a_port_in_use_is_told() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = output(&["--port", &port]);
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(
        error.starts_with("error: ") && error.contains(&port),
        "{error}"
    );
    assert!(
        error.contains("in use") && error.contains("--port"),
        "{error}"
    );
    assert!(output.stdout.is_empty());
}

#[test]
fn help_lists_every_argument() {
    let output = output(&["--help"]);
    assert!(output.status.success());
    let help = String::from_utf8(output.stdout).unwrap();
    for argument in [
        "--port",
        "--host",
        "--key",
        "--demo",
        "--webhook-secret",
        "--page-documents",
        "--page-bytes",
        "--job-delay",
        "--public-only",
        "--host-name",
        "--monitor-origin",
        "--verbose",
    ] {
        assert!(help.contains(argument), "{argument} is not in {help}");
    }
    assert!(help.contains("[default: 3002]") && help.contains("[default: 127.0.0.1]"));
}

#[test]
fn an_unknown_argument_is_a_usage_error() {
    assert_eq!(output(&["--colour"]).status.code(), Some(2));
}
