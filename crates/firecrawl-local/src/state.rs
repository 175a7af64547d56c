//! The state that the operations of one server share.

use std::collections::HashMap;
use std::sync::Arc;

use parking_lot::{Mutex, RwLock};

use crate::contract::Contract;
use crate::coverage::Coverage;
use crate::engine::Engine;
use crate::faults::Faults;
use crate::jobs::Jobs;
use crate::monitors::Monitors;
use crate::request::Request;
use crate::response::Response;
use crate::server::{Recorder, Tasks};
use crate::settings::Settings;
use crate::team::Team;
use crate::webhooks::Webhooks;

/// A function of the user's that handles an operation in place of the server.
pub type Stub = Arc<dyn Fn(&Request) -> Response + Send + Sync>;

/// The state of one server; shared by reference counting.
pub struct ServerState {
    pub settings: Settings,
    pub contract: Contract,
    pub coverage: Mutex<Coverage>,
    pub recorder: Recorder,
    /// The stubs by operationId.
    pub stubs: RwLock<HashMap<&'static str, Stub>>,
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
            coverage: Mutex::default(),
            recorder: Recorder::default(),
            stubs: RwLock::default(),
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
