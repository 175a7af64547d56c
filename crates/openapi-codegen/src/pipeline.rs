//! One run from the inputs to the generated code, without touching any file.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::Value;

use crate::catalog::{self, Kind, OperationEntry};
use crate::docs::Docs;
use crate::emit::doc_text::code;
use crate::emit::{self, Code};
use crate::lenient::{self, Failure};
use crate::names::Names;
use crate::notices::notices;
use crate::passes::{self, Context};
use crate::preflight;
use crate::sources::{self, SourceMap};
use crate::superseded::remove_superseded;
use openapi_document::prose::{copy_without, is_example};
use openapi_document::{Contract, Error, Result, WEBHOOKS, operations};
use openapi_overlay::Overlay;

/// A file that a run reads, with the name that messages say.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path as it is shown, relative to the workspace where it lies there.
    pub name: String,
    /// The exact content.
    pub bytes: Vec<u8>,
}

impl Source {
    /// The content as text.
    pub fn text(&self) -> Result<&str> {
        std::str::from_utf8(&self.bytes).map_err(|error| {
            Error::new("not UTF-8")
                .in_file(&self.name)
                .caused_by(error)
                .remedy("save the file as UTF-8")
        })
    }
}

/// Everything that a run reads.
#[derive(Clone, Debug)]
pub struct Inputs {
    /// The contract, read and parsed.
    pub contract: Contract,
    /// The overlays in the order in which they are applied.
    pub overlays: Vec<Source>,
    /// The chosen names.
    pub names: Source,
    /// The documentation.
    pub docs: Source,
    /// The command that makes the generated files, which their heads name.
    pub command: String,
    /// Links in Markdown to the methods that people call operations with, by operationId: the types of
    /// requests name them.
    pub callers: BTreeMap<String, String>,
}

/// The result of a run.
#[derive(Debug)]
pub struct Run {
    /// The contract after the overlays, in OpenAPI 3.0.
    pub corrected: Value,
    /// The generated items by their locations in the contract.
    pub sources: SourceMap,
    /// The operations.
    pub entries: Vec<OperationEntry>,
    /// The generated code.
    pub code: Code,
    /// The findings for manual review.
    pub findings: Findings,
}

/// Findings that regenerating does not fix.
#[derive(Debug, Default)]
pub struct Findings {
    /// Overlay actions that no longer do anything, or cannot be applied.
    pub stale_actions: Vec<String>,
    /// Operations that an overlay adds and that the contract has in another form.
    pub superseded: Vec<String>,
    /// Entries of the names file that nothing matches.
    pub unused_names: Vec<String>,
    /// Entries of the documentation file that nothing matches.
    pub unused_docs: Vec<String>,
    /// Keys that the documentation file lacks.
    pub missing_docs: Vec<String>,
    /// Untagged enums without a reason in the names file.
    pub unexplained_untagged: Vec<String>,
    /// Operations that are neither generated nor listed as hand-written.
    pub unlisted_operations: Vec<String>,
    /// Schemas that differ from another one of their name in the names file, and are types of their own.
    pub disagreements: Vec<String>,
    /// What schemas say against OpenAPI, and what became of it.
    pub corrections: Vec<String>,
    /// Places that got a name by rule, with the name.
    pub unnamed: IndexMap<String, String>,
    /// The warnings of the passes.
    pub warnings: Vec<String>,
    /// The faults for which operations are left out, each with these.
    pub skipped: Vec<String>,
    /// The number of operations that are left out.
    pub left_out: usize,
}

impl Findings {
    /// All findings that `check` fails for, each as its kind and text.
    pub fn failures(&self) -> Vec<(&'static str, String)> {
        let kinds: [(&'static str, &Vec<String>); 10] = [
            ("stale overlay action", &self.stale_actions),
            ("observed operation that is official", &self.superseded),
            ("schema that OpenAPI does not allow", &self.corrections),
            ("schemas of one name that differ", &self.disagreements),
            ("unused name", &self.unused_names),
            ("unused documentation", &self.unused_docs),
            ("missing documentation", &self.missing_docs),
            ("untagged enum without a reason", &self.unexplained_untagged),
            (
                "operation that is neither generated nor hand-written",
                &self.unlisted_operations,
            ),
            ("operation that cannot be generated", &self.skipped),
        ];
        kinds
            .into_iter()
            .flat_map(|(kind, texts)| texts.iter().map(move |text| (kind, text.clone())))
            .collect()
    }
}

/// The treatment of faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    /// All are errors.
    Strict,
    /// Overlay actions that do not apply, observed operations that are official in another form,
    /// and names that match nothing are findings.
    Review,
    /// Beside these, what can be corrected is, and operations that cannot be had are left out.
    Lenient,
}

impl Mode {
    fn of(lenient: bool) -> Self {
        if lenient { Self::Lenient } else { Self::Strict }
    }
}

/// Runs the pipeline.
///
/// If `lenient`, overlay actions that do not apply, observed operations that are official in another
/// form, and names that match nothing are findings; what leaves no doubt about a request is corrected,
/// and operations that cannot be generated are left out.
///
/// # Errors
///
/// If nothing can be generated from the inputs.
pub fn run(inputs: &Inputs, lenient: bool) -> Result<Run> {
    run_in(inputs, inputs.contract.value.clone(), Mode::of(lenient))
}

/// Runs the pipeline as [`run`] does, and takes the contract out of the inputs, so that a long one is
/// in memory once less.
///
/// # Errors
///
/// If nothing can be generated from the inputs.
pub fn run_once(inputs: &mut Inputs, lenient: bool) -> Result<Run> {
    let document = std::mem::take(&mut inputs.contract.value);
    run_in(inputs, document, Mode::of(lenient))
}

/// Runs the pipeline for a report: leniently towards overlays and names, and strictly towards the
/// contract.
///
/// # Errors
///
/// If an operation cannot be generated.
pub fn review(inputs: &Inputs) -> Result<Run> {
    run_in(inputs, inputs.contract.value.clone(), Mode::Review)
}

fn run_in(inputs: &Inputs, mut document: Value, mode: Mode) -> Result<Run> {
    let lenient = mode != Mode::Strict;
    let mut findings = Findings::default();
    for source in &inputs.overlays {
        let overlay = Overlay::parse(&source.name, source.text()?)?;
        if lenient {
            let stale = overlay.apply_lenient(&mut document).stale;
            let stale = stale.iter();
            let stale = stale.map(|action| format!("{}: {action}", source.name));
            findings.stale_actions.extend(stale);
        } else {
            overlay.apply(&mut document)?;
        }
    }
    if lenient {
        findings.superseded = remove_superseded(&mut document);
    }
    let losses = openapi_document::downgrade(&mut document);
    findings.warnings = losses.iter().map(ToString::to_string).collect();
    let corrected = document;
    let mut document = copy_without(&corrected, is_example);
    if mode == Mode::Lenient {
        findings.warnings.extend(emit::drop_foreign(&mut document));
    }
    findings.warnings.extend(lenient::drop_nulls(&mut document));
    let in_contract = |error: Error| error.in_file(&inputs.contract.file);
    let attempt = |document| attempt(inputs, document, mode);
    let names = Names::parse(&inputs.names.name, inputs.names.text()?)?;
    let by_hand = |id: &str| names.hand_written(id).is_some();
    preflight::contract_depth(&document).map_err(in_contract)?;
    // First, since a part that is dropped may be referred to.
    passes::follow_references(&mut document).map_err(in_contract)?;
    let (made, skipped) = match mode {
        Mode::Lenient => {
            let relaxed = lenient::relax(&mut document, &by_hand).map_err(in_contract)?;
            findings.warnings.extend(relaxed);
            let all = operations(&document).count();
            let (made, skipped) = lenient::most(document, &attempt).map_err(in_contract)?;
            findings.left_out = all.saturating_sub(made.entries.len());
            (made, skipped)
        }
        Mode::Strict | Mode::Review => {
            let completed = lenient::complete(&mut document, &by_hand).map_err(in_contract)?;
            findings.warnings.extend(completed);
            let made = attempt(document).map_err(|failure| in_contract(failure.into_error()))?;
            (made, Vec::new())
        }
    };
    findings.warnings.extend(notices(&corrected, &made.entries));
    findings.warnings.extend(made.findings.warnings);
    findings.skipped = skipped;
    let mut corrections = made.findings.corrections;
    let texts = findings.warnings.iter_mut().chain(&mut findings.skipped);
    for text in texts.chain(&mut corrections) {
        // As the contract has it.
        *text = text.replace(&format!("/{WEBHOOKS}/"), "/webhooks/");
    }
    let findings = Findings {
        corrections,
        stale_actions: findings.stale_actions,
        superseded: findings.superseded,
        warnings: findings.warnings,
        skipped: findings.skipped,
        left_out: findings.left_out,
        ..made.findings
    };
    if !lenient && !findings.unused_names.is_empty() {
        return Err(Error::new(format!(
            "these entries match nothing: {}",
            findings.unused_names.join("; ")
        ))
        .in_file(&inputs.names.name)
        .remedy("delete them or correct their places"));
    }
    Ok(Run {
        corrected,
        sources: made.sources,
        entries: made.entries,
        code: made.code,
        findings,
    })
}

/// The result of one attempt.
struct Made {
    sources: SourceMap,
    entries: Vec<OperationEntry>,
    code: Code,
    findings: Findings,
}

/// Generates the code of a corrected contract.
fn attempt(inputs: &Inputs, mut document: Value, mode: Mode) -> std::result::Result<Made, Failure> {
    let lenient = mode == Mode::Lenient;
    let relax = match lenient {
        true => passes::relax_schemas,
        false => passes::relax_harmless,
    };
    let relaxed = match relax(&mut document) {
        Ok(warnings) => warnings,
        Err(error) => {
            let errors = vec![error];
            return Err(Failure { errors, document });
        }
    };
    let faults = preflight::contract_faults(&document);
    if !faults.is_empty() {
        return Err(Failure {
            errors: faults,
            document,
        });
    }
    match made(inputs, &mut document, mode) {
        Ok(mut made) => {
            match lenient {
                true => made.findings.corrections = relaxed,
                false => made.findings.warnings.extend(relaxed),
            }
            Ok(made)
        }
        Err(errors) => Err(Failure { errors, document }),
    }
}

/// Runs the passes on a checked contract and generates the code; the errors point into the document
/// as it is at that time.
fn made(
    inputs: &Inputs,
    document: &mut Value,
    mode: Mode,
) -> std::result::Result<Made, Vec<Error>> {
    let one = |error| vec![error];
    let mut findings = Findings::default();
    let text = |source: &Source| source.text().map(str::to_owned).map_err(one);
    let mut names = Names::parse(&inputs.names.name, &text(&inputs.names)?).map_err(one)?;
    let mut docs = Docs::parse(&inputs.docs.name, &text(&inputs.docs)?).map_err(one)?;
    let context = match mode {
        Mode::Strict => Context::new(&names),
        Mode::Review | Mode::Lenient => Context::lenient(&names),
    };
    passes::run_all(document, &context).map_err(one)?;
    let found = context.into_found();
    names.set_apart(found.apart.clone());
    docs.set_apart(found.apart);
    findings.disagreements = found.disagreements;
    findings.unnamed = found.unnamed;
    findings.warnings = found.warnings.into_iter().collect();
    let sources = SourceMap::read(document, found.locators);
    sources::forget(document);
    let spec = preflight::generator_input(document)?;
    let entries = catalog::entries(document);
    let code = emit::generate(document, spec, &entries, &names, &docs, inputs);
    let code = code.map_err(one)?;

    // A later pass may have found that a schema is part of another one, or plain.
    let types: BTreeSet<&String> = code.types.iter().collect();
    findings.unnamed.retain(|_, name| types.contains(name));
    findings.unused_names = names.unused();
    findings.unused_docs = docs.unused();
    findings.missing_docs = docs.missing();
    let untagged = code.untagged.iter();
    let unexplained = untagged.filter(|name| names.untagged(name).is_none());
    findings.unexplained_untagged = unexplained.cloned().collect();
    findings.unlisted_operations = entries
        .iter()
        .filter(|entry| entry.kind == Kind::HandWritten && names.hand_written(&entry.id).is_none())
        .map(|entry| format!("{} ({})", entry.route(), entry.id))
        .collect();
    Ok(Made {
        sources,
        entries,
        code,
        findings,
    })
}

/// The line in the head of each generated file.
pub(crate) fn origin(inputs: &Inputs) -> String {
    let file = inputs.contract.file.rsplit(['/', '\\']).next();
    format!(
        "Generated by {} from {} (SHA-256 `{}`): do not edit.",
        code(&inputs.command),
        code(file.unwrap_or_default()),
        inputs.contract.sha256
    )
}
