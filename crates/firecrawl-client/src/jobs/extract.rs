//! Extractions.

use api_transport::{BuildError, Prepared};
use firecrawl_api::types::{ExtractStatus, JobStarted};

use super::kind::{JobKind, private};
use crate::ids::ExtractId;

/// The kind of job that [`Client::extract`](crate::Client::extract) starts.
#[derive(Clone, Copy, Debug)]
pub enum Extract {}

impl private::Sealed for Extract {}

impl JobKind for Extract {
    type Id = ExtractId;
    type Status = ExtractStatus;
    type Started = JobStarted;
    type StatusBody = ExtractStatus;
    const NAME: &'static str = "extraction";

    fn status(
        api: &firecrawl_api::Client,
        id: &ExtractId,
    ) -> Result<Prepared<ExtractStatus>, BuildError> {
        api.get_extract_status(id.as_str())
    }
}
