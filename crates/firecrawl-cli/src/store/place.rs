//! The folder or bucket of a run, and what is done with its objects.

use std::fs;
use std::io::Read as _;
use std::path::Path as FilePath;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures_util::TryStreamExt as _;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::buffered::BufWriter;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::prefix::PrefixStore;
use object_store::{
    ClientOptions, Error, ObjectStore, ObjectStoreExt as _, PutMode, PutPayload, RetryConfig,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::AsyncWriteExt as _;
use url::Url;

use crate::failure::{Failure, exit};

/// The bytes of a part of an upload.
const PART_BYTES: usize = 8 << 20;
/// The longest time that one operation is repeated, after which a lease would be lost anyway.
const RETRY_TIME: Duration = Duration::from_secs(30);
/// The number of times that an object is created which seems to exist and cannot be read.
const MOST_CONFLICTS: usize = 5;

/// The objects of a run.
pub struct Place {
    store: Arc<dyn ObjectStore>,
    /// The name that the user gave it.
    name: String,
    /// The clock of the store minus that of this machine, in milliseconds.
    ahead: i64,
}

/// Returns the failure of a place in which nothing was laid out.
pub fn no_run(name: &str) -> Failure {
    Failure::new(format!("{name} has no run"))
        .code(exit::NOT_FOUND)
        .remedy("with a list of URLs, the same command lays one out")
}

/// An object of a listing.
pub struct Listed {
    /// The last part of its name.
    pub name: String,
    /// The time at which it was created by the clock of the store, in milliseconds since 1970.
    pub created: i64,
}

impl Place {
    /// Opens a folder, or a bucket as `s3://BUCKET/PREFIX`, with the usual settings of AWS from the
    /// environment. A folder is created only if a run may be laid out in it.
    ///
    /// # Errors
    ///
    /// If the name or a setting is wrong, or the key would travel over plain http to another machine.
    pub fn open(
        name: &str,
        endpoint: Option<&str>,
        allow_http: bool,
        may_create: bool,
    ) -> Result<Self, Failure> {
        let store: Arc<dyn ObjectStore> = match name.split_once("://") {
            Some(("s3", _)) => bucket(name, endpoint, allow_http)?,
            Some((scheme, _)) => {
                let message =
                    format!("`--store` takes a folder or s3://BUCKET/RUN, not {scheme}://");
                return Err(Failure::usage(message));
            }
            None => {
                let path = FilePath::new(name);
                if !may_create && !path.exists() {
                    return Err(no_run(name));
                }
                fs::create_dir_all(path).map_err(|error| Failure::file(path, &error))?;
                let folder = LocalFileSystem::new_with_prefix(path);
                Arc::new(
                    folder
                        .map_err(|error| failure(name, &error))?
                        .with_fsync(true),
                )
            }
        };
        Ok(Self::of(store, name))
    }

    /// Wraps a store.
    pub fn of(store: Arc<dyn ObjectStore>, name: &str) -> Self {
        let name = name.trim_end_matches('/').to_owned();
        Self {
            store,
            name,
            ahead: 0,
        }
    }

    /// Returns the name that the user gave it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Checks that an object cannot be created twice, and reads the clock of the store.
    ///
    /// # Errors
    ///
    /// If it can, or the store does not work at all.
    pub async fn probe(&mut self, owner: &str) -> Result<(), Failure> {
        let path = Path::from(format!("probe/{owner}"));
        let create = || {
            let options = PutMode::Create.into();
            self.store.put_opts(&path, owner.to_owned().into(), options)
        };
        let before = machine_time();
        let first = create().await;
        let after = machine_time();
        let second = match &first {
            Ok(_) => create().await.map(drop),
            Err(_) => Ok(()),
        };
        let found = self.store.head(&path).await;
        // Left behind, it does no harm.
        let _ = self.store.delete(&path).await;
        let unfit = "it cannot create an object only if there is none";
        match (first, second) {
            (Ok(_), Err(Error::AlreadyExists { .. })) => {}
            (Ok(_), Ok(()))
            | (Err(Error::NotImplemented { .. } | Error::NotSupported { .. }), _) => {
                let failure = Failure::new(format!("{} is not fit for a run: {unfit}", self.name));
                return Err(failure.remedy(
                    "two workers would take the same shard; use a store with conditional writes",
                ));
            }
            (Err(error), _) | (Ok(_), Err(error)) => return Err(failure(&self.name, &error)),
        }
        let created = found.map_err(|error| failure(&self.name, &error))?;
        self.ahead = created.last_modified.timestamp_millis() - (before + after) / 2;
        Ok(())
    }

    /// Lets time pass.
    #[cfg(test)]
    pub fn wait(&mut self, milliseconds: i64) {
        self.ahead += milliseconds;
    }

    /// Returns the time by the clock of the store, in milliseconds since 1970.
    pub fn time(&self) -> i64 {
        machine_time() + self.ahead
    }

    /// Creates an object; if there is one, it stays as it is, and its content is returned.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn create(&self, name: &str, content: Vec<u8>) -> Result<Option<Vec<u8>>, Failure> {
        let path = Path::from(name);
        let content = PutPayload::from(content);
        for _ in 0..MOST_CONFLICTS {
            let options = PutMode::Create.into();
            let created = self.store.put_opts(&path, content.clone(), options);
            match created.await {
                Ok(_) => return Ok(None),
                Err(Error::AlreadyExists { .. }) => {}
                Err(error) => return Err(failure(&self.name, &error)),
            }
            if let Some(found) = self.read(name).await? {
                return Ok(Some(found));
            }
            // Two that were created at the same time can both be turned down.
        }
        Err(Failure::new(format!(
            "{}/{name} can neither be created nor read",
            self.name
        )))
    }

    /// Creates an object of JSON, as [`Self::create`].
    ///
    /// # Errors
    ///
    /// If the store fails, or the object that exists has another form.
    pub async fn create_json<T: Serialize + DeserializeOwned>(
        &self,
        name: &str,
        value: &T,
    ) -> Result<Option<T>, Failure> {
        let text = serde_json::to_string(value);
        let text = text.map_err(|error| Failure::new(error.to_string()))?;
        match self.create(name, (text + "\n").into_bytes()).await? {
            Some(found) => self.parse(name, &found).map(Some),
            None => Ok(None),
        }
    }

    /// Reads an object of JSON; `None` if there is none.
    ///
    /// # Errors
    ///
    /// If the store fails, or the object has another form.
    pub async fn read_json<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Failure> {
        match self.read(name).await? {
            Some(content) => self.parse(name, &content).map(Some),
            None => Ok(None),
        }
    }

    fn parse<T: DeserializeOwned>(&self, name: &str, content: &[u8]) -> Result<T, Failure> {
        serde_json::from_slice(content).map_err(|error| {
            Failure::new(format!(
                "{}/{name} is not as this version writes it: {error}",
                self.name
            ))
        })
    }

    /// Reads an object; `None` if there is none.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        let content = async { self.store.get(&Path::from(name)).await?.bytes().await };
        match content.await {
            Ok(content) => Ok(Some(content.into())),
            Err(Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(failure(&self.name, &error)),
        }
    }

    /// Returns the objects directly below a folder, in the order of their names.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn list(&self, folder: &str) -> Result<Vec<Listed>, Failure> {
        let found: Result<Vec<_>, Error> = self
            .store
            .list(Some(&Path::from(folder)))
            .map_ok(|object| Listed {
                name: object.location.filename().unwrap_or_default().to_owned(),
                created: object.last_modified.timestamp_millis(),
            })
            .try_collect()
            .await;
        let mut found = found.map_err(|error| failure(&self.name, &error))?;
        found.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(found)
    }

    /// Uploads a file, in parts if it is large.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or the store fails.
    pub async fn upload(&self, name: &str, file: &FilePath) -> Result<(), Failure> {
        let mut reader = fs::File::open(file)?;
        let mut writer = BufWriter::with_capacity(self.store.clone(), Path::from(name), PART_BYTES);
        let fault = |error: &dyn std::fmt::Display| Failure::new(format!("{}: {error}", self.name));
        let mut part = vec![0; 1 << 16];
        loop {
            let read = reader.read(&mut part)?;
            if read == 0 {
                break;
            }
            let written = writer.write_all(&part[..read]).await;
            written.map_err(|error| fault(&error))?;
        }
        writer.shutdown().await.map_err(|error| fault(&error))
    }

    /// Deletes an object that nothing names.
    pub async fn discard(&self, name: &str) {
        // Left behind, it does no harm.
        let _ = self.store.delete(&Path::from(name)).await;
    }
}

/// Returns the time by the clock of this machine, in milliseconds since 1970.
pub fn machine_time() -> i64 {
    let time = SystemTime::now().duration_since(UNIX_EPOCH);
    time.map_or(0, |time| {
        i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
    })
}

/// Opens a bucket.
fn bucket(
    name: &str,
    endpoint: Option<&str>,
    allow_http: bool,
) -> Result<Arc<dyn ObjectStore>, Failure> {
    let wrong = || Failure::usage("`--store` takes a bucket as s3://BUCKET/RUN");
    let url = Url::parse(name).map_err(|_| wrong())?;
    let bucket = url
        .host_str()
        .filter(|host| !host.is_empty())
        .ok_or_else(wrong)?;
    let mut builder = AmazonS3Builder::from_env().with_bucket_name(bucket);
    let variable = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let variables = ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL", "AWS_ENDPOINT"];
    let endpoint = endpoint.map(str::to_owned);
    let endpoint = endpoint.or_else(|| variables.iter().find_map(variable));
    let mut is_http = false;
    if let Some(endpoint) = endpoint {
        let parsed = Url::parse(&endpoint).ok().filter(Url::has_host);
        let parsed = parsed.ok_or_else(|| Failure::usage("`--store-endpoint` takes a URL"))?;
        is_http = parsed.scheme() == "http";
        if is_http && !allow_http && !is_loopback(&parsed) {
            let message = "the store is on another machine, and its endpoint is plain http";
            return Err(Failure::usage(message)
                .remedy("use https, or `--allow-plain-http` on a network that you trust"));
        }
        builder = builder.with_config(AmazonS3ConfigKey::S3Endpoint, endpoint);
    }
    #[cfg(feature = "rustls-ring")]
    // Fails if there is a provider already, which is as good.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let store = builder
        .with_client_options(ClientOptions::new().with_allow_http(is_http))
        .with_retry(RetryConfig {
            retry_timeout: RETRY_TIME,
            ..RetryConfig::default()
        })
        .build()
        .map_err(|error| failure(name, &error))?;
    let prefix = Path::from_url_path(url.path()).map_err(|_| wrong())?;
    Ok(Arc::new(PrefixStore::new(store, prefix)))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn failure(name: &str, error: &Error) -> Failure {
    let failure = Failure::new(format!("{name}: {error}"));
    match error {
        Error::Unauthenticated { .. } | Error::PermissionDenied { .. } => failure
            .code(exit::AUTH)
            .remedy("AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_REGION name the access"),
        _ => failure,
    }
}
