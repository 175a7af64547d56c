//! `cargo xtask scaffold`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;

use clap::Args;
use openapi_codegen::catalog::OperationEntry;
use openapi_codegen::naming::pascal;
use openapi_codegen::pipeline::Run;
use openapi_document::{Error, Result};

use super::arguments::Outcome;
use crate::exit;
use crate::output::{Output, files_below};
use crate::project::{Facade, Project};
use crate::scaffold::{Method, remove};
use crate::update::replaced;

/// The options of the command.
#[derive(Debug, Args)]
pub struct Options {
    /// The operation: its operationId or the name of its generated function.
    operation: String,
    /// The method to write. Without it: the function's name, in the group of the nearest operation.
    #[arg(long, value_name = "OWNER::NAME")]
    method: Option<String>,
    /// Write the code into its files instead of printing it.
    #[arg(long)]
    write: bool,
    /// Remove the method of an operation that is gone, with its rows and requests.
    #[arg(long, conflicts_with = "method")]
    remove: bool,
}

/// Runs the command.
///
/// # Errors
///
/// If there is no such operation, if it has a method, or if no place for the method is found.
pub fn run(project: &Project, options: &Options) -> Result<Outcome> {
    let facade = project.facade.as_ref().ok_or_else(|| {
        Error::new("this project has no facade").remedy("describe one in openapi/project.toml")
    })?;
    let run = project.run(&project.inputs(None)?)?;
    let mut output = Output::empty(project.path(""));
    let mut printed = String::new();
    if options.remove {
        for (file, removed, text) in removals(project, facade, &run, &options.operation)? {
            printed += &match options.write {
                true => format!("updated {file}\n"),
                false => format!("{file}:\n{removed}\n"),
            };
            output.add(file, text);
        }
        if options.write {
            output.write()?;
        }
        return Ok((printed, exit::FRESH));
    }
    for (file, mark, text) in additions(project, facade, &run, options)? {
        if !options.write {
            printed += &format!("{file}:\n{text}\n");
            continue;
        }
        let before = project.source(&file)?;
        let before = before.text()?;
        let at = place(before, &mark).ok_or_else(|| {
            Error::new("the place for the code is not found")
                .in_file(&file)
                .remedy("run the command without --write, and copy what it prints")
        })?;
        let (head, tail) = before.split_at(at);
        printed += &format!("updated {file}\n");
        output.add(file, format!("{head}{text}{tail}"));
    }
    output.write()?;
    Ok((printed, exit::FRESH))
}

/// Finds the code of a method whose operation is gone: its files, with what is removed from each and
/// what is left.
fn removals(
    project: &Project,
    facade: &Facade,
    run: &Run,
    id: &str,
) -> Result<Vec<(String, String, String)>> {
    let methods = project.facade_methods()?;
    let method = methods.get(id).and_then(|method| method.split_once("::"));
    let (group, name) = method.ok_or_else(|| {
        Error::new("no method calls such an operation")
            .in_operation(id)
            .remedy(format!("{} lists those that one calls", facade.methods))
    })?;
    if run.entries.iter().any(|entry| entry.id == id) {
        return Err(Error::new("the contract still has the operation").in_operation(id));
    }
    let file = file_of(project, &facade.source, group, name)?;
    let mut found = Vec::new();
    let row = format!("    {} => ", pascal(id));
    let request = format!("    {id:?}, ");
    type Cut = Box<dyn Fn(&str) -> Vec<Range<usize>>>;
    let (start, function) = (format!("impl {group} {{"), name.to_owned());
    let key = id.to_owned();
    let cuts: [(String, Cut); 4] = [
        (
            file,
            Box::new(move |text| remove::method(text, &start, &function)),
        ),
        (
            facade.methods.clone(),
            Box::new(move |text| remove::entry(text, &key)),
        ),
        (
            facade.rows.clone(),
            Box::new(move |text| remove::items(text, &row)),
        ),
        (
            facade.requests.clone(),
            Box::new(move |text| remove::items(text, &request)),
        ),
    ];
    for (file, cut) in cuts {
        let source = project.source(&file)?;
        let text = source.text()?;
        let ranges = cut(text);
        if ranges.is_empty() {
            continue;
        }
        let removed: String = ranges.iter().map(|range| &text[range.clone()]).collect();
        let pieces = ranges.into_iter().map(|range| (range, String::new()));
        let left = replaced(text, pieces.collect());
        found.push((
            file,
            removed.clone(),
            remove::unused_imports(&left, &removed),
        ));
    }
    Ok(found)
}

/// Finds the end of the block of the outermost level that has a text; without one, of the file.
fn place(file: &str, mark: &str) -> Option<usize> {
    if mark.is_empty() {
        return Some(file.len());
    }
    let start = file.find(mark)?;
    Some(start + file[start..].find("\n}\n")? + 1)
}

/// A file, a mark, and the code that belongs at the end of the block that has this mark.
type Addition = (String, String, String);

fn additions(
    project: &Project,
    facade: &Facade,
    run: &Run,
    options: &Options,
) -> Result<Vec<Addition>> {
    let methods = project.facade_methods()?;
    let mut entries = run.entries.iter();
    let entry = entries.find(|entry| [&entry.id, &entry.function].contains(&&options.operation));
    let entry = entry.ok_or_else(|| {
        Error::new("there is no such operation")
            .in_operation(&options.operation)
            .remedy("`cargo xtask list` shows all of them")
    })?;
    if let Some(method) = methods.get(&entry.id) {
        return Err(Error::new(format!("{method} calls it already")).in_operation(&entry.id));
    }
    let wanted = options.method.as_deref();
    let owner = wanted.and_then(|name| name.split_once("::"));
    let Neighbor { id, group, name } =
        neighbor(&methods, run, entry, owner.map(|(owner, _)| owner))
            .ok_or_else(|| Error::new("no group of methods has this name"))?;
    let own = owner.map_or(entry.function.as_str(), |(_, name)| name);
    let method = Method::new(project, run, entry, (group, own))?;
    let accessor = accessor(project.source(&facade.rows)?.text()?, id, name);
    let addition = |file: &str, mark: &str, text| (file.to_owned(), mark.to_owned(), text);
    let file = file_of(project, &facade.source, group, name)?;
    let is_bare = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let key = match entry.id.chars().all(is_bare) {
        true => entry.id.clone(),
        false => format!("{:?}", entry.id),
    };
    let line = format!("{key} = \"{group}::{own}\"\n");
    let request = method.typical_request(&accessor);
    let mut additions = vec![
        addition(&file, &format!("fn {name}"), method.code()),
        addition(&facade.methods, "", line),
        addition(&facade.rows, "\nrows! {", method.row(&accessor)),
    ];
    additions.extend(request.map(|text| addition(&facade.requests, "\ntypical! {", text)));
    Ok(additions)
}

/// An operation with its method, which shows where the one of a similar operation belongs.
#[derive(Clone, Copy)]
struct Neighbor<'a> {
    id: &'a str,
    group: &'a str,
    name: &'a str,
}

/// Finds the nearest operation that has a method, by its path.
fn neighbor<'a>(
    methods: &'a BTreeMap<String, String>,
    run: &'a Run,
    entry: &OperationEntry,
    owner: Option<&str>,
) -> Option<Neighbor<'a>> {
    let common = |path: &str| {
        let segments = path.split('/').zip(entry.path.split('/'));
        segments.take_while(|(one, other)| one == other).count()
    };
    let neighbors = run.entries.iter().filter_map(|other| {
        let (group, name) = methods.get(&other.id)?.split_once("::")?;
        let fits = owner.is_none_or(|owner| owner == group);
        let id = &other.id;
        fits.then_some((common(&other.path), Neighbor { id, group, name }))
    });
    let neighbors: Vec<_> = neighbors.collect();
    // Of equally near ones, the group that has most of them.
    let rivals = |one: &(usize, Neighbor<'_>)| {
        let same =
            |other: &&(usize, Neighbor<'_>)| other.0 == one.0 && other.1.group == one.1.group;
        neighbors.iter().filter(same).count()
    };
    let nearest = neighbors.iter().max_by_key(|one| (one.0, rivals(one)));
    nearest.map(|(_, neighbor)| *neighbor)
}

/// Returns the command that writes the method of an operation, if the project has a facade.
pub fn scaffold_command(project: &Project, run: &Run, entry: &OperationEntry) -> Option<String> {
    let methods = project.facade_methods().ok()?;
    let group = neighbor(&methods, run, entry, None)?.group;
    let (id, name) = (word(&entry.id), &entry.function);
    Some(format!(
        "`cargo xtask scaffold {id} --method {group}::{name} --write`"
    ))
}

/// Returns the command that removes the method of an operation that is gone.
pub fn remove_command(id: &str) -> String {
    format!("`cargo xtask scaffold {} --remove --write`", word(id))
}

/// Returns a text of the contract as one word of a shell, which runs nothing of it.
fn word(text: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_./:-".contains(&byte);
    match text.starts_with(|first: char| first.is_ascii_alphanumeric())
        && text.bytes().all(is_plain)
    {
        true => text.into(),
        false => format!("'{}'", text.replace('\'', r"'\''")).into(),
    }
}

/// Finds the file of a method: the one that has its function in a block of its group.
fn file_of(project: &Project, source: &str, group: &str, name: &str) -> Result<String> {
    let has_method = |file: &String| {
        let text = fs::read_to_string(project.path(file)).unwrap_or_default();
        let mut functions = [format!("fn {name}("), format!("fn {name}<")].into_iter();
        text.contains(&format!("impl {group} {{")) && functions.any(|fun| text.contains(&fun))
    };
    let mut files = files_below(&project.path(""), source)?.into_iter();
    files.find(has_method).ok_or_else(|| {
        Error::new(format!("no file has the method {group}::{name}")).in_file(source)
    })
}

/// Returns how a row reaches the group of a method: `client.team()`.
fn accessor(rows: &str, neighbor: &str, name: &str) -> String {
    let start = format!("{} => ", pascal(neighbor));
    let mut rows = rows.lines().map(str::trim_start);
    let row = rows.find(|row| row.starts_with(&start));
    let call = row.and_then(|row| row.split_once("| ")?.1.split_once(&format!(".{name}(")));
    call.map_or("client", |(accessor, _)| accessor).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_one_word_of_a_shell() {
        for (id, command) in [
            ("zz.list", "zz.list"),
            ("a b;c|sh", "'a b;c|sh'"),
            ("$(x)'`y`", r"'$(x)'\''`y`'"),
            ("-x", "'-x'"),
            ("", "''"),
        ] {
            let command = format!("`cargo xtask scaffold {command} --remove --write`");
            assert_eq!(remove_command(id), command);
        }
    }

    #[test]
    fn a_block_ends_where_its_brace_is() {
        let text = "impl A {\n    fn a() {\n    }\n}\n\nimpl B {\n    fn b() {}\n}\n";
        let place = |mark: &str| place(text, mark);
        assert_eq!(&text[place("fn a").unwrap()..][..3], "}\n\n");
        assert_eq!(&text[place("fn b").unwrap()..], "}\n");
        assert_eq!(place("fn c"), None);
        assert_eq!(place(""), Some(text.len()));
    }
}
