//! One pass over all files for the renames between two contracts.

use std::collections::{BTreeMap, BTreeSet};

use openapi_codegen::naming::snake;
use openapi_codegen::pipeline::{Inputs, Run};
use openapi_codegen::public_api::PublicApi;
use openapi_diff::Report;
use openapi_document::{Contract, Result};

use super::super::words::{Names, Users};
use super::found::{self, Part, Rename};
use super::{inputs, overlays, sources, types};
use crate::effects::Spots;
use crate::project::Project;

/// The most rounds in which the name of one type follows from that of another.
const ROUNDS: usize = 8;

/// The renames of a contract, carried through.
#[derive(Debug)]
pub struct Carried {
    /// The renames with what follows from them.
    pub renames: Vec<Rename>,
    /// The project as it was before.
    pub start: Project,
    /// The project with the changed files as drafts.
    pub project: Project,
    /// The result of a run on it.
    pub run: Run,
}

/// Finds the renames between the vendored contract and a new one, and carries them through the
/// inputs and the files that name generated items, as drafts.
///
/// What a name means is decided by places and whole words; where it may mean something else, the
/// place is listed and left as it is.
///
/// # Errors
///
/// If a file cannot be read, or nothing can be generated after the renames.
pub fn carry(
    project: &Project,
    changes: &Report,
    (vendored, old): (&Inputs, &Run),
    contract: &Contract,
) -> Result<Carried> {
    let spots = Spots { run: old };
    let was = &vendored.contract.value;
    let mut renames = found::find(changes, was, &contract.value, &spots);
    let start = project.clone();
    let mut project = project.clone();
    let mut new = Inputs {
        contract: contract.clone(),
        ..vendored.clone()
    };
    if renames.is_empty() {
        let run = project.run(&new)?;
        return Ok(Carried {
            renames,
            start,
            project,
            run,
        });
    }
    overlays::carry(&mut project, &mut renames, vendored, &new)?;
    let mut renames = once(renames);
    let is_property = |rename: &&mut Rename| matches!(rename.part, Part::Property { .. });
    let is_parameter = |rename: &&mut Rename| matches!(rename.part, Part::Parameter { .. });
    let mut gone = found::gone(&renames, was);
    let outer = renames.iter_mut().chain(&mut gone);
    let outer = outer.filter(|rename| !is_property(rename) && !is_parameter(rename));
    inputs::carry(&mut project, outer)?;
    // Those of parameters are by the new ids of the operations.
    inputs::carry(&mut project, renames.iter_mut().filter(is_parameter))?;
    let old_api = PublicApi::of(old)?;
    let mut run = run_with(&project, &mut new)?;
    // A type that several schemas share still has the field of another one, with its documentation.
    let is_own = |rename: &&mut Rename| is_property(rename) && !rename.is_shared(&run);
    inputs::carry(&mut project, renames.iter_mut().filter(is_own))?;
    for _ in 0..ROUNDS {
        run = run_with(&project, &mut new)?;
        let new_api = PublicApi::of(&run)?;
        let pairs = types::renamed(
            &old_api,
            &new_api,
            &functions(renames.iter().chain(&gone)),
            &members(&renames, old, &run),
        );
        let known = renames.len();
        for (was, is) in pairs {
            if !renames
                .iter()
                .any(|rename| rename.part == Part::Type && rename.old == was)
            {
                renames.push(Rename::new(Part::Type, was, is));
            }
        }
        if renames.len() == known {
            break;
        }
        inputs::carry(&mut project, renames[known..].iter_mut())?;
    }
    let names = Names::of(&run, &PublicApi::of(&run)?);
    let mut users = Users::read(&project)?;
    let docs = project.inputs.docs.clone();
    for rename in &mut renames {
        if gone
            .iter()
            .any(|gone| gone.old == rename.new && gone.part == rename.part)
        {
            sources::mention(&users, rename);
        }
        sources::carry(&mut users, rename, (old, &run), &old_api, &names, &docs);
    }
    let edited: BTreeSet<&String> = renames
        .iter()
        .flat_map(|rename| &rename.edits)
        .map(|edit| &edit.file)
        .collect();
    for (file, text) in users.0 {
        if edited.contains(&file) {
            project.draft(&file, text);
        }
    }
    let has_effect = |rename: &Rename| !rename.edits.is_empty() || !rename.unsure.is_empty();
    renames.retain(|rename| has_effect(rename) || rename.is_shared(&run));
    Ok(Carried {
        renames,
        start,
        project,
        run,
    })
}

/// Joins the renames that several places of one generated type have.
fn once(renames: Vec<Rename>) -> Vec<Rename> {
    let mut joined: Vec<Rename> = Vec::new();
    for rename in renames {
        let same = joined.iter_mut().find(|other| other.is_same(&rename));
        match same {
            Some(other) => other.edits.extend(rename.edits),
            None => joined.push(rename),
        }
    }
    joined
}

/// Runs the pipeline on the drafts of a project.
fn run_with(project: &Project, inputs: &mut Inputs) -> Result<Run> {
    let contract = inputs.contract.clone();
    *inputs = Inputs {
        contract,
        ..project.inputs(None)?
    };
    project.run(inputs)
}

/// Returns the renamed functions.
fn functions<'a>(renames: impl Iterator<Item = &'a Rename>) -> BTreeMap<String, String> {
    let operations = renames.filter(|rename| rename.part == Part::Operation);
    let pairs = operations.map(|rename| (snake(&rename.old), snake(&rename.new)));
    pairs.collect()
}

/// Returns the renamed fields, by their old types and names.
fn members(renames: &[Rename], old: &Run, new: &Run) -> BTreeMap<(String, String), String> {
    let pairs = renames.iter().filter_map(|rename| {
        let Part::Property { owner, .. } = &rename.part else {
            return None;
        };
        let key = |wire: &String| (owner.clone(), wire.clone());
        let field = old.code.members.get(&key(&rename.old))?;
        let renamed = new.code.members.get(&key(&rename.new))?;
        Some(((owner.clone(), field.clone()), renamed.clone()))
    });
    pairs.collect()
}
