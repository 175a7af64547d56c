//! Types that are sent and received.
//!
//! Generated

#[allow(unused_imports)]
use std::collections::BTreeMap;
#[allow(unused_imports)]
use serde_json::{Map, Value};
#[allow(unused_imports)]
use super::*;
#[allow(unused_imports)]
use crate::wire::{OneOrMany, Timestamp};
/// The schema `Action`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[serde(tag = "type")]
#[non_exhaustive]
pub enum Action {
    /// The `wait` variant.
    #[serde(rename = "wait")]
    Wait(WaitAction),
    /// The `screenshot` variant.
    #[serde(rename = "screenshot")]
    Screenshot(ScreenshotAction),
    /// The `click` variant.
    #[serde(rename = "click")]
    Click(ClickAction),
    /// The `write` variant.
    #[serde(rename = "write")]
    Write(WriteAction),
    /// The `press` variant.
    #[serde(rename = "press")]
    Press(PressAction),
    /// The `scroll` variant.
    #[serde(rename = "scroll")]
    Scroll(ScrollAction),
    /// The `scrape` variant.
    #[serde(rename = "scrape")]
    Scrape,
    /// The `executeJavascript` variant.
    #[serde(rename = "executeJavascript")]
    ExecuteJavascript(ExecuteJavascriptAction),
    /// The `pdf` variant.
    #[serde(rename = "pdf")]
    Pdf(PdfAction),
    /// A value that the contract does not declare; it is sent as it is.
    #[serde(untagged)]
    Unknown(Value),
}
impl crate::wire::TaggedUnion for Action {
    const NAME: &'static str = "Action";
    const TAG: &'static str = "type";
    const TAGS: &'static [&'static str] = &[
        "wait",
        "screenshot",
        "click",
        "write",
        "press",
        "scroll",
        "scrape",
        "executeJavascript",
        "pdf",
    ];
    const BARE: bool = false;
    fn from_tag(
        tag: &str,
        rest: Map<String, Value>,
    ) -> Result<Option<Self>, ::serde_json::Error> {
        Ok(
            Some(
                match tag {
                    "wait" => Self::Wait(crate::wire::variant(rest)?),
                    "screenshot" => Self::Screenshot(crate::wire::variant(rest)?),
                    "click" => Self::Click(crate::wire::variant(rest)?),
                    "write" => Self::Write(crate::wire::variant(rest)?),
                    "press" => Self::Press(crate::wire::variant(rest)?),
                    "scroll" => Self::Scroll(crate::wire::variant(rest)?),
                    "scrape" => crate::wire::unit(rest, Self::Scrape)?,
                    "executeJavascript" => {
                        Self::ExecuteJavascript(crate::wire::variant(rest)?)
                    }
                    "pdf" => Self::Pdf(crate::wire::variant(rest)?),
                    _ => return Ok(None),
                },
            ),
        )
    }
    fn unknown(value: Value) -> Result<Self, Value> {
        Ok(Self::Unknown(value))
    }
}
crate::wire::tagged_union!(Action);
crate::wire::from_variant!(Action::Wait(WaitAction));
crate::wire::from_variant!(Action::Screenshot(ScreenshotAction));
crate::wire::from_variant!(Action::Click(ClickAction));
crate::wire::from_variant!(Action::Write(WriteAction));
crate::wire::from_variant!(Action::Press(PressAction));
crate::wire::from_variant!(Action::Scroll(ScrollAction));
crate::wire::from_variant!(Action::ExecuteJavascript(ExecuteJavascriptAction));
crate::wire::from_variant!(Action::Pdf(PdfAction));
/// The schema `ActivityEndpoint`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ActivityEndpoint {
    /// The value `scrape`.
    Scrape,
    /// The value `crawl`.
    Crawl,
    /// The value `batch_scrape`.
    BatchScrape,
    /// The value `search`.
    Search,
    /// The value `extract`.
    Extract,
    /// The value `llmstxt`.
    Llmstxt,
    /// The value `deep_research`.
    DeepResearch,
    /// The value `map`.
    Map,
    /// The value `agent`.
    Agent,
    /// The value `browser`.
    Browser,
    /// The value `interact`.
    Interact,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl ActivityEndpoint {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Scrape => "scrape",
            Self::Crawl => "crawl",
            Self::BatchScrape => "batch_scrape",
            Self::Search => "search",
            Self::Extract => "extract",
            Self::Llmstxt => "llmstxt",
            Self::DeepResearch => "deep_research",
            Self::Map => "map",
            Self::Agent => "agent",
            Self::Browser => "browser",
            Self::Interact => "interact",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "scrape" => Some(Self::Scrape),
            "crawl" => Some(Self::Crawl),
            "batch_scrape" => Some(Self::BatchScrape),
            "search" => Some(Self::Search),
            "extract" => Some(Self::Extract),
            "llmstxt" => Some(Self::Llmstxt),
            "deep_research" => Some(Self::DeepResearch),
            "map" => Some(Self::Map),
            "agent" => Some(Self::Agent),
            "browser" => Some(Self::Browser),
            "interact" => Some(Self::Interact),
            _ => None,
        }
    }
}
crate::wire::open_enum!(ActivityEndpoint);
/// The schema `AttributeSelector`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct AttributeSelector {
    /// The value of `selector`.
    pub selector: String,
    /// The value of `attribute`.
    pub attribute: String,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for AttributeSelector {
    const NAME: &'static str = "AttributeSelector";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut selector = None;
        let mut attribute = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "selector" => fields.required("selector", &mut selector)?,
                "attribute" => fields.required("attribute", &mut attribute)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            selector: fields.present("selector", selector)?,
            attribute: fields.present("attribute", attribute)?,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(AttributeSelector);
impl AttributeSelector {
    /// Starts with what must be there.
    pub fn new(selector: impl Into<String>, attribute: impl Into<String>) -> Self {
        Self {
            selector: selector.into(),
            attribute: attribute.into(),
            extra: Map::new(),
        }
    }
    /// Sets `selector`: The value of `selector`.
    pub fn selector(mut self, value: impl Into<String>) -> Self {
        self.selector = value.into();
        self
    }
    /// Sets `attribute`: The value of `attribute`.
    pub fn attribute(mut self, value: impl Into<String>) -> Self {
        self.attribute = value.into();
        self
    }
}
/// The schema `AttributesFormat`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct AttributesFormat {
    /// The value of `selectors`.
    pub selectors: Vec<AttributeSelector>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for AttributesFormat {
    const NAME: &'static str = "AttributesFormat";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut selectors = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "selectors" => fields.required("selectors", &mut selectors)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            selectors: fields.present("selectors", selectors)?,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(AttributesFormat);
impl AttributesFormat {
    /// Starts with what must be there.
    pub fn new(
        selectors: impl IntoIterator<Item = impl Into<AttributeSelector>>,
    ) -> Self {
        Self {
            selectors: selectors.into_iter().map(Into::into).collect(),
            extra: Map::new(),
        }
    }
    /// Sets `selectors`: The value of `selectors`.
    pub fn selectors(
        mut self,
        value: impl IntoIterator<Item = impl Into<AttributeSelector>>,
    ) -> Self {
        self.selectors = value.into_iter().map(Into::into).collect();
        self
    }
}
/// The schema `AuditMetadata`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct AuditMetadata {
    /// The value of `username`.
    ///
    /// At most 1024 characters.
    pub username: String,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for AuditMetadata {
    const NAME: &'static str = "AuditMetadata";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut username = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "username" => fields.required("username", &mut username)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            username: fields.present("username", username)?,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(AuditMetadata);
impl AuditMetadata {
    /// Starts with what must be there.
    pub fn new(username: impl Into<String>) -> Self {
        Self {
            username: username.into(),
            extra: Map::new(),
        }
    }
    /// Sets `username`: The value of `username`.
    pub fn username(mut self, value: impl Into<String>) -> Self {
        self.username = value.into();
        self
    }
}
crate::wire::from_text!(AuditMetadata);
/// The schema `BrowserProfile`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct BrowserProfile {
    /// The value of `name`.
    ///
    /// From 1 to 128 characters.
    pub name: String,
    /// The value of `saveChanges`.
    ///
    /// The server's default is `true`.
    #[serde(rename = "saveChanges", skip_serializing_if = "Option::is_none")]
    pub save_changes: Option<bool>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BrowserProfile {
    const NAME: &'static str = "BrowserProfile";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut name = None;
        let mut save_changes = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "name" => fields.required("name", &mut name)?,
                "saveChanges" => fields.optional("saveChanges", &mut save_changes)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            name: fields.present("name", name)?,
            save_changes,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(BrowserProfile);
impl BrowserProfile {
    /// Starts with what must be there.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            save_changes: Default::default(),
            extra: Map::new(),
        }
    }
    /// Sets `name`: The value of `name`.
    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.name = value.into();
        self
    }
    /// Sets `saveChanges`: The value of `saveChanges`.
    pub fn save_changes(mut self, value: bool) -> Self {
        self.save_changes = Some(value);
        self
    }
}
crate::wire::from_text!(BrowserProfile);
/// The schema `BrowserSessionStatus`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum BrowserSessionStatus {
    /// The value `active`.
    Active,
    /// The value `destroyed`.
    Destroyed,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl BrowserSessionStatus {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Active => "active",
            Self::Destroyed => "destroyed",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "active" => Some(Self::Active),
            "destroyed" => Some(Self::Destroyed),
            _ => None,
        }
    }
}
crate::wire::open_enum!(BrowserSessionStatus);
/// The schema `ChangeTrackingFormat`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct ChangeTrackingFormat {
    /// The value of `modes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modes: Option<Vec<ChangeTrackingMode>>,
    /// The value of `schema`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<Map<String, Value>>,
    /// The value of `prompt`.
    ///
    /// At most 10000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// The value of `tag`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<Option<String>>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ChangeTrackingFormat {
    const NAME: &'static str = "ChangeTrackingFormat";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "modes" => fields.optional("modes", &mut this.modes)?,
                "schema" => fields.optional("schema", &mut this.schema)?,
                "prompt" => fields.optional("prompt", &mut this.prompt)?,
                "tag" => fields.optional("tag", &mut this.tag)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ChangeTrackingFormat);
impl ChangeTrackingFormat {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `modes`: The value of `modes`.
    pub fn modes(
        mut self,
        value: impl IntoIterator<Item = impl Into<ChangeTrackingMode>>,
    ) -> Self {
        self.modes = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `schema`: The value of `schema`.
    pub fn schema(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<Value>)>,
    ) -> Self {
        self.schema = Some(
            value.into_iter().map(|(key, value)| (key.into(), value.into())).collect(),
        );
        self
    }
    /// Sets `prompt`: The value of `prompt`.
    pub fn prompt(mut self, value: impl Into<String>) -> Self {
        self.prompt = Some(value.into());
        self
    }
    /// Sets `tag`: The value of `tag`.
    pub fn tag(mut self, value: impl Into<String>) -> Self {
        self.tag = Some(Some(value.into()));
        self
    }
    /// Sends `null` for `tag`.
    pub fn clear_tag(mut self) -> Self {
        self.tag = Some(None);
        self
    }
}
/// The schema `ChangeTrackingMode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChangeTrackingMode {
    /// The value `git-diff`.
    GitDiff,
    /// The value `json`.
    Json,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl ChangeTrackingMode {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::GitDiff => "git-diff",
            Self::Json => "json",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "git-diff" => Some(Self::GitDiff),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}
crate::wire::open_enum!(ChangeTrackingMode);
/// The schema `ClickAction`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct ClickAction {
    /// The value of `selector`.
    pub selector: String,
    /// The value of `all`.
    ///
    /// The server's default is `false`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub all: Option<bool>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ClickAction {
    const NAME: &'static str = "ClickAction";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut selector = None;
        let mut all = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "selector" => fields.required("selector", &mut selector)?,
                "all" => fields.optional("all", &mut all)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            selector: fields.present("selector", selector)?,
            all,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(ClickAction);
impl ClickAction {
    /// Starts with what must be there.
    pub fn new(selector: impl Into<String>) -> Self {
        Self {
            selector: selector.into(),
            all: Default::default(),
            extra: Map::new(),
        }
    }
    /// Sets `selector`: The value of `selector`.
    pub fn selector(mut self, value: impl Into<String>) -> Self {
        self.selector = value.into();
        self
    }
    /// Sets `all`: The value of `all`.
    pub fn all(mut self, value: bool) -> Self {
        self.all = Some(value);
        self
    }
}
crate::wire::from_text!(ClickAction);
/// The schema `CrawlMonitorTarget`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct CrawlMonitorTarget {
    /// The value of `id`.
    ///
    /// A UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `url`.
    ///
    /// A URL.
    pub url: String,
    /// The value of `crawlOptions`.
    #[serde(rename = "crawlOptions", skip_serializing_if = "Option::is_none")]
    pub crawl_options: Option<Map<String, Value>>,
    /// The value of `scrapeOptions`.
    #[serde(rename = "scrapeOptions", skip_serializing_if = "Option::is_none")]
    pub scrape_options: Option<ScrapeOptions>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for CrawlMonitorTarget {
    const NAME: &'static str = "CrawlMonitorTarget";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut id = None;
        let mut url = None;
        let mut crawl_options = None;
        let mut scrape_options = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut id)?,
                "url" => fields.required("url", &mut url)?,
                "crawlOptions" => fields.optional("crawlOptions", &mut crawl_options)?,
                "scrapeOptions" => fields.optional("scrapeOptions", &mut scrape_options)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            id,
            url: fields.present("url", url)?,
            crawl_options,
            scrape_options,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(CrawlMonitorTarget);
impl CrawlMonitorTarget {
    /// Starts with what must be there.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            id: Default::default(),
            url: url.into(),
            crawl_options: Default::default(),
            scrape_options: Default::default(),
            extra: Map::new(),
        }
    }
    /// Sets `id`: The value of `id`.
    pub fn id(mut self, value: impl Into<String>) -> Self {
        self.id = Some(value.into());
        self
    }
    /// Sets `url`: The value of `url`.
    pub fn url(mut self, value: impl Into<String>) -> Self {
        self.url = value.into();
        self
    }
    /// Sets `crawlOptions`: The value of `crawlOptions`.
    pub fn crawl_options(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<Value>)>,
    ) -> Self {
        self.crawl_options = Some(
            value.into_iter().map(|(key, value)| (key.into(), value.into())).collect(),
        );
        self
    }
    /// Sets `scrapeOptions`: The value of `scrapeOptions`.
    pub fn scrape_options(mut self, value: impl Into<ScrapeOptions>) -> Self {
        self.scrape_options = Some(value.into());
        self
    }
}
crate::wire::from_text!(CrawlMonitorTarget);
/// The schema `DeveloperResultType`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DeveloperResultType {
    /// The value `doc`.
    Doc,
    /// The value `issue`.
    Issue,
    /// The value `pull_request`.
    PullRequest,
    /// The value `readme`.
    Readme,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl DeveloperResultType {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Doc => "doc",
            Self::Issue => "issue",
            Self::PullRequest => "pull_request",
            Self::Readme => "readme",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "doc" => Some(Self::Doc),
            "issue" => Some(Self::Issue),
            "pull_request" => Some(Self::PullRequest),
            "readme" => Some(Self::Readme),
            _ => None,
        }
    }
}
crate::wire::open_enum!(DeveloperResultType);
/// The schema `EmailNotification`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct EmailNotification {
    /// The value of `enabled`.
    ///
    /// The server's default is `false`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// The value of `recipients`.
    ///
    /// At most 25 entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipients: Option<Vec<String>>,
    /// The value of `includeDiffs`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "includeDiffs", skip_serializing_if = "Option::is_none")]
    pub include_diffs: Option<bool>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for EmailNotification {
    const NAME: &'static str = "EmailNotification";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "enabled" => fields.optional("enabled", &mut this.enabled)?,
                "recipients" => fields.optional("recipients", &mut this.recipients)?,
                "includeDiffs" => {
                    fields.optional("includeDiffs", &mut this.include_diffs)?
                }
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(EmailNotification);
impl EmailNotification {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `enabled`: The value of `enabled`.
    pub fn enabled(mut self, value: bool) -> Self {
        self.enabled = Some(value);
        self
    }
    /// Sets `recipients`: The value of `recipients`.
    pub fn recipients(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.recipients = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `includeDiffs`: The value of `includeDiffs`.
    pub fn include_diffs(mut self, value: bool) -> Self {
        self.include_diffs = Some(value);
        self
    }
}
/// The schema `ExecuteJavascriptAction`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct ExecuteJavascriptAction {
    /// The value of `script`.
    pub script: String,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ExecuteJavascriptAction {
    const NAME: &'static str = "ExecuteJavascriptAction";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut script = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "script" => fields.required("script", &mut script)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            script: fields.present("script", script)?,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(ExecuteJavascriptAction);
impl ExecuteJavascriptAction {
    /// Starts with what must be there.
    pub fn new(script: impl Into<String>) -> Self {
        Self {
            script: script.into(),
            extra: Map::new(),
        }
    }
    /// Sets `script`: The value of `script`.
    pub fn script(mut self, value: impl Into<String>) -> Self {
        self.script = value.into();
        self
    }
}
crate::wire::from_text!(ExecuteJavascriptAction);
/// The schema `FailurePolicy`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailurePolicy {
    /// The value `open`.
    Open,
    /// The value `closed`.
    Closed,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl FailurePolicy {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Open => "open",
            Self::Closed => "closed",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "open" => Some(Self::Open),
            "closed" => Some(Self::Closed),
            _ => None,
        }
    }
}
crate::wire::open_enum!(FailurePolicy);
/// The schema `Format`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[serde(tag = "type")]
#[non_exhaustive]
pub enum Format {
    /// The `markdown` variant.
    #[serde(rename = "markdown")]
    Markdown,
    /// The `summary` variant.
    #[serde(rename = "summary")]
    Summary,
    /// The `html` variant.
    #[serde(rename = "html")]
    Html,
    /// The `rawHtml` variant.
    #[serde(rename = "rawHtml")]
    RawHtml,
    /// The `links` variant.
    #[serde(rename = "links")]
    Links,
    /// The `images` variant.
    #[serde(rename = "images")]
    Images,
    /// The `screenshot` variant.
    #[serde(rename = "screenshot")]
    Screenshot(ScreenshotFormat),
    /// The `json` variant.
    #[serde(rename = "json")]
    Json(JsonFormat),
    /// The `changeTracking` variant.
    #[serde(rename = "changeTracking")]
    ChangeTracking(ChangeTrackingFormat),
    /// The `branding` variant.
    #[serde(rename = "branding")]
    Branding,
    /// The `product` variant.
    #[serde(rename = "product")]
    Product,
    /// The `menu` variant.
    #[serde(rename = "menu")]
    Menu,
    /// The `audio` variant.
    #[serde(rename = "audio")]
    Audio,
    /// The `video` variant.
    #[serde(rename = "video")]
    Video,
    /// The `question` variant.
    #[serde(rename = "question")]
    Question(QuestionFormat),
    /// The `highlights` variant.
    #[serde(rename = "highlights")]
    Highlights(HighlightsFormat),
    /// The `attributes` variant.
    ///
    /// Seen in use; the contract does not promise it.
    #[serde(rename = "attributes")]
    Attributes(AttributesFormat),
    /// A value that the contract does not declare; it is sent as it is.
    #[serde(untagged)]
    Unknown(Value),
}
impl crate::wire::TaggedUnion for Format {
    const NAME: &'static str = "Format";
    const TAG: &'static str = "type";
    const TAGS: &'static [&'static str] = &[
        "markdown",
        "summary",
        "html",
        "rawHtml",
        "links",
        "images",
        "screenshot",
        "json",
        "changeTracking",
        "branding",
        "product",
        "menu",
        "audio",
        "video",
        "question",
        "highlights",
        "attributes",
    ];
    const BARE: bool = true;
    fn from_tag(
        tag: &str,
        rest: Map<String, Value>,
    ) -> Result<Option<Self>, ::serde_json::Error> {
        Ok(
            Some(
                match tag {
                    "markdown" => crate::wire::unit(rest, Self::Markdown)?,
                    "summary" => crate::wire::unit(rest, Self::Summary)?,
                    "html" => crate::wire::unit(rest, Self::Html)?,
                    "rawHtml" => crate::wire::unit(rest, Self::RawHtml)?,
                    "links" => crate::wire::unit(rest, Self::Links)?,
                    "images" => crate::wire::unit(rest, Self::Images)?,
                    "screenshot" => Self::Screenshot(crate::wire::variant(rest)?),
                    "json" => Self::Json(crate::wire::variant(rest)?),
                    "changeTracking" => Self::ChangeTracking(crate::wire::variant(rest)?),
                    "branding" => crate::wire::unit(rest, Self::Branding)?,
                    "product" => crate::wire::unit(rest, Self::Product)?,
                    "menu" => crate::wire::unit(rest, Self::Menu)?,
                    "audio" => crate::wire::unit(rest, Self::Audio)?,
                    "video" => crate::wire::unit(rest, Self::Video)?,
                    "question" => Self::Question(crate::wire::variant(rest)?),
                    "highlights" => Self::Highlights(crate::wire::variant(rest)?),
                    "attributes" => Self::Attributes(crate::wire::variant(rest)?),
                    _ => return Ok(None),
                },
            ),
        )
    }
    fn unknown(value: Value) -> Result<Self, Value> {
        Ok(Self::Unknown(value))
    }
}
crate::wire::tagged_union!(Format);
crate::wire::from_variant!(Format::Screenshot(ScreenshotFormat));
crate::wire::from_variant!(Format::Json(JsonFormat));
crate::wire::from_variant!(Format::ChangeTracking(ChangeTrackingFormat));
crate::wire::from_variant!(Format::Question(QuestionFormat));
crate::wire::from_variant!(Format::Highlights(HighlightsFormat));
crate::wire::from_variant!(Format::Attributes(AttributesFormat));
impl From<&str> for Format {
    fn from(text: &str) -> Self {
        match text {
            "markdown" => Self::Markdown,
            "summary" => Self::Summary,
            "html" => Self::Html,
            "rawHtml" => Self::RawHtml,
            "links" => Self::Links,
            "images" => Self::Images,
            "screenshot" => Self::Screenshot(ScreenshotFormat::default()),
            "json" => Self::Json(JsonFormat::default()),
            "changeTracking" => Self::ChangeTracking(ChangeTrackingFormat::default()),
            "branding" => Self::Branding,
            "product" => Self::Product,
            "menu" => Self::Menu,
            "audio" => Self::Audio,
            "video" => Self::Video,
            _ => Self::Unknown(::serde_json::json!({ "type" : text })),
        }
    }
}
/// The schema `HighlightsFormat`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct HighlightsFormat {
    /// The value of `query`.
    ///
    /// At most 10000 characters.
    pub query: String,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for HighlightsFormat {
    const NAME: &'static str = "HighlightsFormat";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut query = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "query" => fields.required("query", &mut query)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            query: fields.present("query", query)?,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(HighlightsFormat);
impl HighlightsFormat {
    /// Starts with what must be there.
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            extra: Map::new(),
        }
    }
    /// Sets `query`: The value of `query`.
    pub fn query(mut self, value: impl Into<String>) -> Self {
        self.query = value.into();
        self
    }
}
crate::wire::from_text!(HighlightsFormat);
/// The schema `JsonFormat`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct JsonFormat {
    /// The value of `schema`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<Map<String, Value>>,
    /// The value of `prompt`.
    ///
    /// At most 10000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for JsonFormat {
    const NAME: &'static str = "JsonFormat";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "schema" => fields.optional("schema", &mut this.schema)?,
                "prompt" => fields.optional("prompt", &mut this.prompt)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(JsonFormat);
impl JsonFormat {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `schema`: The value of `schema`.
    pub fn schema(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<Value>)>,
    ) -> Self {
        self.schema = Some(
            value.into_iter().map(|(key, value)| (key.into(), value.into())).collect(),
        );
        self
    }
    /// Sets `prompt`: The value of `prompt`.
    pub fn prompt(mut self, value: impl Into<String>) -> Self {
        self.prompt = Some(value.into());
        self
    }
}
/// The schema `Location`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct Location {
    /// The value of `country`.
    ///
    /// Matches `^[A-Z]{2}$`. The server's default is `"US"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The value of `languages`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub languages: Option<Vec<String>>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for Location {
    const NAME: &'static str = "Location";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "country" => fields.optional("country", &mut this.country)?,
                "languages" => fields.optional("languages", &mut this.languages)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(Location);
impl Location {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `country`: The value of `country`.
    pub fn country(mut self, value: impl Into<String>) -> Self {
        self.country = Some(value.into());
        self
    }
    /// Sets `languages`: The value of `languages`.
    pub fn languages(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.languages = Some(value.into_iter().map(Into::into).collect());
        self
    }
}
/// The schema `MonitorCheckStatus`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MonitorCheckStatus {
    /// The value `queued`.
    Queued,
    /// The value `running`.
    Running,
    /// The value `completed`.
    Completed,
    /// The value `failed`.
    Failed,
    /// The value `partial`.
    Partial,
    /// The value `skipped_overlap`.
    SkippedOverlap,
    /// The value `skipped_no_credits`.
    SkippedNoCredits,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl MonitorCheckStatus {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Partial => "partial",
            Self::SkippedOverlap => "skipped_overlap",
            Self::SkippedNoCredits => "skipped_no_credits",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "queued" => Some(Self::Queued),
            "running" => Some(Self::Running),
            "completed" => Some(Self::Completed),
            "failed" => Some(Self::Failed),
            "partial" => Some(Self::Partial),
            "skipped_overlap" => Some(Self::SkippedOverlap),
            "skipped_no_credits" => Some(Self::SkippedNoCredits),
            _ => None,
        }
    }
}
crate::wire::open_enum!(MonitorCheckStatus);
/// The schema `MonitorNotification`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct MonitorNotification {
    /// The value of `email`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<EmailNotification>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MonitorNotification {
    const NAME: &'static str = "MonitorNotification";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "email" => fields.optional("email", &mut this.email)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(MonitorNotification);
impl MonitorNotification {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `email`: The value of `email`.
    pub fn email(mut self, value: impl Into<EmailNotification>) -> Self {
        self.email = Some(value.into());
        self
    }
}
/// The schema `MonitorPageStatus`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MonitorPageStatus {
    /// The value `same`.
    Same,
    /// The value `new`.
    New,
    /// The value `changed`.
    Changed,
    /// The value `removed`.
    Removed,
    /// The value `error`.
    Error,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl MonitorPageStatus {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Same => "same",
            Self::New => "new",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Error => "error",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "same" => Some(Self::Same),
            "new" => Some(Self::New),
            "changed" => Some(Self::Changed),
            "removed" => Some(Self::Removed),
            "error" => Some(Self::Error),
            _ => None,
        }
    }
}
crate::wire::open_enum!(MonitorPageStatus);
/// The schema `MonitorSchedule`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct MonitorSchedule {
    /// The value of `cron`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cron: Option<String>,
    /// The value of `text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The value of `timezone`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MonitorSchedule {
    const NAME: &'static str = "MonitorSchedule";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "cron" => fields.optional("cron", &mut this.cron)?,
                "text" => fields.optional("text", &mut this.text)?,
                "timezone" => fields.optional("timezone", &mut this.timezone)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(MonitorSchedule);
impl MonitorSchedule {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `cron`: The value of `cron`.
    pub fn cron(mut self, value: impl Into<String>) -> Self {
        self.cron = Some(value.into());
        self
    }
    /// Sets `text`: The value of `text`.
    pub fn text(mut self, value: impl Into<String>) -> Self {
        self.text = Some(value.into());
        self
    }
    /// Sets `timezone`: The value of `timezone`.
    pub fn timezone(mut self, value: impl Into<String>) -> Self {
        self.timezone = Some(value.into());
        self
    }
}
/// The schema `MonitorStatus`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MonitorStatus {
    /// The value `active`.
    Active,
    /// The value `paused`.
    Paused,
    /// The value `deleted`.
    Deleted,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl MonitorStatus {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Deleted => "deleted",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "active" => Some(Self::Active),
            "paused" => Some(Self::Paused),
            "deleted" => Some(Self::Deleted),
            _ => None,
        }
    }
}
crate::wire::open_enum!(MonitorStatus);
/// The schema `MonitorTarget`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[serde(tag = "type")]
#[non_exhaustive]
pub enum MonitorTarget {
    /// The `scrape` variant.
    #[serde(rename = "scrape")]
    Scrape(ScrapeMonitorTarget),
    /// The `crawl` variant.
    #[serde(rename = "crawl")]
    Crawl(CrawlMonitorTarget),
    /// The `search` variant.
    #[serde(rename = "search")]
    Search(SearchMonitorTarget),
    /// A value that the contract does not declare; it is sent as it is.
    #[serde(untagged)]
    Unknown(Value),
}
impl crate::wire::TaggedUnion for MonitorTarget {
    const NAME: &'static str = "MonitorTarget";
    const TAG: &'static str = "type";
    const TAGS: &'static [&'static str] = &["scrape", "crawl", "search"];
    const BARE: bool = false;
    fn from_tag(
        tag: &str,
        rest: Map<String, Value>,
    ) -> Result<Option<Self>, ::serde_json::Error> {
        Ok(
            Some(
                match tag {
                    "scrape" => Self::Scrape(crate::wire::variant(rest)?),
                    "crawl" => Self::Crawl(crate::wire::variant(rest)?),
                    "search" => Self::Search(crate::wire::variant(rest)?),
                    _ => return Ok(None),
                },
            ),
        )
    }
    fn unknown(value: Value) -> Result<Self, Value> {
        Ok(Self::Unknown(value))
    }
}
crate::wire::tagged_union!(MonitorTarget);
crate::wire::from_variant!(MonitorTarget::Scrape(ScrapeMonitorTarget));
crate::wire::from_variant!(MonitorTarget::Crawl(CrawlMonitorTarget));
crate::wire::from_variant!(MonitorTarget::Search(SearchMonitorTarget));
/// The schema `MonitorWebhook`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct MonitorWebhook {
    /// The value of `url`.
    ///
    /// A URL.
    pub url: String,
    /// The value of `headers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<BTreeMap<String, String>>,
    /// The value of `metadata`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    /// The value of `events`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<MonitorWebhookEvent>>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MonitorWebhook {
    const NAME: &'static str = "MonitorWebhook";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut url = None;
        let mut headers = None;
        let mut metadata = None;
        let mut events = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "url" => fields.required("url", &mut url)?,
                "headers" => fields.optional("headers", &mut headers)?,
                "metadata" => fields.optional("metadata", &mut metadata)?,
                "events" => fields.optional("events", &mut events)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            url: fields.present("url", url)?,
            headers,
            metadata,
            events,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(MonitorWebhook);
impl MonitorWebhook {
    /// Starts with what must be there.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            headers: Default::default(),
            metadata: Default::default(),
            events: Default::default(),
            extra: Map::new(),
        }
    }
    /// Sets `url`: The value of `url`.
    pub fn url(mut self, value: impl Into<String>) -> Self {
        self.url = value.into();
        self
    }
    /// Sets `headers`: The value of `headers`.
    pub fn headers(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        self.headers = Some(
            value.into_iter().map(|(key, value)| (key.into(), value.into())).collect(),
        );
        self
    }
    /// Sets `metadata`: The value of `metadata`.
    pub fn metadata(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<Value>)>,
    ) -> Self {
        self.metadata = Some(
            value.into_iter().map(|(key, value)| (key.into(), value.into())).collect(),
        );
        self
    }
    /// Sets `events`: The value of `events`.
    pub fn events(
        mut self,
        value: impl IntoIterator<Item = impl Into<MonitorWebhookEvent>>,
    ) -> Self {
        self.events = Some(value.into_iter().map(Into::into).collect());
        self
    }
}
crate::wire::from_text!(MonitorWebhook);
/// The schema `MonitorWebhookEvent`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MonitorWebhookEvent {
    /// The value `monitor.page`.
    MonitorPage,
    /// The value `monitor.check.completed`.
    MonitorCheckCompleted,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl MonitorWebhookEvent {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::MonitorPage => "monitor.page",
            Self::MonitorCheckCompleted => "monitor.check.completed",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "monitor.page" => Some(Self::MonitorPage),
            "monitor.check.completed" => Some(Self::MonitorCheckCompleted),
            _ => None,
        }
    }
}
crate::wire::open_enum!(MonitorWebhookEvent);
/// The schema `PaperFormat`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PaperFormat {
    /// The value `A0`.
    A0,
    /// The value `A1`.
    A1,
    /// The value `A2`.
    A2,
    /// The value `A3`.
    A3,
    /// The value `A4`.
    A4,
    /// The value `A5`.
    A5,
    /// The value `A6`.
    A6,
    /// The value `Letter`.
    Letter,
    /// The value `Legal`.
    Legal,
    /// The value `Tabloid`.
    Tabloid,
    /// The value `Ledger`.
    Ledger,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl PaperFormat {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::A0 => "A0",
            Self::A1 => "A1",
            Self::A2 => "A2",
            Self::A3 => "A3",
            Self::A4 => "A4",
            Self::A5 => "A5",
            Self::A6 => "A6",
            Self::Letter => "Letter",
            Self::Legal => "Legal",
            Self::Tabloid => "Tabloid",
            Self::Ledger => "Ledger",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "A0" => Some(Self::A0),
            "A1" => Some(Self::A1),
            "A2" => Some(Self::A2),
            "A3" => Some(Self::A3),
            "A4" => Some(Self::A4),
            "A5" => Some(Self::A5),
            "A6" => Some(Self::A6),
            "Letter" => Some(Self::Letter),
            "Legal" => Some(Self::Legal),
            "Tabloid" => Some(Self::Tabloid),
            "Ledger" => Some(Self::Ledger),
            _ => None,
        }
    }
}
crate::wire::open_enum!(PaperFormat);
/// The schema `Parser`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[serde(tag = "type")]
#[non_exhaustive]
pub enum Parser {
    /// The `pdf` variant.
    #[serde(rename = "pdf")]
    Pdf(PdfParser),
    /// A value that the contract does not declare; it is sent as it is.
    #[serde(untagged)]
    Unknown(Value),
}
impl crate::wire::TaggedUnion for Parser {
    const NAME: &'static str = "Parser";
    const TAG: &'static str = "type";
    const TAGS: &'static [&'static str] = &["pdf"];
    const BARE: bool = true;
    fn from_tag(
        tag: &str,
        rest: Map<String, Value>,
    ) -> Result<Option<Self>, ::serde_json::Error> {
        Ok(
            Some(
                match tag {
                    "pdf" => Self::Pdf(crate::wire::variant(rest)?),
                    _ => return Ok(None),
                },
            ),
        )
    }
    fn unknown(value: Value) -> Result<Self, Value> {
        Ok(Self::Unknown(value))
    }
}
crate::wire::tagged_union!(Parser);
crate::wire::from_variant!(Parser::Pdf(PdfParser));
impl From<&str> for Parser {
    fn from(text: &str) -> Self {
        match text {
            "pdf" => Self::Pdf(PdfParser::default()),
            _ => Self::Unknown(::serde_json::json!({ "type" : text })),
        }
    }
}
/// The schema `PdfAction`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct PdfAction {
    /// The value of `format`.
    ///
    /// The server's default is `"Letter"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<PaperFormat>,
    /// The value of `landscape`.
    ///
    /// The server's default is `false`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub landscape: Option<bool>,
    /// The value of `scale`.
    ///
    /// The server's default is `1`.
    #[serde(
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub scale: Option<f64>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for PdfAction {
    const NAME: &'static str = "PdfAction";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "format" => fields.optional("format", &mut this.format)?,
                "landscape" => fields.optional("landscape", &mut this.landscape)?,
                "scale" => fields.optional("scale", &mut this.scale)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(PdfAction);
impl PdfAction {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `format`: The value of `format`.
    pub fn format(mut self, value: impl Into<PaperFormat>) -> Self {
        self.format = Some(value.into());
        self
    }
    /// Sets `landscape`: The value of `landscape`.
    pub fn landscape(mut self, value: bool) -> Self {
        self.landscape = Some(value);
        self
    }
    /// Sets `scale`: The value of `scale`.
    pub fn scale(mut self, value: impl Into<f64>) -> Self {
        self.scale = Some(value.into());
        self
    }
}
/// The schema `PdfMode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PdfMode {
    /// The value `fast`.
    Fast,
    /// The value `auto`.
    Auto,
    /// The value `ocr`.
    Ocr,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl PdfMode {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Fast => "fast",
            Self::Auto => "auto",
            Self::Ocr => "ocr",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "fast" => Some(Self::Fast),
            "auto" => Some(Self::Auto),
            "ocr" => Some(Self::Ocr),
            _ => None,
        }
    }
}
crate::wire::open_enum!(PdfMode);
/// The schema `PdfParser`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct PdfParser {
    /// The value of `mode`.
    ///
    /// The server's default is `"auto"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<PdfMode>,
    /// The value of `maxPages`.
    ///
    /// From 1 to 10000.
    #[serde(rename = "maxPages", skip_serializing_if = "Option::is_none")]
    pub max_pages: Option<i64>,
    /// The value of `pages`.
    ///
    /// The server's default is `false`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<bool>,
    /// The value of `blocks`.
    ///
    /// The server's default is `false`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocks: Option<bool>,
    /// The value of `pageMarkers`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "pageMarkers", skip_serializing_if = "Option::is_none")]
    pub page_markers: Option<bool>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for PdfParser {
    const NAME: &'static str = "PdfParser";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "mode" => fields.optional("mode", &mut this.mode)?,
                "maxPages" => fields.optional("maxPages", &mut this.max_pages)?,
                "pages" => fields.optional("pages", &mut this.pages)?,
                "blocks" => fields.optional("blocks", &mut this.blocks)?,
                "pageMarkers" => fields.optional("pageMarkers", &mut this.page_markers)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(PdfParser);
impl PdfParser {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `mode`: The value of `mode`.
    pub fn mode(mut self, value: impl Into<PdfMode>) -> Self {
        self.mode = Some(value.into());
        self
    }
    /// Sets `maxPages`: The value of `maxPages`.
    pub fn max_pages(mut self, value: impl Into<i64>) -> Self {
        self.max_pages = Some(value.into());
        self
    }
    /// Sets `pages`: The value of `pages`.
    pub fn pages(mut self, value: bool) -> Self {
        self.pages = Some(value);
        self
    }
    /// Sets `blocks`: The value of `blocks`.
    pub fn blocks(mut self, value: bool) -> Self {
        self.blocks = Some(value);
        self
    }
    /// Sets `pageMarkers`: The value of `pageMarkers`.
    pub fn page_markers(mut self, value: bool) -> Self {
        self.page_markers = Some(value);
        self
    }
}
/// The schema `PressAction`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct PressAction {
    /// The value of `key`.
    pub key: String,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for PressAction {
    const NAME: &'static str = "PressAction";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut key_field = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "key" => fields.required("key", &mut key_field)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            key: fields.present("key", key_field)?,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(PressAction);
impl PressAction {
    /// Starts with what must be there.
    pub fn new(key: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            extra: Map::new(),
        }
    }
    /// Sets `key`: The value of `key`.
    pub fn key(mut self, value: impl Into<String>) -> Self {
        self.key = value.into();
        self
    }
}
crate::wire::from_text!(PressAction);
/// The schema `ProxyMode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProxyMode {
    /// The value `basic`.
    Basic,
    /// The value `auto`.
    Auto,
    /// The value `enhanced`.
    Enhanced,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl ProxyMode {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Basic => "basic",
            Self::Auto => "auto",
            Self::Enhanced => "enhanced",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "basic" => Some(Self::Basic),
            "auto" => Some(Self::Auto),
            "enhanced" => Some(Self::Enhanced),
            _ => None,
        }
    }
}
crate::wire::open_enum!(ProxyMode);
/// The schema `QuestionFormat`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct QuestionFormat {
    /// The value of `question`.
    ///
    /// At most 10000 characters.
    pub question: String,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for QuestionFormat {
    const NAME: &'static str = "QuestionFormat";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut question = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "question" => fields.required("question", &mut question)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            question: fields.present("question", question)?,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(QuestionFormat);
impl QuestionFormat {
    /// Starts with what must be there.
    pub fn new(question: impl Into<String>) -> Self {
        Self {
            question: question.into(),
            extra: Map::new(),
        }
    }
    /// Sets `question`: The value of `question`.
    pub fn question(mut self, value: impl Into<String>) -> Self {
        self.question = value.into();
        self
    }
}
crate::wire::from_text!(QuestionFormat);
/// The schema `RedactPii`.
///
/// Untagged: a switch or its options: the contract gives no tag to tell them by.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum RedactPii {
    /// The `Boolean` shape.
    Boolean(bool),
    /// The `RedactPiiOptions` shape.
    RedactPiiOptions(RedactPiiOptions),
}
crate::wire::from_variant!(RedactPii::Boolean(bool));
crate::wire::from_variant!(RedactPii::RedactPiiOptions(RedactPiiOptions));
crate::wire::buffered!(RedactPii);
/// The schema `RedactPiiEntity`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RedactPiiEntity {
    /// The value `PERSON`.
    Person,
    /// The value `EMAIL`.
    Email,
    /// The value `PHONE`.
    Phone,
    /// The value `LOCATION`.
    Location,
    /// The value `FINANCIAL`.
    Financial,
    /// The value `SECRET`.
    Secret,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl RedactPiiEntity {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Person => "PERSON",
            Self::Email => "EMAIL",
            Self::Phone => "PHONE",
            Self::Location => "LOCATION",
            Self::Financial => "FINANCIAL",
            Self::Secret => "SECRET",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "PERSON" => Some(Self::Person),
            "EMAIL" => Some(Self::Email),
            "PHONE" => Some(Self::Phone),
            "LOCATION" => Some(Self::Location),
            "FINANCIAL" => Some(Self::Financial),
            "SECRET" => Some(Self::Secret),
            _ => None,
        }
    }
}
crate::wire::open_enum!(RedactPiiEntity);
/// The schema `RedactPiiMode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RedactPiiMode {
    /// The value `accurate`.
    Accurate,
    /// The value `aggressive`.
    Aggressive,
    /// The value `fast`.
    Fast,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl RedactPiiMode {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Accurate => "accurate",
            Self::Aggressive => "aggressive",
            Self::Fast => "fast",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "accurate" => Some(Self::Accurate),
            "aggressive" => Some(Self::Aggressive),
            "fast" => Some(Self::Fast),
            _ => None,
        }
    }
}
crate::wire::open_enum!(RedactPiiMode);
/// The schema `RedactPiiOptions`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct RedactPiiOptions {
    /// The value of `mode`.
    ///
    /// The server's default is `"accurate"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<RedactPiiMode>,
    /// The value of `entities`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entities: Option<Vec<RedactPiiEntity>>,
    /// The value of `replaceStyle`.
    ///
    /// The server's default is `"tag"`.
    #[serde(rename = "replaceStyle", skip_serializing_if = "Option::is_none")]
    pub replace_style: Option<RedactPiiStyle>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for RedactPiiOptions {
    const NAME: &'static str = "RedactPiiOptions";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "mode" => fields.optional("mode", &mut this.mode)?,
                "entities" => fields.optional("entities", &mut this.entities)?,
                "replaceStyle" => {
                    fields.optional("replaceStyle", &mut this.replace_style)?
                }
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(RedactPiiOptions);
impl RedactPiiOptions {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `mode`: The value of `mode`.
    pub fn mode(mut self, value: impl Into<RedactPiiMode>) -> Self {
        self.mode = Some(value.into());
        self
    }
    /// Sets `entities`: The value of `entities`.
    pub fn entities(
        mut self,
        value: impl IntoIterator<Item = impl Into<RedactPiiEntity>>,
    ) -> Self {
        self.entities = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `replaceStyle`: The value of `replaceStyle`.
    pub fn replace_style(mut self, value: impl Into<RedactPiiStyle>) -> Self {
        self.replace_style = Some(value.into());
        self
    }
}
/// The schema `RedactPiiStyle`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RedactPiiStyle {
    /// The value `tag`.
    Tag,
    /// The value `mask`.
    Mask,
    /// The value `remove`.
    Remove,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl RedactPiiStyle {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Tag => "tag",
            Self::Mask => "mask",
            Self::Remove => "remove",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "tag" => Some(Self::Tag),
            "mask" => Some(Self::Mask),
            "remove" => Some(Self::Remove),
            _ => None,
        }
    }
}
crate::wire::open_enum!(RedactPiiStyle);
/// The schema `ScrapeMonitorTarget`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct ScrapeMonitorTarget {
    /// The value of `id`.
    ///
    /// A UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `urls`.
    ///
    /// At least 1 entries.
    pub urls: Vec<String>,
    /// The value of `scrapeOptions`.
    #[serde(rename = "scrapeOptions", skip_serializing_if = "Option::is_none")]
    pub scrape_options: Option<ScrapeOptions>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ScrapeMonitorTarget {
    const NAME: &'static str = "ScrapeMonitorTarget";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut id = None;
        let mut urls = None;
        let mut scrape_options = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut id)?,
                "urls" => fields.required("urls", &mut urls)?,
                "scrapeOptions" => fields.optional("scrapeOptions", &mut scrape_options)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            id,
            urls: fields.present("urls", urls)?,
            scrape_options,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(ScrapeMonitorTarget);
impl ScrapeMonitorTarget {
    /// Starts with what must be there.
    pub fn new(urls: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            id: Default::default(),
            urls: urls.into_iter().map(Into::into).collect(),
            scrape_options: Default::default(),
            extra: Map::new(),
        }
    }
    /// Sets `id`: The value of `id`.
    pub fn id(mut self, value: impl Into<String>) -> Self {
        self.id = Some(value.into());
        self
    }
    /// Sets `urls`: The value of `urls`.
    pub fn urls(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.urls = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets `scrapeOptions`: The value of `scrapeOptions`.
    pub fn scrape_options(mut self, value: impl Into<ScrapeOptions>) -> Self {
        self.scrape_options = Some(value.into());
        self
    }
}
crate::wire::from_texts!(ScrapeMonitorTarget);
/// The schema `ScrapeOptions`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct ScrapeOptions {
    /// The value of `formats`.
    ///
    /// The server's default is `["markdown"]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formats: Option<Vec<Format>>,
    /// The value of `onlyMainContent`.
    ///
    /// The server's default is `true`.
    #[serde(rename = "onlyMainContent", skip_serializing_if = "Option::is_none")]
    pub only_main_content: Option<bool>,
    /// The value of `onlyCleanContent`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "onlyCleanContent", skip_serializing_if = "Option::is_none")]
    pub only_clean_content: Option<bool>,
    /// The value of `includeTags`.
    #[serde(rename = "includeTags", skip_serializing_if = "Option::is_none")]
    pub include_tags: Option<Vec<String>>,
    /// The value of `excludeTags`.
    #[serde(rename = "excludeTags", skip_serializing_if = "Option::is_none")]
    pub exclude_tags: Option<Vec<String>>,
    /// The value of `maxAge`.
    ///
    /// In milliseconds. The server's default is `172800000`.
    #[serde(rename = "maxAge", skip_serializing_if = "Option::is_none")]
    pub max_age_ms: Option<i64>,
    /// The value of `minAge`.
    ///
    /// In milliseconds.
    #[serde(rename = "minAge", skip_serializing_if = "Option::is_none")]
    pub min_age_ms: Option<i64>,
    /// The value of `headers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<BTreeMap<String, String>>,
    /// The value of `waitFor`.
    ///
    /// In milliseconds. The server's default is `0`.
    #[serde(rename = "waitFor", skip_serializing_if = "Option::is_none")]
    pub wait_for_ms: Option<i64>,
    /// The value of `mobile`.
    ///
    /// The server's default is `false`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile: Option<bool>,
    /// The value of `skipTlsVerification`.
    ///
    /// The server's default is `true`.
    #[serde(rename = "skipTlsVerification", skip_serializing_if = "Option::is_none")]
    pub skip_tls_verification: Option<bool>,
    /// The value of `timeout`.
    ///
    /// In milliseconds. From 1000 to 300000. The server's default is `60000`.
    #[serde(rename = "timeout", skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<i64>,
    /// The value of `parsers`.
    ///
    /// The server's default is `["pdf"]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parsers: Option<Vec<Parser>>,
    /// The value of `actions`.
    ///
    /// At most 50 entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actions: Option<Vec<Action>>,
    /// The value of `location`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// The value of `removeBase64Images`.
    ///
    /// The server's default is `true`.
    #[serde(rename = "removeBase64Images", skip_serializing_if = "Option::is_none")]
    pub remove_base64_images: Option<bool>,
    /// The value of `blockAds`.
    ///
    /// The server's default is `true`.
    #[serde(rename = "blockAds", skip_serializing_if = "Option::is_none")]
    pub block_ads: Option<bool>,
    /// The value of `proxy`.
    ///
    /// The server's default is `"auto"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy: Option<ProxyMode>,
    /// The value of `storeInCache`.
    ///
    /// The server's default is `true`.
    #[serde(rename = "storeInCache", skip_serializing_if = "Option::is_none")]
    pub store_in_cache: Option<bool>,
    /// The value of `lockdown`.
    ///
    /// The server's default is `false`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lockdown: Option<bool>,
    /// The value of `redactPII`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "redactPII", skip_serializing_if = "Option::is_none")]
    pub redact_pii: Option<RedactPii>,
    /// The value of `profile`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<BrowserProfile>,
    /// The value of `threatProtection`.
    #[serde(rename = "threatProtection", skip_serializing_if = "Option::is_none")]
    pub threat_protection: Option<ThreatProtectionOverride>,
    /// The value of `auditMetadata`.
    #[serde(rename = "auditMetadata", skip_serializing_if = "Option::is_none")]
    pub audit_metadata: Option<AuditMetadata>,
    /// The value of `checkPromptInjection`.
    ///
    /// Seen in use; the contract does not promise it.
    #[serde(rename = "checkPromptInjection", skip_serializing_if = "Option::is_none")]
    pub check_prompt_injection: Option<bool>,
    /// The value of `fastMode`.
    ///
    /// Seen in use; the contract does not promise it.
    #[serde(rename = "fastMode", skip_serializing_if = "Option::is_none")]
    pub fast_mode: Option<bool>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ScrapeOptions {
    const NAME: &'static str = "ScrapeOptions";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "formats" => fields.optional("formats", &mut this.formats)?,
                "onlyMainContent" => {
                    fields.optional("onlyMainContent", &mut this.only_main_content)?
                }
                "onlyCleanContent" => {
                    fields.optional("onlyCleanContent", &mut this.only_clean_content)?
                }
                "includeTags" => fields.optional("includeTags", &mut this.include_tags)?,
                "excludeTags" => fields.optional("excludeTags", &mut this.exclude_tags)?,
                "maxAge" => fields.optional("maxAge", &mut this.max_age_ms)?,
                "minAge" => fields.optional("minAge", &mut this.min_age_ms)?,
                "headers" => fields.optional("headers", &mut this.headers)?,
                "waitFor" => fields.optional("waitFor", &mut this.wait_for_ms)?,
                "mobile" => fields.optional("mobile", &mut this.mobile)?,
                "skipTlsVerification" => {
                    fields
                        .optional(
                            "skipTlsVerification",
                            &mut this.skip_tls_verification,
                        )?
                }
                "timeout" => fields.optional("timeout", &mut this.timeout_ms)?,
                "parsers" => fields.optional("parsers", &mut this.parsers)?,
                "actions" => fields.optional("actions", &mut this.actions)?,
                "location" => fields.optional("location", &mut this.location)?,
                "removeBase64Images" => {
                    fields
                        .optional("removeBase64Images", &mut this.remove_base64_images)?
                }
                "blockAds" => fields.optional("blockAds", &mut this.block_ads)?,
                "proxy" => fields.optional("proxy", &mut this.proxy)?,
                "storeInCache" => {
                    fields.optional("storeInCache", &mut this.store_in_cache)?
                }
                "lockdown" => fields.optional("lockdown", &mut this.lockdown)?,
                "redactPII" => fields.optional("redactPII", &mut this.redact_pii)?,
                "profile" => fields.optional("profile", &mut this.profile)?,
                "threatProtection" => {
                    fields.optional("threatProtection", &mut this.threat_protection)?
                }
                "auditMetadata" => {
                    fields.optional("auditMetadata", &mut this.audit_metadata)?
                }
                "checkPromptInjection" => {
                    fields
                        .optional(
                            "checkPromptInjection",
                            &mut this.check_prompt_injection,
                        )?
                }
                "fastMode" => fields.optional("fastMode", &mut this.fast_mode)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ScrapeOptions);
impl ScrapeOptions {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `formats`: The value of `formats`.
    pub fn formats(
        mut self,
        value: impl IntoIterator<Item = impl Into<Format>>,
    ) -> Self {
        self.formats = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `onlyMainContent`: The value of `onlyMainContent`.
    pub fn only_main_content(mut self, value: bool) -> Self {
        self.only_main_content = Some(value);
        self
    }
    /// Sets `onlyCleanContent`: The value of `onlyCleanContent`.
    pub fn only_clean_content(mut self, value: bool) -> Self {
        self.only_clean_content = Some(value);
        self
    }
    /// Sets `includeTags`: The value of `includeTags`.
    pub fn include_tags(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.include_tags = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `excludeTags`: The value of `excludeTags`.
    pub fn exclude_tags(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.exclude_tags = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `maxAge`: The value of `maxAge`.
    pub fn max_age(mut self, value: ::std::time::Duration) -> Self {
        self.max_age_ms = Some(crate::wire::duration::milliseconds(value));
        self
    }
    /// Sets `minAge`: The value of `minAge`.
    pub fn min_age(mut self, value: ::std::time::Duration) -> Self {
        self.min_age_ms = Some(crate::wire::duration::milliseconds(value));
        self
    }
    /// Sets `headers`: The value of `headers`.
    pub fn headers(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        self.headers = Some(
            value.into_iter().map(|(key, value)| (key.into(), value.into())).collect(),
        );
        self
    }
    /// Sets `waitFor`: The value of `waitFor`.
    pub fn wait_for(mut self, value: ::std::time::Duration) -> Self {
        self.wait_for_ms = Some(crate::wire::duration::milliseconds(value));
        self
    }
    /// Sets `mobile`: The value of `mobile`.
    pub fn mobile(mut self, value: bool) -> Self {
        self.mobile = Some(value);
        self
    }
    /// Sets `skipTlsVerification`: The value of `skipTlsVerification`.
    pub fn skip_tls_verification(mut self, value: bool) -> Self {
        self.skip_tls_verification = Some(value);
        self
    }
    /// Sets `timeout`: The value of `timeout`.
    pub fn timeout(mut self, value: ::std::time::Duration) -> Self {
        self.timeout_ms = Some(crate::wire::duration::milliseconds(value));
        self
    }
    /// Sets `parsers`: The value of `parsers`.
    pub fn parsers(
        mut self,
        value: impl IntoIterator<Item = impl Into<Parser>>,
    ) -> Self {
        self.parsers = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `actions`: The value of `actions`.
    pub fn actions(
        mut self,
        value: impl IntoIterator<Item = impl Into<Action>>,
    ) -> Self {
        self.actions = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `location`: The value of `location`.
    pub fn location(mut self, value: impl Into<Location>) -> Self {
        self.location = Some(value.into());
        self
    }
    /// Sets `removeBase64Images`: The value of `removeBase64Images`.
    pub fn remove_base64_images(mut self, value: bool) -> Self {
        self.remove_base64_images = Some(value);
        self
    }
    /// Sets `blockAds`: The value of `blockAds`.
    pub fn block_ads(mut self, value: bool) -> Self {
        self.block_ads = Some(value);
        self
    }
    /// Sets `proxy`: The value of `proxy`.
    pub fn proxy(mut self, value: impl Into<ProxyMode>) -> Self {
        self.proxy = Some(value.into());
        self
    }
    /// Sets `storeInCache`: The value of `storeInCache`.
    pub fn store_in_cache(mut self, value: bool) -> Self {
        self.store_in_cache = Some(value);
        self
    }
    /// Sets `lockdown`: The value of `lockdown`.
    pub fn lockdown(mut self, value: bool) -> Self {
        self.lockdown = Some(value);
        self
    }
    /// Sets `redactPII`: The value of `redactPII`.
    pub fn redact_pii(mut self, value: impl Into<RedactPii>) -> Self {
        self.redact_pii = Some(value.into());
        self
    }
    /// Sets `profile`: The value of `profile`.
    pub fn profile(mut self, value: impl Into<BrowserProfile>) -> Self {
        self.profile = Some(value.into());
        self
    }
    /// Sets `threatProtection`: The value of `threatProtection`.
    pub fn threat_protection(
        mut self,
        value: impl Into<ThreatProtectionOverride>,
    ) -> Self {
        self.threat_protection = Some(value.into());
        self
    }
    /// Sets `auditMetadata`: The value of `auditMetadata`.
    pub fn audit_metadata(mut self, value: impl Into<AuditMetadata>) -> Self {
        self.audit_metadata = Some(value.into());
        self
    }
    /// Sets `checkPromptInjection`: The value of `checkPromptInjection`.
    pub fn check_prompt_injection(mut self, value: bool) -> Self {
        self.check_prompt_injection = Some(value);
        self
    }
    /// Sets `fastMode`: The value of `fastMode`.
    pub fn fast_mode(mut self, value: bool) -> Self {
        self.fast_mode = Some(value);
        self
    }
}
/// The schema `ScreenshotAction`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct ScreenshotAction {
    /// The value of `fullPage`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "fullPage", skip_serializing_if = "Option::is_none")]
    pub full_page: Option<bool>,
    /// The value of `quality`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality: Option<i64>,
    /// The value of `viewport`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub viewport: Option<Viewport>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ScreenshotAction {
    const NAME: &'static str = "ScreenshotAction";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "fullPage" => fields.optional("fullPage", &mut this.full_page)?,
                "quality" => fields.optional("quality", &mut this.quality)?,
                "viewport" => fields.optional("viewport", &mut this.viewport)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ScreenshotAction);
impl ScreenshotAction {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `fullPage`: The value of `fullPage`.
    pub fn full_page(mut self, value: bool) -> Self {
        self.full_page = Some(value);
        self
    }
    /// Sets `quality`: The value of `quality`.
    pub fn quality(mut self, value: impl Into<i64>) -> Self {
        self.quality = Some(value.into());
        self
    }
    /// Sets `viewport`: The value of `viewport`.
    pub fn viewport(mut self, value: impl Into<Viewport>) -> Self {
        self.viewport = Some(value.into());
        self
    }
}
/// The schema `ScreenshotFormat`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct ScreenshotFormat {
    /// The value of `fullPage`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "fullPage", skip_serializing_if = "Option::is_none")]
    pub full_page: Option<bool>,
    /// The value of `quality`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quality: Option<i64>,
    /// The value of `viewport`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub viewport: Option<Viewport>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ScreenshotFormat {
    const NAME: &'static str = "ScreenshotFormat";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "fullPage" => fields.optional("fullPage", &mut this.full_page)?,
                "quality" => fields.optional("quality", &mut this.quality)?,
                "viewport" => fields.optional("viewport", &mut this.viewport)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ScreenshotFormat);
impl ScreenshotFormat {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `fullPage`: The value of `fullPage`.
    pub fn full_page(mut self, value: bool) -> Self {
        self.full_page = Some(value);
        self
    }
    /// Sets `quality`: The value of `quality`.
    pub fn quality(mut self, value: impl Into<i64>) -> Self {
        self.quality = Some(value.into());
        self
    }
    /// Sets `viewport`: The value of `viewport`.
    pub fn viewport(mut self, value: impl Into<Viewport>) -> Self {
        self.viewport = Some(value.into());
        self
    }
}
/// The schema `ScrollAction`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct ScrollAction {
    /// The value of `direction`.
    ///
    /// The server's default is `"down"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<ScrollDirection>,
    /// The value of `selector`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<String>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ScrollAction {
    const NAME: &'static str = "ScrollAction";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "direction" => fields.optional("direction", &mut this.direction)?,
                "selector" => fields.optional("selector", &mut this.selector)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ScrollAction);
impl ScrollAction {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `direction`: The value of `direction`.
    pub fn direction(mut self, value: impl Into<ScrollDirection>) -> Self {
        self.direction = Some(value.into());
        self
    }
    /// Sets `selector`: The value of `selector`.
    pub fn selector(mut self, value: impl Into<String>) -> Self {
        self.selector = Some(value.into());
        self
    }
}
/// The schema `ScrollDirection`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ScrollDirection {
    /// The value `up`.
    Up,
    /// The value `down`.
    Down,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl ScrollDirection {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "up" => Some(Self::Up),
            "down" => Some(Self::Down),
            _ => None,
        }
    }
}
crate::wire::open_enum!(ScrollDirection);
/// The schema `SearchMonitorTarget`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct SearchMonitorTarget {
    /// The value of `id`.
    ///
    /// A UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `queries`.
    ///
    /// From 1 to 12 entries.
    pub queries: Vec<String>,
    /// The value of `searchWindow`.
    ///
    /// The server's default is `"24h"`.
    #[serde(rename = "searchWindow", skip_serializing_if = "Option::is_none")]
    pub search_window: Option<SearchWindow>,
    /// The value of `maxResults`.
    ///
    /// From 1 to 50. The server's default is `10`.
    #[serde(rename = "maxResults", skip_serializing_if = "Option::is_none")]
    pub max_results: Option<i64>,
    /// The value of `includeDomains`.
    ///
    /// At most 50 entries.
    #[serde(rename = "includeDomains", skip_serializing_if = "Option::is_none")]
    pub include_domains: Option<Vec<String>>,
    /// The value of `excludeDomains`.
    ///
    /// At most 50 entries.
    #[serde(rename = "excludeDomains", skip_serializing_if = "Option::is_none")]
    pub exclude_domains: Option<Vec<String>>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for SearchMonitorTarget {
    const NAME: &'static str = "SearchMonitorTarget";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut id = None;
        let mut queries = None;
        let mut search_window = None;
        let mut max_results = None;
        let mut include_domains = None;
        let mut exclude_domains = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut id)?,
                "queries" => fields.required("queries", &mut queries)?,
                "searchWindow" => fields.optional("searchWindow", &mut search_window)?,
                "maxResults" => fields.optional("maxResults", &mut max_results)?,
                "includeDomains" => {
                    fields.optional("includeDomains", &mut include_domains)?
                }
                "excludeDomains" => {
                    fields.optional("excludeDomains", &mut exclude_domains)?
                }
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            id,
            queries: fields.present("queries", queries)?,
            search_window,
            max_results,
            include_domains,
            exclude_domains,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(SearchMonitorTarget);
impl SearchMonitorTarget {
    /// Starts with what must be there.
    pub fn new(queries: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            id: Default::default(),
            queries: queries.into_iter().map(Into::into).collect(),
            search_window: Default::default(),
            max_results: Default::default(),
            include_domains: Default::default(),
            exclude_domains: Default::default(),
            extra: Map::new(),
        }
    }
    /// Sets `id`: The value of `id`.
    pub fn id(mut self, value: impl Into<String>) -> Self {
        self.id = Some(value.into());
        self
    }
    /// Sets `queries`: The value of `queries`.
    pub fn queries(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.queries = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets `searchWindow`: The value of `searchWindow`.
    pub fn search_window(mut self, value: impl Into<SearchWindow>) -> Self {
        self.search_window = Some(value.into());
        self
    }
    /// Sets `maxResults`: The value of `maxResults`.
    pub fn max_results(mut self, value: impl Into<i64>) -> Self {
        self.max_results = Some(value.into());
        self
    }
    /// Sets `includeDomains`: The value of `includeDomains`.
    pub fn include_domains(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.include_domains = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `excludeDomains`: The value of `excludeDomains`.
    pub fn exclude_domains(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.exclude_domains = Some(value.into_iter().map(Into::into).collect());
        self
    }
}
crate::wire::from_texts!(SearchMonitorTarget);
/// The schema `SearchWindow`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SearchWindow {
    /// The value `5m`.
    FiveMinutes,
    /// The value `15m`.
    FifteenMinutes,
    /// The value `1h`.
    OneHour,
    /// The value `6h`.
    SixHours,
    /// The value `24h`.
    OneDay,
    /// The value `7d`.
    SevenDays,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl SearchWindow {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::FiveMinutes => "5m",
            Self::FifteenMinutes => "15m",
            Self::OneHour => "1h",
            Self::SixHours => "6h",
            Self::OneDay => "24h",
            Self::SevenDays => "7d",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "5m" => Some(Self::FiveMinutes),
            "15m" => Some(Self::FifteenMinutes),
            "1h" => Some(Self::OneHour),
            "6h" => Some(Self::SixHours),
            "24h" => Some(Self::OneDay),
            "7d" => Some(Self::SevenDays),
            _ => None,
        }
    }
}
crate::wire::open_enum!(SearchWindow);
/// The schema `SitemapMode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SitemapMode {
    /// The value `skip`.
    Skip,
    /// The value `include`.
    Include,
    /// The value `only`.
    Only,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl SitemapMode {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Skip => "skip",
            Self::Include => "include",
            Self::Only => "only",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "skip" => Some(Self::Skip),
            "include" => Some(Self::Include),
            "only" => Some(Self::Only),
            _ => None,
        }
    }
}
crate::wire::open_enum!(SitemapMode);
/// The schema `ThreatProtectionMode`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ThreatProtectionMode {
    /// The value `off`.
    Off,
    /// The value `normal`.
    Normal,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl ThreatProtectionMode {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Off => "off",
            Self::Normal => "normal",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "off" => Some(Self::Off),
            "normal" => Some(Self::Normal),
            _ => None,
        }
    }
}
crate::wire::open_enum!(ThreatProtectionMode);
/// The schema `ThreatProtectionOverride`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct ThreatProtectionOverride {
    /// The value of `mode`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<ThreatProtectionMode>,
    /// The value of `riskScoreThreshold`.
    ///
    /// From 0 to 100.
    #[serde(rename = "riskScoreThreshold", skip_serializing_if = "Option::is_none")]
    pub risk_score_threshold: Option<i64>,
    /// The value of `blacklist`.
    ///
    /// At most 1000 entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blacklist: Option<Vec<String>>,
    /// The value of `whitelist`.
    ///
    /// At most 1000 entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whitelist: Option<Vec<String>>,
    /// The value of `blockedTlds`.
    ///
    /// At most 1000 entries.
    #[serde(rename = "blockedTlds", skip_serializing_if = "Option::is_none")]
    pub blocked_tlds: Option<Vec<String>>,
    /// The value of `failurePolicy`.
    #[serde(rename = "failurePolicy", skip_serializing_if = "Option::is_none")]
    pub failure_policy: Option<FailurePolicy>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ThreatProtectionOverride {
    const NAME: &'static str = "ThreatProtectionOverride";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "mode" => fields.optional("mode", &mut this.mode)?,
                "riskScoreThreshold" => {
                    fields
                        .optional("riskScoreThreshold", &mut this.risk_score_threshold)?
                }
                "blacklist" => fields.optional("blacklist", &mut this.blacklist)?,
                "whitelist" => fields.optional("whitelist", &mut this.whitelist)?,
                "blockedTlds" => fields.optional("blockedTlds", &mut this.blocked_tlds)?,
                "failurePolicy" => {
                    fields.optional("failurePolicy", &mut this.failure_policy)?
                }
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ThreatProtectionOverride);
impl ThreatProtectionOverride {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `mode`: The value of `mode`.
    pub fn mode(mut self, value: impl Into<ThreatProtectionMode>) -> Self {
        self.mode = Some(value.into());
        self
    }
    /// Sets `riskScoreThreshold`: The value of `riskScoreThreshold`.
    pub fn risk_score_threshold(mut self, value: impl Into<i64>) -> Self {
        self.risk_score_threshold = Some(value.into());
        self
    }
    /// Sets `blacklist`: The value of `blacklist`.
    pub fn blacklist(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.blacklist = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `whitelist`: The value of `whitelist`.
    pub fn whitelist(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.whitelist = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `blockedTlds`: The value of `blockedTlds`.
    pub fn blocked_tlds(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.blocked_tlds = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `failurePolicy`: The value of `failurePolicy`.
    pub fn failure_policy(mut self, value: impl Into<FailurePolicy>) -> Self {
        self.failure_policy = Some(value.into());
        self
    }
}
/// The schema `Viewport`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct Viewport {
    /// The value of `width`.
    pub width: i64,
    /// The value of `height`.
    pub height: i64,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for Viewport {
    const NAME: &'static str = "Viewport";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut width = None;
        let mut height = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "width" => fields.required("width", &mut width)?,
                "height" => fields.required("height", &mut height)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            width: fields.present("width", width)?,
            height: fields.present("height", height)?,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(Viewport);
impl Viewport {
    /// Starts with what must be there.
    pub fn new(width: impl Into<i64>, height: impl Into<i64>) -> Self {
        Self {
            width: width.into(),
            height: height.into(),
            extra: Map::new(),
        }
    }
    /// Sets `width`: The value of `width`.
    pub fn width(mut self, value: impl Into<i64>) -> Self {
        self.width = value.into();
        self
    }
    /// Sets `height`: The value of `height`.
    pub fn height(mut self, value: impl Into<i64>) -> Self {
        self.height = value.into();
        self
    }
}
/// The schema `WaitAction`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct WaitAction {
    /// The value of `milliseconds`.
    ///
    /// In milliseconds. At least 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub milliseconds: Option<i64>,
    /// The value of `selector`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<String>,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for WaitAction {
    const NAME: &'static str = "WaitAction";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "milliseconds" => {
                    fields.optional("milliseconds", &mut this.milliseconds)?
                }
                "selector" => fields.optional("selector", &mut this.selector)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(WaitAction);
impl WaitAction {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `milliseconds`: The value of `milliseconds`.
    pub fn milliseconds(mut self, value: ::std::time::Duration) -> Self {
        self.milliseconds = Some(crate::wire::duration::milliseconds(value));
        self
    }
    /// Sets `selector`: The value of `selector`.
    pub fn selector(mut self, value: impl Into<String>) -> Self {
        self.selector = Some(value.into());
        self
    }
}
/// The schema `WriteAction`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[must_use]
#[non_exhaustive]
pub struct WriteAction {
    /// The value of `text`.
    pub text: String,
    /// Fields that the contract does not declare; they are sent as they are.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for WriteAction {
    const NAME: &'static str = "WriteAction";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut text = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "text" => fields.required("text", &mut text)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            text: fields.present("text", text)?,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(WriteAction);
impl WriteAction {
    /// Starts with what must be there.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            extra: Map::new(),
        }
    }
    /// Sets `text`: The value of `text`.
    pub fn text(mut self, value: impl Into<String>) -> Self {
        self.text = value.into();
        self
    }
}
crate::wire::from_text!(WriteAction);
