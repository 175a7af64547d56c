//! The state that the operations of one server share.

use crate::contract::Contract;
use crate::coverage::CoverageRecord;
use crate::engine::Engine;
use crate::faults::Faults;
use crate::jobs::Jobs;
use crate::monitors::Monitors;
use crate::server::Tasks;
use crate::settings::Settings;
use crate::stubs::Stubs;
use crate::team::Team;
use crate::webhooks::Webhooks;

/// The state of one server; shared by reference counting.
pub struct ServerState {
    pub settings: Settings,
    pub contract: Contract,
    pub coverage: CoverageRecord,
    pub stubs: Stubs,
    pub faults: Faults,
    pub engine: Engine,
    pub jobs: Jobs,
    pub monitors: Monitors,
    pub team: Team,
    pub webhooks: Webhooks,
    /// The background tasks, which end with the server.
    pub tasks: Tasks,
}

impl ServerState {
    /// Creates the state of a server that has just started.
    pub fn new(settings: Settings) -> Self {
        Self {
            contract: Contract::load(),
            coverage: CoverageRecord::default(),
            stubs: Stubs::default(),
            faults: Faults::default(),
            engine: Engine::new(&settings),
            jobs: Jobs::default(),
            monitors: Monitors::default(),
            team: Team::default(),
            webhooks: Webhooks::new(&settings),
            tasks: Tasks::default(),
            settings,
        }
    }
}
