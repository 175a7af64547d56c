//! x.
#![allow(clippy::all, clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]
fn main() {
    let names = xtask::names::Names::parse("names.toml", &std::fs::read_to_string("openapi/names.toml").unwrap_or_default()).unwrap();
    let docs = xtask::docs::Docs::parse("docs.toml", &std::fs::read_to_string("openapi/docs.toml").unwrap_or_default()).unwrap();
    let mut doc: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap()).unwrap();
    for f in ["openapi/overlay.json", "openapi/observed.json"] {
        let o = xtask::overlay::Overlay::parse(f, &std::fs::read_to_string(f).unwrap()).unwrap();
        match o.apply_lenient(&mut doc) { Ok(a) => for s in a.stale { eprintln!("{s}") }, Err(e) => eprintln!("{e}") }
    }
    std::fs::write("/tmp/corrected.json", serde_json::to_string_pretty(&doc).unwrap()).unwrap();
    let ctx = xtask::passes::Context::lenient(&names);
    xtask::passes::run_all(&mut doc, &ctx).unwrap();
    std::fs::write("/tmp/prepared.json", serde_json::to_string_pretty(&doc).unwrap()).unwrap();
    std::fs::write("/tmp/unnamed.txt", ctx.unnamed().iter().map(|(a,b)| format!("{a} = {b}\n")).collect::<String>()).unwrap();
    for w in ctx.into_warnings() { eprintln!("warning: {w}"); }
    let spec: openapiv3::OpenAPI = serde_json::from_value(doc.clone()).unwrap();
    let entries = xtask::catalog::entries(&doc);
    let code = xtask::codegen::generate(&doc, &spec, &entries, &names, &docs, "Generated").unwrap();
    let out = std::path::Path::new("crates/firecrawl-api/src/generated");
    std::fs::create_dir_all(out.join("types")).unwrap();
    for (p, t) in &code.files { std::fs::write(out.join(p), t).unwrap(); }
    println!("{} types; untagged {:?}", code.types.len(), code.untagged);
    for u in names.unused() { eprintln!("unused {u}"); }
    std::fs::write("/tmp/missing.txt", docs.missing().join("\n")).unwrap();
}
