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
    let help = place.run(&["jobs", "--help"]).await.ok();
    assert!(help.contains("Examples:\n  firecrawl jobs list"), "{help}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_key_that_is_typed_is_not_shown() {
    use std::io::{Read as _, Write as _};

    let place = Place::new().await;
    let (mut terminal, open) = super::harness::terminal();
    let mut login = place.command(&["login"]);
    login
        .env_remove("FIRECRAWL_API_KEY")
        .stdin(open())
        .stderr(open());
    let child = login.spawn().unwrap();
    drop(login);
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
    let plain = ["scrape", &place.site, "--api-url", "http://192.0.2.1"];
    place.run(&plain).await.fails(2, &["`--allow-plain-http`"]);
    place
        .run(&["parse", "/dev/null"])
        .await
        .fails(1, &["write a pipe into a file first"]);
    place
        .run(&["parse", "."])
        .await
        .fails(1, &["`.` is a folder", "name a file in it"]);
}

#[tokio::test]
async fn empty_variables_are_unset() {
    let place = Place::new().await;
    let address = place.server.base_url();
    let mut doctor = place.command(&["doctor", "--api-url", address, "--json"]);
    doctor
        .env("FIRECRAWL_API_URL", "")
        .env("FIRECRAWL_API_KEY", " ");
    let report = Run::of(doctor.output().await.unwrap()).json();
    assert_eq!(
        (&report["service set by"], &report["key set by"]),
        (&"a flag".into(), &"nowhere".into())
    );
    // What is stored comes next.
    std::fs::write(place.path("key"), KEY).unwrap();
    let login = ["login", "--api-key-file", "key", "--api-url", address];
    place.run(&login).await.ok();
    let mut who = place.command(&["whoami"]);
    who.env("FIRECRAWL_API_URL", "")
        .env("FIRECRAWL_API_KEY", "");
    let who = Run::of(who.output().await.unwrap()).json();
    assert_eq!(
        (&who["service"], &who["keyFrom"]),
        (&address.into(), &"`firecrawl login`".into())
    );
    let mut listen = place.command(&["webhook", "listen", "--address", "127.0.0.1:0"]);
    let run = listen.env("FIRECRAWL_WEBHOOK_SECRET", "").output().await;
    Run::of(run.unwrap()).fails(2, &["no secret"]);
}

#[tokio::test]
async fn without_a_key_the_message_says_so_first() {
    let place = Place::new().await;
    let dead = [
        "--http-proxy",
        "http://127.0.0.1:1",
        "--total-timeout",
        "1s",
    ];
    for command in ["map a.example", "scrape a.example", "whoami", "doctor"] {
        let words: Vec<&str> = command.split(' ').chain(dead).collect();
        let mut command = place.command(&words);
        command
            .env_remove("FIRECRAWL_API_KEY")
            .env("FIRECRAWL_API_URL", "");
        let run = Run::of(command.output().await.unwrap());
        assert!(
            run.stderr
                .starts_with("no key is set, and api.firecrawl.dev"),
            "{run:?}"
        );
        let message = run.stderr.clone() + &run.stdout;
        for word in [
            "no key is set; ",
            "no connection",
            "firecrawl login",
            "firecrawl local",
        ] {
            assert!(message.contains(word), "{word}: {message}");
        }
        assert_eq!(run.code, 8);
    }
    // A service of one's own may want no key.
    let mut own = place.command(&[
        "map",
        "a.example",
        "--api-url",
        "http://127.0.0.1:1",
        "--total-timeout",
        "1s",
    ]);
    let run = own.env_remove("FIRECRAWL_API_KEY").output().await.unwrap();
    let run = Run::of(run).fails(8, &["firecrawl doctor"]);
    assert!(!run.stderr.contains("no key"), "{run:?}");
}

#[tokio::test]
async fn the_doctor_sends_no_one_to_the_doctor() {
    let place = Place::new().await;
    let dead = [
        "doctor",
        "--api-url",
        "http://127.0.0.1:1",
        "--total-timeout",
        "1s",
    ];
    let run = place.run(&dead).await.fails(8, &[]);
    assert!(
        run.stdout.contains("--http-proxy") && !run.stdout.contains("firecrawl doctor"),
        "{run:?}"
    );
    let mut wrong = place.command(&["doctor"]);
    let run = wrong
        .env("FIRECRAWL_API_KEY", "fc-00000000000000000000")
        .output()
        .await;
    let run = Run::of(run.unwrap()).fails(3, &[]);
    assert!(
        run.stdout.contains("firecrawl login") && !run.stdout.contains("firecrawl doctor"),
        "{run:?}"
    );
}

#[tokio::test]
async fn flags_may_come_twice_and_the_last_one_counts() {
    let place = Place::new().await;
    let map = [
        "map",
        &place.site,
        "-vv",
        "-q",
        "-q",
        "--limit",
        "9",
        "--limit",
        "2",
    ];
    assert_eq!(place.run(&map).await.ok().lines().count(), 2);
}

#[tokio::test]
async fn required_arguments_are_shown_as_required() {
    let place = Place::new().await;
    for (command, usage) in [
        ("crawl", "firecrawl crawl [OPTIONS] <URL>"),
        (
            "jobs start crawl",
            "firecrawl jobs start crawl [OPTIONS] <URL>",
        ),
        ("search", "firecrawl search [OPTIONS] <QUERY>"),
        ("agent", "firecrawl agent [OPTIONS] <PROMPT>"),
        ("scrape", "firecrawl scrape [OPTIONS] [URL]..."),
        (
            "research paper",
            "firecrawl research paper [OPTIONS] <ID> [QUERY]",
        ),
    ] {
        let words: Vec<&str> = command.split(' ').chain(["-h"]).collect();
        let help = place.run(&words).await.ok();
        assert!(help.contains(&format!("Usage: {usage}\n")), "{help}");
    }
    let body = [
        "map",
        "--body",
        r#"{"url":"https://a.example/"}"#,
        "--dry-run",
    ];
    assert_eq!(
        place.run(&body).await.json()["body"]["url"],
        "https://a.example/"
    );
    place.run(&["map"]).await.fails(2, &["required", "<URL>"]);
    place.run(&["man", "pages"]).await.ok();
    let page = std::fs::read_to_string(place.path("pages/firecrawl-crawl.1")).unwrap();
    let (_, synopsis) = page.split_once(".SH SYNOPSIS\n").unwrap();
    assert_eq!(
        synopsis.lines().next(),
        Some("\\fBfirecrawl crawl\\fR [OPTIONS] <URL>")
    );
}

#[tokio::test]
async fn the_help_begins_with_what_most_people_need() {
    let place = Place::new().await;
    let help = place.run(&["scrape", "--help"]).await.ok();
    let (_, request) = help.split_once("Request:\n").unwrap();
    assert!(
        request.trim_start().starts_with("--format <LIST>"),
        "{request}"
    );
    assert!(request.contains("--alexandria "), "{request}");
    let short = place.run(&["scrape", "-h"]).await.ok();
    assert!(
        !short.contains("--alexandria ") && short.contains("--format "),
        "{short}"
    );
}

#[tokio::test]
async fn completions_offer_the_words_of_a_flag() {
    let place = Place::new().await;
    let script = place.run(&["completions", "zsh"]).await.ok();
    for (flag, words) in [
        ("'--proxy=", ":(basic auto "),
        ("'--sitemap=", ":(skip include only)"),
        ("'*--format=", ":(markdown "),
    ] {
        let mut lines = script
            .lines()
            .filter(|line| line.trim_start().starts_with(flag));
        assert!(lines.any(|line| line.contains(words)), "{flag}");
    }
    let help = place.run(&["scrape", "--help"]).await.ok();
    assert!(!help.contains("possible values"), "{help}");
}

#[tokio::test]
async fn the_documented_exit_codes_are_those_of_the_help() {
    let codes =
        |text: &str, from: &str, split: fn(&str) -> Option<(&str, &str)>| -> Vec<(u8, String)> {
            let (_, table) = text.split_once(from).unwrap();
            let rows = table.lines().filter_map(split);
            let rows = rows.filter_map(|(code, cause)| {
                Some((code.trim().parse().ok()?, cause.trim().to_owned()))
            });
            rows.collect()
        };
    let help = Place::new().await.run(&["--help"]).await.ok();
    let help = codes(&help, "Exit codes:\n", |line| line.trim().split_once(' '));
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/command-line.md");
    let page = std::fs::read_to_string(path).unwrap();
    let (page, _) = page.split_once("## Things that hold").unwrap();
    let page = codes(page, "## Exit codes\n", |line| {
        line.strip_prefix('|')?.strip_suffix('|')?.split_once('|')
    });
    assert_eq!(page, help);
    assert_eq!(help.len(), 13);
}

#[tokio::test]
async fn a_proxy_on_the_way_is_named() {
    let place = Place::new().await;
    let dead = [
        "--http-proxy",
        "http://u:5ecre7@127.0.0.1:1",
        "--total-timeout",
        "1s",
    ];
    let map = [&["map", &place.site][..], &dead].concat();
    let words = "cannot be reached through the proxy http://127.0.0.1:1";
    let run = place
        .run(&map)
        .await
        .fails(8, &[words, " through the proxy http://127.0.0.1:1/]"]);
    assert!(!run.stderr.contains("5ecre7"), "{run:?}");
    let mut doctor = place.command(&[
        "doctor",
        "--api-url",
        "https://a.invalid",
        "--total-timeout",
        "1s",
        "--json",
    ]);
    doctor.env("HTTPS_PROXY", "http://u:5e#re7@127.0.0.1:1");
    let run = Run::of(doctor.output().await.unwrap()).fails(8, &["through the proxy"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(report["proxy"], "127.0.0.1:1");
    assert!(!report.to_string().contains("5e#re7"), "{report}");
}

#[tokio::test]
async fn a_file_without_a_certificate_is_named() {
    let place = Place::new().await;
    std::fs::write(place.path("empty.pem"), "").unwrap();
    let map = ["map", &place.site, "--ca-file", "empty.pem"];
    place
        .run(&map)
        .await
        .fails(2, &["`--ca-file`: empty.pem has no certificate"]);
}

#[tokio::test]
async fn an_empty_id_is_not_another_route() {
    let place = Place::new().await;
    for command in [
        &["jobs", "status", ""][..],
        &["jobs", "results", "", "--kind", "crawl"],
        &["monitor", "get", ""],
    ] {
        let run = place.run(command).await.fails(2, &[]);
        assert_eq!(run.stdout, "");
    }
    assert_eq!(place.server.requests().len(), 0);
}

#[tokio::test]
async fn a_stored_key_belongs_to_its_service_however_that_is_written() {
    let place = Place::new().await;
    std::fs::write(place.path("key"), KEY).unwrap();
    let slash = format!("{}/", place.server.base_url());
    let login = ["login", "--api-key-file", "key", "--api-url", &slash];
    // A service of one's own need not have this route.
    let absent = firecrawl_local::Fault::status(404).times(1);
    place.server.fault("getCreditUsage", absent).unwrap();
    let run = place.run(&login).await.fails(0, &["no route", "stored in"]);
    assert_eq!(run.stdout, "");
    let without = |arguments: &[&str]| {
        let mut command = place.command(arguments);
        command.env_remove("FIRECRAWL_API_KEY");
        command
    };
    let report = Run::of(without(&["doctor", "--json"]).output().await.unwrap()).json();
    assert_eq!(report["key set by"], "`firecrawl login`");
    let stored = report["stored key"].as_str().unwrap();
    assert!(stored.ends_with(&format!(", for {slash}")), "{stored}");

    // A file that is broken concerns those who need it.
    let file = place.path(".config/firecrawl-cli/credentials.json");
    std::fs::write(&file, "garbage").unwrap();
    place.run(&["usage", "credits"]).await.json();
    let run = Run::of(without(&["usage", "credits"]).output().await.unwrap());
    run.fails(1, &["not a file of credentials"]);
    // A key may be meant for the address in the file.
    let mut command = place.command(&["usage", "credits"]);
    let output = command.env_remove("FIRECRAWL_API_URL").output();
    Run::of(output.await.unwrap()).fails(1, &["not a file of credentials"]);
    let run = Run::of(without(&["doctor"]).output().await.unwrap()).fails(1, &[]);
    assert!(run.stdout.contains("not a file of credentials"), "{run:?}");
    let mut login = without(&["login"]);
    std::fs::write(place.path("cut"), b"fc-a\xff\n").unwrap();
    login.stdin(std::fs::File::open(place.path("cut")).unwrap());
    let run = Run::of(login.output().await.unwrap());
    run.fails(2, &["the standard input: "]);
    std::fs::write(place.path("secret"), " ").unwrap();
    let listen = ["webhook", "listen", "--secret-file", "secret"];
    place.run(&listen).await.fails(2, &["use `--unsigned`"]);
}
