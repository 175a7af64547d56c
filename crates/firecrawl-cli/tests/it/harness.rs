//! A run of the program with settings, folders and a server of its own.

use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};
use std::time::Duration;

use firecrawl_local::LocalServer;
use serde_json::Value;
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use tokio::process::{Child, Command};

pub const KEY: &str = "fc-5ecre7a11c0de5ecre7";

/// A server with the demo site, and a folder in which the program runs.
pub struct Place {
    pub server: LocalServer,
    pub site: String,
    folder: TempDir,
}

/// The end of a run.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Place {
    pub async fn new() -> Self {
        Self::with(LocalServer::builder().keys([KEY])).await
    }

    pub async fn with(builder: firecrawl_local::Builder) -> Self {
        let server = builder.demo_site().start().await.unwrap();
        let site = server.demo_url().unwrap().trim_end_matches('/').to_owned();
        Self {
            server,
            site,
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.site)
    }

    /// Returns the program with arguments, which sees no settings but those of this place.
    pub fn command<S: AsRef<str>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_firecrawl"));
        command
            .args(arguments.iter().map(AsRef::as_ref))
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("FIRECRAWL_API_URL", self.server.base_url())
            .env("FIRECRAWL_API_KEY", KEY)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
    }

    pub fn start<S: AsRef<str>>(&self, arguments: &[S]) -> Child {
        self.command(arguments).spawn().unwrap()
    }

    pub async fn run<S: AsRef<str>>(&self, arguments: &[S]) -> Run {
        Run::of(self.command(arguments).output().await.unwrap())
    }

    /// Waits until a file has a word in it.
    pub async fn until(&self, file: &str, word: &str) {
        while !std::fs::read_to_string(self.path(file)).is_ok_and(|text| text.contains(word)) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    /// Runs the program with a text as its standard input.
    pub async fn run_with<S: AsRef<str>>(&self, input: &str, arguments: &[S]) -> Run {
        let mut child = self
            .command(arguments)
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(input.as_bytes()).await.unwrap();
        drop(stdin);
        Run::of(child.wait_with_output().await.unwrap())
    }

    /// Returns the names of the files below a folder, in order.
    pub fn files(&self, folder: &str) -> Vec<String> {
        fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                match path.is_dir() {
                    true => walk(&path, found),
                    false => found.push(path),
                }
            }
        }
        let root = self.path(folder);
        let mut found = Vec::new();
        walk(&root, &mut found);
        let name = |path: PathBuf| path.strip_prefix(&root).unwrap().display().to_string();
        let mut names: Vec<String> = found.into_iter().map(name).collect();
        names.sort();
        names
    }
}

impl Run {
    pub fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let run = Self {
            code: output.status.code().unwrap_or(-1),
            stdout: text(output.stdout),
            stderr: text(output.stderr),
        };
        assert!(
            !run.stdout.contains(KEY) && !run.stderr.contains(KEY),
            "{run:?}"
        );
        assert!(!run.stderr.contains('\x1b'), "{run:?}");
        run
    }

    #[track_caller]
    pub fn ok(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.stdout
    }

    #[track_caller]
    pub fn json(self) -> Value {
        serde_json::from_str(&self.ok()).unwrap()
    }

    /// Expects an exit code and words of the message.
    #[track_caller]
    pub fn fails(self, code: i32, words: &[&str]) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        for word in words {
            assert!(self.stderr.contains(word), "{word}: {self:?}");
        }
        self
    }
}

/// Opens a terminal; the function opens the end that a program has.
#[cfg(target_os = "linux")]
pub fn terminal() -> (std::fs::File, impl Fn() -> std::fs::File) {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let name = ptsname(&terminal, Vec::new()).unwrap();
    let name = name.into_string().unwrap();
    let mut options = std::fs::File::options();
    options.read(true).write(true);
    (terminal.into(), move || options.open(&name).unwrap())
}

/// Runs a command to its success with a terminal, and returns what is written there.
#[cfg(target_os = "linux")]
pub async fn on_terminal(mut command: Command) -> String {
    use std::io::Read as _;

    let (mut terminal, open) = terminal();
    command.env("TERM", "xterm").stdout(open()).stderr(open());
    let mut child = command.spawn().unwrap();
    drop(command);
    let read = move || {
        let (mut shown, mut part) = (Vec::new(), [0; 4096]);
        // Without a process that has it open, the other end is an error.
        while let Ok(length @ 1..) = terminal.read(&mut part) {
            shown.extend_from_slice(&part[..length]);
        }
        String::from_utf8(shown).unwrap()
    };
    let shown = tokio::task::spawn_blocking(read).await.unwrap();
    assert!(child.wait().await.unwrap().success(), "{shown}");
    shown
}

/// Presses Ctrl-C.
pub async fn interrupt(child: &Child) {
    let mut kill = Command::new("kill");
    let kill = kill.args(["-INT", &child.id().unwrap().to_string()]);
    assert!(kill.status().await.unwrap().success());
}

/// Returns the objects of JSON Lines.
pub fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}
