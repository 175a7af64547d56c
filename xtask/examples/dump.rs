//! x.
#![allow(clippy::all, clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]
fn main() {
    let names = xtask::names::Names::parse("names.toml", &std::fs::read_to_string("openapi/names.toml").unwrap_or_default()).unwrap();
    let mut doc: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(std::env::args().nth(1).unwrap()).unwrap()).unwrap();
    let ctx = xtask::passes::Context::lenient(&names);
    xtask::passes::run_all(&mut doc, &ctx).unwrap();
    std::fs::write("/tmp/prepared.json", serde_json::to_string_pretty(&doc).unwrap()).unwrap();
    for w in ctx.into_warnings() { eprintln!("warning: {w}"); }
    let spec: openapiv3::OpenAPI = serde_json::from_value(doc).unwrap();
    let t = xtask::codegen::generator::tokens(&spec).unwrap();
    println!("{}", prettyplease::unparse(&syn::parse2(t).unwrap()));
}
