//! The list as shards, and the description of the run.

use futures_util::StreamExt as _;
use futures_util::stream::FuturesUnordered;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::place::Place;
use crate::failure::Failure;
use crate::input::Urls;

/// The name of the description.
const NAME: &str = "run.json";
/// The version of the layout.
const VERSION: u32 = 1;
/// The number of shards that are written at once.
const AT_ONCE: usize = 8;

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// A line of JSON for each page.
    Jsonl,
    /// A row of a Parquet file for each page.
    Parquet,
}

impl Form {
    /// Returns the end of the names.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Parquet => "parquet",
        }
    }
}

/// `run.json`: the description of a run, on which all its workers agree.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Run {
    /// The version of the layout.
    version: u32,
    /// The options of each page, as the request has them.
    pub options: Map<String, Value>,
    /// The form of the output.
    pub form: Form,
    /// The URLs of a shard.
    pub shard_size: u64,
    /// The number of URLs.
    pub urls: u64,
    /// The number of shards.
    pub shards: u32,
    /// The hash of the list: `sha256:` and the digest of its lines.
    list: String,
}

impl Run {
    /// Reads the description; `None` if the place has no run.
    ///
    /// # Errors
    ///
    /// If the store fails, or the run is of another version.
    pub async fn read(place: &Place) -> Result<Option<Self>, Failure> {
        let run: Option<Self> = place.read_json(NAME).await?;
        match run {
            Some(run) if run.version != VERSION => Err(Failure::new(format!(
                "the run in {} has the layout {}, and this version knows {VERSION}",
                place.name(),
                run.version
            ))),
            run => Ok(run),
        }
    }

    /// Writes the shards of a list, and last of all the description.
    ///
    /// # Errors
    ///
    /// If the list cannot be read, the store fails, or another run is in this place.
    pub async fn lay_out(
        place: &Place,
        urls: &mut Urls,
        options: Map<String, Value>,
        form: Form,
        shard_size: u64,
    ) -> Result<Self, Failure> {
        let run = read_list(urls, options, form, shard_size, Some(place)).await?;
        if run.urls == 0 {
            return Err(Failure::usage("the list has no URL"));
        }
        match place.create_json(NAME, &run).await? {
            Some(found) => found.agrees(&run, place),
            None => Ok(run),
        }
    }

    /// Checks that a list is the one of the run, without writing anything.
    ///
    /// # Errors
    ///
    /// If it is not, or the options differ.
    pub async fn check(
        self,
        place: &Place,
        urls: &mut Urls,
        options: Map<String, Value>,
        form: Form,
        shard_size: Option<u64>,
    ) -> Result<Self, Failure> {
        let shard_size = shard_size.unwrap_or(self.shard_size);
        let given = read_list(urls, options, form, shard_size, None).await?;
        self.agrees(&given, place)
    }

    /// Checks that options are those of the run.
    ///
    /// # Errors
    ///
    /// If they are not.
    pub fn check_options(
        self,
        place: &Place,
        options: Map<String, Value>,
        form: Form,
    ) -> Result<Self, Failure> {
        let given = Self {
            options,
            form,
            ..self.clone()
        };
        self.agrees(&given, place)
    }

    fn agrees(self, given: &Self, place: &Place) -> Result<Self, Failure> {
        let differences = [
            ("another list", self.list != given.list),
            ("other options", self.options != given.options),
            ("another form of the output", self.form != given.form),
            (
                "another size of the shards",
                self.shard_size != given.shard_size,
            ),
        ];
        let Some((what, _)) = differences.iter().find(|(_, differs)| *differs) else {
            return Ok(self);
        };
        let failure = Failure::usage(format!("the run in {} has {what}", place.name()));
        Err(failure.remedy(format!(
            "`firecrawl batch --store {}` without a list and options joins it; another list needs \
             another place",
            place.name()
        )))
    }
}

/// Returns the name of a shard's URLs.
pub fn shard_name(shard: u32) -> String {
    format!("shards/{shard:04}.urls")
}

/// Reads a list, and writes its shards if there is a place for them.
async fn read_list(
    urls: &mut Urls,
    options: Map<String, Value>,
    form: Form,
    shard_size: u64,
    place: Option<&Place>,
) -> Result<Run, Failure> {
    let mut run = Run {
        version: VERSION,
        options,
        form,
        shard_size,
        urls: 0,
        shards: 0,
        list: String::new(),
    };
    let mut hash = Sha256::new();
    let mut writes = FuturesUnordered::new();
    loop {
        let mut text = String::new();
        let mut count = 0;
        while count < shard_size
            && let Some(url) = urls.next().await.transpose()?
        {
            text += &url;
            text.push('\n');
            count += 1;
        }
        if count == 0 {
            break;
        }
        hash.update(text.as_bytes());
        run.urls += count;
        run.shards += 1;
        if let Some(place) = place {
            writes.push(write_shard(place, run.shards, text));
            if writes.len() >= AT_ONCE {
                writes.next().await.transpose()?;
            }
        }
    }
    while let Some(written) = writes.next().await {
        written?;
    }
    let digits = hash.finalize();
    let digits: String = digits.iter().map(|byte| format!("{byte:02x}")).collect();
    run.list = format!("sha256:{digits}");
    Ok(run)
}

/// Writes a shard; the same one may be there, of a worker that was lost or that does the same just now.
async fn write_shard(place: &Place, shard: u32, text: String) -> Result<(), Failure> {
    let name = shard_name(shard);
    let found = place.create(&name, text.clone().into_bytes()).await?;
    match found {
        Some(found) if found != text.as_bytes() => {
            let place = place.name();
            let failure = Failure::usage(format!("{place}/{name} is of another list"));
            Err(failure.remedy("another list needs another place"))
        }
        _ => Ok(()),
    }
}
