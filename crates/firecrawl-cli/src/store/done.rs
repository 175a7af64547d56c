//! The end of a shard.

use serde::{Deserialize, Serialize};

use super::place::Place;
use crate::failure::Failure;

/// `done/N.json`: the one output of a shard that counts.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Done {
    /// The name of the output.
    pub output: String,
    /// The name of the failed pages once more, as lines of JSON, if there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failures: Option<String>,
    /// The worker.
    pub owner: String,
    /// The URLs of the shard.
    pub urls: u64,
    /// The pages that were scraped.
    pub documents: u64,
    /// The pages that failed.
    pub failed: u64,
    /// The pages that robots.txt blocks.
    pub blocked: u64,
}

impl Done {
    /// Returns the name of the object.
    pub fn name(shard: u32) -> String {
        format!("done/{shard:04}.json")
    }

    /// Returns the numbers of the shards that are done.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn shards(place: &Place) -> Result<Vec<u32>, Failure> {
        let found = place.list("done").await?;
        let number = |name: &str| name.strip_suffix(".json")?.parse().ok();
        Ok(found
            .iter()
            .filter_map(|object| number(&object.name))
            .collect())
    }
}
