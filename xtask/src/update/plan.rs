//! Plans the application of a contract, without writing anything.

use openapi_codegen::code_diff::CodeChanges;
use openapi_codegen::pipeline::{Inputs, Run};
use openapi_codegen::public_api::PublicApi;
use openapi_diff::{Date, compare_on};
use openapi_document::{Contract, Error, Result};

use super::follow_ups::{FollowUps, State};
use super::renames::Carried;
use super::report::{FileChange, Report, Status};
use super::retired_actions::{self, RetiredAction};
use super::vendored::new_text;
use super::{broken, marks, retire, stubs};
use crate::crate_files;
use crate::effects::hidden::{self, Hidden};
use crate::effects::{Here, Repository, same_code};
use crate::fetch::Incoming;
use crate::lock::Lock;
use crate::output::Output;
use crate::project::Project;

/// The consequences of a contract.
#[derive(Debug)]
pub struct Plan {
    /// The changes and the remaining work.
    pub report: Report,
    /// The files to write, if there is a change; an error if nothing can be generated.
    pub output: Result<Option<Output>>,
}

/// The choices of an update.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Keeps the text of the contract as it comes.
    pub keep_prose: bool,
    /// Carries renames through the files that people write.
    pub apply_renames: bool,
    /// The day of publication, if it is known better than from the server.
    pub published: Option<String>,
    /// The day for announced ends and accepted changes. Without it: today.
    pub today: Option<Date>,
}

impl Plan {
    /// Compares a contract with the vendored one and generates everything from it.
    ///
    /// Prose alone is not a change, so a translated contract is the same contract.
    ///
    /// # Errors
    ///
    /// If the vendored contract or another input cannot be read or generated from.
    pub fn new(
        project: &Project,
        vendored: &Inputs,
        incoming: &Incoming,
        rules: &Rules,
    ) -> Result<Self> {
        let text = new_text(&project.contract.file, incoming, rules)?;
        let contract = openapi_document::parse_text(&incoming.contract.file, text.as_bytes())?;
        let mut report = Report {
            source: incoming.contract.file.clone(),
            changes: compare_on(
                Some(project.calendar(rules.today)),
                &vendored.contract.value,
                &contract.value,
            ),
            ..Report::default()
        };
        if report.changes.changes.is_empty() {
            let output = Ok(None);
            return Ok(Self { report, output });
        }
        // First, so that a fault of the other inputs is not blamed on the new contract.
        let old_run = project.run(vendored)?;
        project.facade_methods()?;
        let old = (project, vendored, &old_run);
        let drafted = match Drafted::new(old, contract, &mut report, rules) {
            Ok(drafted) => drafted,
            Err(error) => {
                project.decide(&mut report.changes, rules.today)?;
                report.status = Status::Refused;
                report.error = Some(error.to_string());
                let output = Err(Error::new("nothing can be generated from this contract")
                    .in_file(&report.source)
                    .caused_by(error));
                return Ok(Self { report, output });
            }
        };
        report.status = Status::Changed;
        let Drafted {
            project,
            inputs,
            run,
            hidden,
            actions,
        } = drafted;

        let methods = old.0.facade_methods()?;
        Repository::new(vendored, &old_run, &methods)?.add_effects(
            &mut report.changes,
            &vendored.contract.value,
            &inputs.contract.value,
            Here::Old,
        );
        hidden::add(&mut report.changes, &hidden);
        let (was, is) = (PublicApi::of(&old_run)?, PublicApi::of(&run)?);
        same_code::settle(&mut report.changes, &was, &is);
        // Last, because a change that is accepted still has consequences.
        project.decide(&mut report.changes, rules.today)?;
        let mut origin = incoming.origin.clone();
        if let Some(published) = &rules.published {
            origin.published = Some(published.clone());
        }
        let mut output = crate_files::in_workspace(&project, &inputs, &run, Some(&origin))?;
        output.add(&project.contract.file, text);
        for (file, text) in project.drafts() {
            output.add(file, text);
        }
        let files = output.differences()?.into_iter();
        let files = files.map(|(file, difference)| FileChange {
            state: difference.verb(),
            file,
        });
        report.files = files.collect();
        report.needs = FollowUps::between(old, (&project, &inputs, &run), &actions)?;
        report.retired_actions = actions;
        report.code = CodeChanges::between(&was, &is);
        let output = Ok(Some(output));
        Ok(Self { report, output })
    }
}

/// The project as it is to be, with the inputs and the result of a run.
struct Drafted {
    project: Project,
    inputs: Inputs,
    run: Run,
    hidden: Vec<Hidden>,
    actions: Vec<RetiredAction>,
}

/// The numbers of stubs and of retired entries, and what was found while they were written.
type Finished = (usize, usize, Vec<Hidden>, Vec<RetiredAction>);

impl Drafted {
    /// Carries renames through, adds stubs and marks, and moves what is not used any more.
    fn new(old: State<'_>, contract: Contract, report: &mut Report, rules: &Rules) -> Result<Self> {
        let (project, vendored, old_run) = old;
        let revision = Lock::read(project)?.revision();
        let (carried, unfit) =
            retired_actions::fitting(old, (&report.changes, &contract), &revision)?;
        let Carried {
            renames,
            start,
            project: mut renamed,
            run,
        } = carried;
        report.renames = renames;
        report.are_renamed = rules.apply_renames;
        // What a rename would bring back is neither missing nor unused.
        let was = (vendored, &vendored.contract.value);
        let changes = &report.changes;
        let renames = &report.renames;
        let finish = |project: &mut Project| -> Result<Finished> {
            let mut actions = unfit.clone();
            let contracts = (vendored, &contract.value);
            retired_actions::of_the_gone(project, contracts, renames, &mut actions, &revision)?;
            let stubs = stubs::add(project, &run)?;
            let (old, new) = (&old_run.findings, &run.findings);
            let retired = retire::entries(project, &revision, old, new)?;
            let inputs = project.inputs(None)?;
            let found = hidden::find(changes, was, (&inputs, &contract.value))?;
            marks::add(project, changes, &found)?;
            Ok((stubs, retired, found, actions))
        };
        let mut plain = start;
        let (stubs, retired, found, actions) = finish(&mut renamed)?;
        report.broken = broken::find(&renamed, &report.changes, (old_run, &run))?;
        if rules.apply_renames || report.renames.is_empty() {
            (report.stubs, report.retired) = (stubs, retired);
            return Self::of(renamed, &contract, found, actions);
        }
        let (_, _, plain_found, plain_actions) = finish(&mut plain)?;
        (report.stubs, report.retired) = (stubs, retired);
        let renamed = Self::of(renamed, &contract, found, actions)?;
        let state = (&renamed.project, &renamed.inputs, &renamed.run);
        let needs = FollowUps::between(old, state, &renamed.actions)?;
        report.renamed_count = needs.count();
        Self::of(plain, &contract, plain_found, plain_actions)
    }

    /// Runs the pipeline on the drafts of a project.
    fn of(
        project: Project,
        contract: &Contract,
        hidden: Vec<Hidden>,
        actions: Vec<RetiredAction>,
    ) -> Result<Self> {
        // Messages name the file that it comes from; generated code, the one that it becomes.
        let contract = Contract {
            file: project.contract.file.clone(),
            ..contract.clone()
        };
        let inputs = Inputs {
            contract,
            ..project.inputs(None)?
        };
        Ok(Self {
            run: project.run(&inputs)?,
            project,
            inputs,
            hidden,
            actions,
        })
    }
}
