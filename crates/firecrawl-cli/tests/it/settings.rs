//! Keys, addresses, and the commands about the program itself.

use super::harness::{KEY, Place, Run};

#[tokio::test]
async fn a_key_is_stored_used_and_deleted() {
    let place = Place::new().await;
    let without = |arguments: &[&str]| {
        let mut command = place.command(arguments);
        command.env_remove("FIRECRAWL_API_KEY");
        command
    };
    let run = Run::of(without(&["usage", "credits"]).output().await.unwrap());
    run.fails(3, &["firecrawl login"]);
    std::fs::write(place.path("wrong"), "fc-00000000000000000000").unwrap();
    let wrong = without(&["login", "--api-key-file", "wrong"])
        .output()
        .await
        .unwrap();
    Run::of(wrong).fails(3, &["401"]);
    std::fs::write(place.path("key"), format!("{KEY}\n")).unwrap();
    // A file that cannot be read is written anew.
    let stored = place.path(".config/firecrawl-cli/credentials.json");
    std::fs::create_dir_all(stored.parent().unwrap()).unwrap();
    std::fs::write(&stored, "garbage").unwrap();
    Run::of(
        without(&["login", "--api-key-file", "key"])
            .output()
            .await
            .unwrap(),
    )
    .ok();
    assert!(std::fs::read_to_string(&stored).unwrap().contains(KEY));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&stored).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    Run::of(without(&["usage", "credits"]).output().await.unwrap()).json();
    let who = Run::of(without(&["whoami"]).output().await.unwrap()).json();
    assert_eq!(who["keyFrom"], "`firecrawl login`");
    // The key of one service is not sent to another.
    let other = Place::new().await;
    let mut command = without(&["usage", "credits", "--api-url", other.server.base_url()]);
    Run::of(command.output().await.unwrap()).fails(3, &["401"]);
    assert!(
        other
            .server
            .requests()
            .iter()
            .all(|request| !format!("{request:?}").contains(KEY))
    );
    Run::of(without(&["logout"]).output().await.unwrap()).ok();
    assert!(!stored.exists());
}

#[tokio::test]
async fn the_doctor_says_what_is_wrong() {
    let place = Place::new().await;
    let well = place.run(&["doctor"]).await.ok();
    assert!(
        well.contains("takes the key") && well.contains("the environment"),
        "{well}"
    );
    let mut dead = place.command(&["doctor", "--json"]);
    let run = dead
        .env("FIRECRAWL_API_URL", "http://127.0.0.1:1")
        .output()
        .await
        .unwrap();
    let run = Run::of(run);
    assert_eq!(run.code, 8);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(report["service"] == "http://127.0.0.1:1", "{report}");
}

#[tokio::test]
async fn completions_and_manual_pages_are_written() {
    let place = Place::new().await;
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = place.run(&["completions", shell]).await.ok();
        assert!(script.contains("only-main-content"), "{shell}");
        // The shells that are installed read it without running it.
        if matches!(shell, "bash" | "zsh" | "fish") {
            std::fs::write(place.path("script"), script).unwrap();
            let mut command = tokio::process::Command::new(shell);
            command.arg("-n").arg(place.path("script"));
            if let Ok(output) = command.output().await {
                assert!(output.status.success(), "{shell}: {output:?}");
            }
        }
    }
    place.run(&["man", "pages"]).await.ok();
    let pages = place.files("pages");
    for name in [
        "firecrawl.1",
        "firecrawl-crawl.1",
        "firecrawl-jobs-results.1",
    ] {
        assert!(pages.iter().any(|page| page == name), "{name}: {pages:?}");
    }
    for page in &pages {
        let text = std::fs::read_to_string(place.path("pages").join(page)).unwrap();
        assert!(text.contains(".SH NAME") && text.is_ascii(), "{page}");
        // A paragraph with a tag: the flag, then its text.
        let lines: Vec<&str> = text.lines().collect();
        let tags = lines.windows(3).filter(|lines| lines[0] == ".TP");
        for tag in tags {
            assert!(
                !tag[2].is_empty() && !tag[2].starts_with('.'),
                "{page}: {tag:?}"
            );
        }
    }
    let help = place.run(&["crawl", "--help"]).await.ok();
    assert!(
        help.contains("--only-main-content") && help.contains("Calls POST /crawl"),
        "{help}"
    );
    assert!(place.run(&["--help"]).await.ok().contains("Exit codes:"));
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_key_that_is_typed_is_not_shown() {
    use std::io::{Read as _, Write as _};

    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

    let place = Place::new().await;
    let terminal = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&terminal).unwrap();
    unlockpt(&terminal).unwrap();
    let name = ptsname(&terminal, Vec::new())
        .unwrap()
        .into_string()
        .unwrap();
    let open = || {
        std::fs::File::options()
            .read(true)
            .write(true)
            .open(&name)
            .unwrap()
    };
    let mut login = place.command(&["login"]);
    login
        .env_remove("FIRECRAWL_API_KEY")
        .stdin(open())
        .stderr(open());
    let child = login.spawn().unwrap();
    drop(login);
    let mut terminal = std::fs::File::from(terminal);
    let mut shown = Vec::new();
    let mut part = [0; 256];
    while !String::from_utf8_lossy(&shown).contains("not shown") {
        let length = terminal.read(&mut part).unwrap();
        shown.extend_from_slice(&part[..length]);
    }
    // The prompt comes before the silence of the terminal.
    while rustix::termios::tcgetattr(&terminal)
        .unwrap()
        .local_modes
        .contains(rustix::termios::LocalModes::ECHO)
    {
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    terminal.write_all(format!("{KEY}\n").as_bytes()).unwrap();
    assert!(child.wait_with_output().await.unwrap().status.success());
    // Without a process that has it open, the other end is an error.
    while let Ok(length @ 1..) = terminal.read(&mut part) {
        shown.extend_from_slice(&part[..length]);
    }
    let shown = String::from_utf8(shown).unwrap();
    assert!(
        shown.contains("stored in") && !shown.contains(KEY),
        "{shown}"
    );
}

#[tokio::test]
async fn advice_names_flags_of_this_program() {
    let place = Place::new().await;
    std::fs::create_dir(place.path("folder")).unwrap();
    let plain = ["scrape", &place.site, "--api-url", "http://192.0.2.1"];
    place.run(&plain).await.fails(2, &["`--allow-plain-http`"]);
    place
        .run(&["parse", "folder"])
        .await
        .fails(1, &["write a pipe into a file first"]);
}
