//! `openapi/project.toml`: everything that is particular to this project.
//!
//! No other code of the tools knows a file, an address or a crate of the project by name, so that
//! they work for other contracts unchanged.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use openapi_codegen::catalog::OperationEntry;
use openapi_codegen::pipeline::{self, Inputs, Run, Source};
use openapi_diff::{Calendar, Date, NOTICE_DAYS, Policy, Report};
use openapi_document::{Error, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;

/// The file, relative to the root of the workspace.
pub const FILE: &str = "openapi/project.toml";

/// A project on disk. All paths in it are relative to its root.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    #[serde(skip)]
    root: PathBuf,
    /// The texts of files that are to be written, which are read in place of those on disk.
    #[serde(skip)]
    drafts: BTreeMap<String, String>,
    /// The name of the contract that this is about, if it is a further one: see
    /// [`Project::select`].
    #[serde(skip)]
    pub selected: Option<String>,
    /// The contract that the code is generated from.
    pub contract: Contract,
    /// Further contracts, by their names.
    #[serde(default)]
    pub contracts: BTreeMap<String, Further>,
    /// The files that people write.
    pub inputs: InputFiles,
    /// The files that `generate` writes.
    pub outputs: OutputFiles,
    /// The facade crate.
    pub facade: Option<Facade>,
    /// The rules of `check`.
    #[serde(default)]
    pub check: Check,
    /// The decisions about changes of the contract.
    #[serde(default)]
    pub diff: Diff,
}

/// A vendored contract.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// The copy in the workspace.
    pub file: String,
    /// The address at which it is published.
    pub published: Option<String>,
}

/// A further contract; code is generated from it if it has inputs and outputs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Further {
    /// The copy in the workspace.
    pub file: String,
    /// The address at which it is published.
    pub published: Option<String>,
    /// The files that people write.
    pub inputs: Option<InputFiles>,
    /// The files that `generate` writes.
    pub outputs: Option<OutputFiles>,
    /// The facade crate.
    pub facade: Option<Facade>,
}

/// The files that people write.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InputFiles {
    /// The overlays, in the order in which they are applied.
    pub overlays: Vec<String>,
    /// The chosen names.
    pub names: String,
    /// The documentation.
    pub docs: String,
    /// The entries of both that a contract was the last to use, if they are kept.
    pub retired: Option<String>,
}

/// The files that `generate` writes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OutputFiles {
    /// The crate that holds the generated code.
    pub package: String,
    /// The folder of generated code in that crate; no other file may be in it.
    pub generated: String,
    /// The contract after the overlays.
    pub corrected: String,
    /// The table of the round-trip tests, if the crate has them.
    pub dispatch: Option<String>,
    /// The table of operations with their arguments, for a program that takes requests at run time.
    pub arguments: Option<String>,
    /// The record of where the contracts came from, one for all of them.
    #[serde(default = "lock_file")]
    pub lock: String,
}

/// The facade crate.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facade {
    /// The list of its methods by operation.
    pub methods: String,
    /// The address of its documentation, to which that of the generated requests links.
    pub rustdoc: Option<String>,
    /// The type that has the methods of another one there.
    #[serde(default)]
    pub handles: BTreeMap<String, String>,
    /// The table of operations that `generate` writes for people, if there is one.
    pub reference: Option<String>,
    /// The folder of its source.
    pub source: String,
    /// The file of its tests that has a row for each operation.
    pub rows: String,
    /// The file of its tests that has typical requests.
    pub requests: String,
    /// The folders and files with hand-written code and text that name generated items.
    #[serde(default)]
    pub users: Vec<String>,
}

/// The rules of `check`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The requirement for documentation entries of generated items.
    #[serde(default)]
    pub documentation: Documentation,
}

/// The decisions about changes of the contract.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Diff {
    /// The classes of rules that have another one here, or `ignore`.
    pub levels: BTreeMap<Spanned<String>, String>,
    /// The file of the changes that are accepted.
    pub accepted: Option<String>,
    /// The least number of days between the announcement of an end and the end.
    pub notice_days: Option<u32>,
}

/// The requirement for documentation entries of generated items.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Documentation {
    /// An item without an entry fails the check.
    #[default]
    Required,
    /// An item without an entry gets a line by rule.
    Optional,
}

impl Project {
    /// Reads the project with this root.
    ///
    /// # Errors
    ///
    /// If its `openapi/project.toml` cannot be read.
    pub fn at(root: impl Into<PathBuf>) -> Result<Self> {
        let root = root.into();
        let mut project: Self = parse(&read(&root, FILE)?, "not a description of a project")?;
        project.root = root;
        Ok(project)
    }

    /// Reads the project around a folder.
    ///
    /// # Errors
    ///
    /// If there is none, or if it cannot be read.
    pub fn around(folder: &Path) -> Result<Self> {
        let root = folder
            .ancestors()
            .find(|folder| folder.join(FILE).is_file())
            .ok_or_else(|| {
                Error::new(format!("there is no {FILE} here or above"))
                    .in_file(folder)
                    .remedy("run the command inside of the workspace")
            })?;
        Self::at(root)
    }

    /// Returns the path of a file of the workspace.
    pub fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Returns whether a file of the disk is one that the tools read or write.
    pub fn uses(&self, path: &Path) -> bool {
        if self.further().iter().any(|project| project.uses(path)) {
            return true;
        }
        let (inputs, outputs) = (&self.inputs, &self.outputs);
        let facade = self.facade.iter();
        let facade = facade.flat_map(|facade| facade.reference.iter().chain([&facade.methods]));
        let files = [&self.contract.file, &inputs.names, &inputs.docs].into_iter();
        let files = files.chain([&outputs.corrected, &outputs.lock, &outputs.generated]);
        let tables = outputs.dispatch.iter().chain(&outputs.arguments);
        let files = files.chain(&inputs.overlays).chain(tables);
        let mut files = files.chain(facade).map(String::as_str).chain([FILE]);
        files.any(|file| path.starts_with(self.path(file)))
    }

    /// Returns whether a file of the workspace is one that `generate` writes.
    pub fn writes(&self, file: &str) -> bool {
        if self.further().iter().any(|project| project.writes(file)) {
            return true;
        }
        let outputs = &self.outputs;
        let reference = self.facade.iter().flat_map(|facade| &facade.reference);
        let files = [&outputs.corrected, &outputs.lock, &outputs.generated].into_iter();
        let tables = outputs.dispatch.iter().chain(&outputs.arguments);
        let mut files = files.chain(tables).chain(reference);
        files.any(|written| Path::new(file).starts_with(written))
    }

    /// Reads the vendored contract, which is named the same on every machine.
    ///
    /// # Errors
    ///
    /// If it cannot be read or is not a contract.
    pub fn vendored(&self) -> Result<openapi_document::Contract> {
        let file = &self.contract.file;
        openapi_document::load_as(&self.path(file), file)
    }

    /// Reads the inputs of a run, with the vendored contract or another one.
    ///
    /// # Errors
    ///
    /// If one of them cannot be read.
    pub fn inputs(&self, contract: Option<&Path>) -> Result<Inputs> {
        let overlays = self.inputs.overlays.iter();
        Ok(Inputs {
            contract: match contract {
                Some(path) => openapi_document::load(path)?,
                None => self.vendored()?,
            },
            overlays: overlays
                .map(|file| self.source(file))
                .collect::<Result<_>>()?,
            names: self.source(&self.inputs.names)?,
            docs: self.source(&self.inputs.docs)?,
            command: "cargo xtask generate".to_owned(),
            callers: self.callers()?,
        })
    }

    /// Returns a link to the documentation of each method of the facade, by operation.
    fn callers(&self) -> Result<BTreeMap<String, String>> {
        let Some(facade) = &self.facade else {
            return Ok(BTreeMap::new());
        };
        let link = |(operation, method): (String, String)| {
            let page = facade.rustdoc.as_ref()?;
            let (owner, name) = method.split_once("::")?;
            let owner = facade.handles.get(owner).map_or(owner, String::as_str);
            let link = format!("[`{method}`]({page}/struct.{owner}.html#method.{name})");
            Some((operation, link))
        };
        Ok(self
            .facade_methods()?
            .into_iter()
            .filter_map(link)
            .collect())
    }

    /// Runs the pipeline, leniently; where documentation is optional, none is missing.
    ///
    /// # Errors
    ///
    /// If nothing can be generated from the inputs.
    pub fn run(&self, inputs: &Inputs) -> Result<Run> {
        let mut run = pipeline::review(inputs)?;
        if self.check.documentation == Documentation::Optional {
            run.findings.missing_docs.clear();
        }
        Ok(run)
    }

    /// Reads the decisions about changes of the contract.
    ///
    /// # Errors
    ///
    /// If a rule is unknown, or if the file of accepted changes cannot be read.
    pub fn policy(&self) -> Result<Policy> {
        let mut policy = Policy::default();
        for (rule, level) in &self.diff.levels {
            policy.set_level(rule.get_ref(), level).map_err(|error| {
                let text = self.source(FILE).map(|source| source.bytes);
                let before = text.unwrap_or_default().into_iter().take(rule.span().start);
                let line = 1 + before.filter(|byte| *byte == b'\n').count();
                error.in_file(format!("{FILE}:{line}"))
            })?;
        }
        if let Some(file) = &self.diff.accepted {
            let source = self.source(file)?;
            policy.accept(&source.name, source.text()?)?;
        }
        Ok(policy)
    }

    /// Returns a day, or today, with the notice that the project asks for.
    pub fn calendar(&self, today: Option<Date>) -> Calendar {
        Calendar {
            today: today.unwrap_or_else(Date::today),
            notice_days: self.diff.notice_days.unwrap_or(NOTICE_DAYS),
        }
    }

    /// Applies the decisions about changes to a report, as they are on a day, or today.
    ///
    /// # Errors
    ///
    /// If a rule is unknown, or if the file of accepted changes cannot be read.
    pub fn decide(&self, report: &mut Report, today: Option<Date>) -> Result<()> {
        let policy = self.policy()?;
        policy.apply(report, self.calendar(today).today);
        Ok(())
    }

    /// Reads one file of the workspace.
    ///
    /// # Errors
    ///
    /// If it cannot be read.
    pub fn source(&self, relative: &str) -> Result<Source> {
        match self.drafts.get(relative) {
            Some(text) => Ok(Source {
                name: relative.to_owned(),
                bytes: text.clone().into_bytes(),
            }),
            None => read(&self.root, relative),
        }
    }

    /// Gives a file another text, which is read from now on and not written.
    pub fn draft(&mut self, relative: &str, text: String) {
        self.drafts.insert(relative.to_owned(), text);
    }

    /// Returns the files that have another text than on disk.
    pub fn drafts(&self) -> &BTreeMap<String, String> {
        &self.drafts
    }

    /// Reads the method of the facade for each operation; none without a facade.
    ///
    /// # Errors
    ///
    /// If the list cannot be read.
    pub fn facade_methods(&self) -> Result<BTreeMap<String, String>> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Methods {
            methods: BTreeMap<String, String>,
        }
        let Some(facade) = &self.facade else {
            return Ok(BTreeMap::new());
        };
        let source = self.source(&facade.methods)?;
        Ok(parse::<Methods>(&source, "not a list of facade methods")?.methods)
    }

    /// Finds the operations without a method of the facade, and the methods by operations that are
    /// gone; none without a facade.
    ///
    /// # Errors
    ///
    /// If the list cannot be read.
    pub fn facade_gaps<'e>(
        &self,
        entries: &'e [OperationEntry],
    ) -> Result<(Vec<&'e OperationEntry>, BTreeMap<String, String>)> {
        let mut methods = self.facade_methods()?;
        let uncalled = entries.iter();
        let uncalled = uncalled.filter(|entry| methods.remove(&entry.id).is_none());
        let uncalled = uncalled.filter(|_| self.facade.is_some()).collect();
        Ok((uncalled, methods))
    }
}

fn lock_file() -> String {
    "openapi/lock.toml".to_owned()
}

/// Reads a TOML file; the message says what it is not, where it has another form.
pub(crate) fn parse<T: DeserializeOwned>(source: &Source, message: &str) -> Result<T> {
    toml::from_str(source.text()?).map_err(|error| {
        Error::new(message)
            .in_file(&source.name)
            .caused_by(error.to_string().trim_end())
            .remedy("correct it at that line, or restore it from the repository")
    })
}

fn read(root: &Path, relative: &str) -> Result<Source> {
    let bytes = std::fs::read(root.join(relative)).map_err(|error| {
        Error::new("cannot be read")
            .in_file(relative)
            .caused_by(error)
            .remedy("restore it from the repository")
    })?;
    Ok(Source {
        name: relative.to_owned(),
        bytes,
    })
}
