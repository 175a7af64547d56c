//! One run from the inputs to the generated code, without touching any file.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

use crate::catalog::{self, Kind, OperationEntry};
use crate::docs::Docs;
use crate::emit::doc_text::code;
use crate::emit::{self, Code};
use crate::names::Names;
use crate::passes::{self, Context};
use crate::preflight;
use crate::sources::SourceMap;
use crate::superseded::remove_superseded;
use openapi_document::{Contract, Error, Result};
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
}

impl Findings {
    /// All findings that `check` fails for, each as its kind and text.
    pub fn failures(&self) -> Vec<(&'static str, String)> {
        let kinds: [(&'static str, &Vec<String>); 9] = [
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
        ];
        kinds
            .into_iter()
            .flat_map(|(kind, texts)| texts.iter().map(move |text| (kind, text.clone())))
            .collect()
    }
}

/// Runs the pipeline.
///
/// Unless `lenient`, overlay actions that do not apply, observed operations that
/// are official in another form, and names that match nothing are errors.
pub fn run(inputs: &Inputs, lenient: bool) -> Result<Run> {
    let mut findings = Findings::default();
    let mut document = inputs.contract.value.clone();
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
    let corrected = document.clone();
    let in_contract = |error: Error| error.in_file(&inputs.contract.file);
    passes::follow_references(&mut document).map_err(in_contract)?;
    if lenient {
        findings.corrections = passes::relax_schemas(&mut document).map_err(in_contract)?;
    }
    preflight::check_contract(&document).map_err(in_contract)?;

    let names = Names::parse(&inputs.names.name, inputs.names.text()?)?;
    let docs = Docs::parse(&inputs.docs.name, inputs.docs.text()?)?;
    let context = match lenient {
        true => Context::lenient(&names),
        false => Context::new(&names),
    };
    passes::run_all(&mut document, &context).map_err(in_contract)?;
    let found = context.into_found();
    findings.disagreements = found.disagreements;
    findings.unnamed = found.unnamed;
    findings.warnings = losses.iter().map(ToString::to_string).collect();
    findings.warnings.extend(found.warnings);
    let sources = SourceMap::read(&document, found.locators);
    let spec = preflight::check_generator_input(&document).map_err(in_contract)?;
    let entries = catalog::entries(&document);
    let code = emit::generate(&document, &spec, &entries, &names, &docs, &origin(inputs))?;

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
        sources,
        entries,
        code,
        findings,
    })
}

/// The line in the head of each generated file.
fn origin(inputs: &Inputs) -> String {
    let file = inputs.contract.file.rsplit(['/', '\\']).next();
    format!(
        "Generated by {} from {} (SHA-256 `{}`): do not edit.",
        code(&inputs.command),
        code(file.unwrap_or_default()),
        inputs.contract.sha256
    )
}
