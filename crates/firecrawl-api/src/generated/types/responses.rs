//! Types that are only received.
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
/// The schema `ActionResults`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ActionResults {
    /// The value of `screenshots`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub screenshots: Option<Vec<String>>,
    /// The value of `scrapes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scrapes: Option<Vec<ActionScrape>>,
    /// The value of `javascriptReturns`.
    #[serde(rename = "javascriptReturns", skip_serializing_if = "Option::is_none")]
    pub javascript_returns: Option<Vec<JavascriptReturn>>,
    /// The value of `pdfs`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pdfs: Option<Vec<String>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ActionResults {
    const NAME: &'static str = "ActionResults";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "screenshots" => fields.optional("screenshots", &mut this.screenshots)?,
                "scrapes" => fields.optional("scrapes", &mut this.scrapes)?,
                "javascriptReturns" => {
                    fields.optional("javascriptReturns", &mut this.javascript_returns)?
                }
                "pdfs" => fields.optional("pdfs", &mut this.pdfs)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ActionResults);
/// The schema `ActionScrape`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ActionScrape {
    /// The value of `url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The value of `html`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ActionScrape {
    const NAME: &'static str = "ActionScrape";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "url" => fields.optional("url", &mut this.url)?,
                "html" => fields.optional("html", &mut this.html)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ActionScrape);
/// The schema `ActiveCrawl`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ActiveCrawl {
    /// The value of `id`.
    ///
    /// A UUID.
    pub id: String,
    /// The value of `teamId`.
    #[serde(rename = "teamId")]
    pub team_id: String,
    /// The value of `url`.
    ///
    /// A URL.
    pub url: String,
    /// The value of `options`.
    pub options: ActiveCrawlOptions,
    /// The value of `created_at`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ActiveCrawl {
    const NAME: &'static str = "ActiveCrawl";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut id = None;
        let mut team_id = None;
        let mut url = None;
        let mut options = None;
        let mut created_at = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.required("id", &mut id)?,
                "teamId" => fields.required("teamId", &mut team_id)?,
                "url" => fields.required("url", &mut url)?,
                "options" => fields.required("options", &mut options)?,
                "created_at" => fields.optional("created_at", &mut created_at)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            id: fields.present("id", id)?,
            team_id: fields.present("teamId", team_id)?,
            url: fields.present("url", url)?,
            options: fields.present("options", options)?,
            created_at,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(ActiveCrawl);
/// The schema `ActiveCrawlOptions`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ActiveCrawlOptions {
    /// The value of `scrapeOptions`.
    #[serde(rename = "scrapeOptions", skip_serializing_if = "Option::is_none")]
    pub scrape_options: Option<ScrapeOptions>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ActiveCrawlOptions {
    const NAME: &'static str = "ActiveCrawlOptions";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "scrapeOptions" => {
                    fields.optional("scrapeOptions", &mut this.scrape_options)?
                }
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ActiveCrawlOptions);
/// The schema `ActiveCrawls`.
///
/// Answer of `GET /crawl/active`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ActiveCrawls {
    /// The value of `success`.
    pub success: bool,
    /// The value of `crawls`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crawls: Option<Vec<ActiveCrawl>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ActiveCrawls {
    const NAME: &'static str = "ActiveCrawls";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut success = None;
        let mut crawls = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.required("success", &mut success)?,
                "crawls" => fields.optional("crawls", &mut crawls)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            success: fields.present("success", success)?,
            crawls,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(ActiveCrawls);
/// The schema `ActivityEntry`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ActivityEntry {
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `endpoint`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<ActivityEndpoint>,
    /// The value of `api_version`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub api_version: Option<String>,
    /// The value of `created_at`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// The value of `target`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ActivityEntry {
    const NAME: &'static str = "ActivityEntry";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut this.id)?,
                "endpoint" => fields.optional("endpoint", &mut this.endpoint)?,
                "api_version" => fields.optional("api_version", &mut this.api_version)?,
                "created_at" => fields.optional("created_at", &mut this.created_at)?,
                "target" => fields.optional("target", &mut this.target)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ActivityEntry);
/// The schema `ActivityResponse`.
///
/// Answer of `GET /team/activity`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ActivityResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Vec<ActivityEntry>>,
    /// The value of `cursor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// The value of `has_more`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_more: Option<bool>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ActivityResponse {
    const NAME: &'static str = "ActivityResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "data" => fields.optional("data", &mut this.data)?,
                "cursor" => fields.optional("cursor", &mut this.cursor)?,
                "has_more" => fields.optional("has_more", &mut this.has_more)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ActivityResponse);
/// The schema `AgentBrowserSession`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct AgentBrowserSession {
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `liveViewUrl`.
    #[serde(rename = "liveViewUrl", skip_serializing_if = "Option::is_none")]
    pub live_view_url: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for AgentBrowserSession {
    const NAME: &'static str = "AgentBrowserSession";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut this.id)?,
                "liveViewUrl" => fields.optional("liveViewUrl", &mut this.live_view_url)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(AgentBrowserSession);
/// The schema `AgentList`.
///
/// Answer of `GET /agent`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct AgentList {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `agents`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agents: Option<Vec<AgentRun>>,
    /// The value of `next`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The value of `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for AgentList {
    const NAME: &'static str = "AgentList";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "agents" => fields.optional("agents", &mut this.agents)?,
                "next" => fields.optional("next", &mut this.next)?,
                "error" => fields.optional("error", &mut this.error)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(AgentList);
/// The schema `AgentRun`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct AgentRun {
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `createdAt`.
    #[serde(rename = "createdAt", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// The value of `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The value of `targetHint`.
    #[serde(rename = "targetHint", skip_serializing_if = "Option::is_none")]
    pub target_hint: Option<String>,
    /// The value of `origin`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The value of `integration`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub integration: Option<String>,
    /// The value of `settings`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<Map<String, Value>>,
    /// The value of `options`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub options: Option<Map<String, Value>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for AgentRun {
    const NAME: &'static str = "AgentRun";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut this.id)?,
                "createdAt" => fields.optional("createdAt", &mut this.created_at)?,
                "status" => fields.optional("status", &mut this.status)?,
                "targetHint" => fields.optional("targetHint", &mut this.target_hint)?,
                "origin" => fields.optional("origin", &mut this.origin)?,
                "integration" => fields.optional("integration", &mut this.integration)?,
                "settings" => fields.optional("settings", &mut this.settings)?,
                "options" => fields.optional("options", &mut this.options)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(AgentRun);
/// The schema `AgentSnapshot`.
///
/// Answer of `GET /agent/{jobId}/snapshots/{snapshotId}`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct AgentSnapshot {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `snapshotId`.
    #[serde(rename = "snapshotId", skip_serializing_if = "Option::is_none")]
    pub snapshot_id: Option<String>,
    /// The value of `snapshot`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<Value>,
    /// The value of `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for AgentSnapshot {
    const NAME: &'static str = "AgentSnapshot";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "id" => fields.optional("id", &mut this.id)?,
                "snapshotId" => fields.optional("snapshotId", &mut this.snapshot_id)?,
                "snapshot" => fields.optional("snapshot", &mut this.snapshot)?,
                "error" => fields.optional("error", &mut this.error)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(AgentSnapshot);
/// The schema `AgentStatus`.
///
/// Answer of `GET /agent/{jobId}`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct AgentStatus {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<JobState>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Value>,
    /// The value of `model`.
    ///
    /// The server's default is `"spark-1-pro"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// The value of `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Value>,
    /// The value of `expiresAt`.
    #[serde(rename = "expiresAt", skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// The value of `creditsUsed`.
    #[serde(
        rename = "creditsUsed",
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub credits_used: Option<f64>,
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `threadId`.
    #[serde(rename = "threadId", skip_serializing_if = "Option::is_none")]
    pub thread_id: Option<String>,
    /// The value of `threadTurn`.
    #[serde(rename = "threadTurn", skip_serializing_if = "Option::is_none")]
    pub thread_turn: Option<i64>,
    /// The value of `mode`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// The value of `message`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The value of `suggestions`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestions: Option<Vec<AgentSuggestion>>,
    /// The value of `pendingApproval`.
    #[serde(rename = "pendingApproval", skip_serializing_if = "Option::is_none")]
    pub pending_approval: Option<Value>,
    /// The value of `exchange`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchange: Option<Value>,
    /// The value of `effort`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effort: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for AgentStatus {
    const NAME: &'static str = "AgentStatus";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "status" => fields.optional("status", &mut this.status)?,
                "data" => fields.optional("data", &mut this.data)?,
                "model" => fields.optional("model", &mut this.model)?,
                "error" => fields.optional("error", &mut this.error)?,
                "expiresAt" => fields.optional("expiresAt", &mut this.expires_at)?,
                "creditsUsed" => fields.optional("creditsUsed", &mut this.credits_used)?,
                "id" => fields.optional("id", &mut this.id)?,
                "threadId" => fields.optional("threadId", &mut this.thread_id)?,
                "threadTurn" => fields.optional("threadTurn", &mut this.thread_turn)?,
                "mode" => fields.optional("mode", &mut this.mode)?,
                "message" => fields.optional("message", &mut this.message)?,
                "suggestions" => fields.optional("suggestions", &mut this.suggestions)?,
                "pendingApproval" => {
                    fields.optional("pendingApproval", &mut this.pending_approval)?
                }
                "exchange" => fields.optional("exchange", &mut this.exchange)?,
                "effort" => fields.optional("effort", &mut this.effort)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(AgentStatus);
/// The schema `AgentSuggestion`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct AgentSuggestion {
    /// The value of `label`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The value of `prompt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for AgentSuggestion {
    const NAME: &'static str = "AgentSuggestion";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "label" => fields.optional("label", &mut this.label)?,
                "prompt" => fields.optional("prompt", &mut this.prompt)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(AgentSuggestion);
/// The schema `AgentThread`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct AgentThread {
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `createdAt`.
    #[serde(rename = "createdAt", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// The value of `updatedAt`.
    #[serde(rename = "updatedAt", skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// The value of `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The value of `runs`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub runs: Option<Vec<AgentThreadRun>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for AgentThread {
    const NAME: &'static str = "AgentThread";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut this.id)?,
                "createdAt" => fields.optional("createdAt", &mut this.created_at)?,
                "updatedAt" => fields.optional("updatedAt", &mut this.updated_at)?,
                "status" => fields.optional("status", &mut this.status)?,
                "runs" => fields.optional("runs", &mut this.runs)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(AgentThread);
/// The schema `AgentThreadResponse`.
///
/// Answer of `GET /agent/threads/{threadId}`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct AgentThreadResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `thread`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread: Option<AgentThread>,
    /// The value of `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for AgentThreadResponse {
    const NAME: &'static str = "AgentThreadResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "thread" => fields.optional("thread", &mut this.thread)?,
                "error" => fields.optional("error", &mut this.error)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(AgentThreadResponse);
/// The schema `AgentThreadRun`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct AgentThreadRun {
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `turn`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn: Option<i64>,
    /// The value of `mode`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// The value of `prompt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// The value of `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The value of `createdAt`.
    #[serde(rename = "createdAt", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// The value of `finishedAt`.
    #[serde(rename = "finishedAt", skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
    /// The value of `creditsUsed`.
    #[serde(
        rename = "creditsUsed",
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub credits_used: Option<f64>,
    /// The value of `message`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Value>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for AgentThreadRun {
    const NAME: &'static str = "AgentThreadRun";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut this.id)?,
                "turn" => fields.optional("turn", &mut this.turn)?,
                "mode" => fields.optional("mode", &mut this.mode)?,
                "prompt" => fields.optional("prompt", &mut this.prompt)?,
                "status" => fields.optional("status", &mut this.status)?,
                "createdAt" => fields.optional("createdAt", &mut this.created_at)?,
                "finishedAt" => fields.optional("finishedAt", &mut this.finished_at)?,
                "creditsUsed" => fields.optional("creditsUsed", &mut this.credits_used)?,
                "message" => fields.optional("message", &mut this.message)?,
                "data" => fields.optional("data", &mut this.data)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(AgentThreadRun);
/// The schema `AgentTrace`.
///
/// Answer of `GET /agent/{jobId}/trace`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct AgentTrace {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `events`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<AgentTraceEvent>>,
    /// The value of `creditsUsed`.
    #[serde(
        rename = "creditsUsed",
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub credits_used: Option<f64>,
    /// The value of `activeBrowserSessions`.
    #[serde(rename = "activeBrowserSessions", skip_serializing_if = "Option::is_none")]
    pub active_browser_sessions: Option<Vec<AgentBrowserSession>>,
    /// The value of `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for AgentTrace {
    const NAME: &'static str = "AgentTrace";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "id" => fields.optional("id", &mut this.id)?,
                "events" => fields.optional("events", &mut this.events)?,
                "creditsUsed" => fields.optional("creditsUsed", &mut this.credits_used)?,
                "activeBrowserSessions" => {
                    fields
                        .optional(
                            "activeBrowserSessions",
                            &mut this.active_browser_sessions,
                        )?
                }
                "error" => fields.optional("error", &mut this.error)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(AgentTrace);
/// The schema `AgentTraceEvent`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct AgentTraceEvent {
    /// The value of `type`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<String>,
    /// The value of `eventId`.
    #[serde(rename = "eventId", skip_serializing_if = "Option::is_none")]
    pub event_id: Option<String>,
    /// The value of `runId`.
    #[serde(rename = "runId", skip_serializing_if = "Option::is_none")]
    pub run_id: Option<String>,
    /// The value of `occurredAt`.
    #[serde(rename = "occurredAt", skip_serializing_if = "Option::is_none")]
    pub occurred_at: Option<Timestamp>,
    /// The value of `agent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent: Option<Map<String, Value>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for AgentTraceEvent {
    const NAME: &'static str = "AgentTraceEvent";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "type" => fields.optional("type", &mut this.type_)?,
                "eventId" => fields.optional("eventId", &mut this.event_id)?,
                "runId" => fields.optional("runId", &mut this.run_id)?,
                "occurredAt" => fields.optional("occurredAt", &mut this.occurred_at)?,
                "agent" => fields.optional("agent", &mut this.agent)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(AgentTraceEvent);
/// The schema `AttributeValues`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct AttributeValues {
    /// The value of `selector`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub selector: Option<String>,
    /// The value of `attribute`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attribute: Option<String>,
    /// The value of `values`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<Vec<String>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for AttributeValues {
    const NAME: &'static str = "AttributeValues";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "selector" => fields.optional("selector", &mut this.selector)?,
                "attribute" => fields.optional("attribute", &mut this.attribute)?,
                "values" => fields.optional("values", &mut this.values)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(AttributeValues);
/// The schema `Availability`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct Availability {
    /// The value of `inStock`.
    #[serde(rename = "inStock")]
    pub in_stock: bool,
    /// The value of `text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for Availability {
    const NAME: &'static str = "Availability";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut in_stock = None;
        let mut text = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "inStock" => fields.required("inStock", &mut in_stock)?,
                "text" => fields.optional("text", &mut text)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            in_stock: fields.present("inStock", in_stock)?,
            text,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(Availability);
/// The schema `BlockConfidence`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BlockConfidence {
    /// The value of `layout`.
    #[serde(
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub layout: Option<f64>,
    /// The value of `ocr`.
    #[serde(
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub ocr: Option<f64>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BlockConfidence {
    const NAME: &'static str = "BlockConfidence";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "layout" => fields.optional("layout", &mut this.layout)?,
                "ocr" => fields.optional("ocr", &mut this.ocr)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BlockConfidence);
/// The schema `BlockItem`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BlockItem {
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `type`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<String>,
    /// The value of `label`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The value of `bbox`.
    ///
    /// Exactly 4 entries.
    #[serde(
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub bbox: Option<Vec<f64>>,
    /// The value of `content`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// The value of `markdownSpan`.
    ///
    /// Exactly 2 entries.
    #[serde(rename = "markdownSpan", skip_serializing_if = "Option::is_none")]
    pub markdown_span: Option<Vec<i64>>,
    /// The value of `readingOrder`.
    #[serde(rename = "readingOrder", skip_serializing_if = "Option::is_none")]
    pub reading_order: Option<i64>,
    /// The value of `source`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The value of `confidence`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<BlockConfidence>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BlockItem {
    const NAME: &'static str = "BlockItem";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut this.id)?,
                "type" => fields.optional("type", &mut this.type_)?,
                "label" => fields.optional("label", &mut this.label)?,
                "bbox" => fields.optional("bbox", &mut this.bbox)?,
                "content" => fields.optional("content", &mut this.content)?,
                "markdownSpan" => {
                    fields.optional("markdownSpan", &mut this.markdown_span)?
                }
                "readingOrder" => {
                    fields.optional("readingOrder", &mut this.reading_order)?
                }
                "source" => fields.optional("source", &mut this.source)?,
                "confidence" => fields.optional("confidence", &mut this.confidence)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BlockItem);
/// The schema `Branding`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct Branding {
    /// The value of `colorScheme`.
    #[serde(rename = "colorScheme", skip_serializing_if = "Option::is_none")]
    pub color_scheme: Option<ColorScheme>,
    /// The value of `logo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// The value of `colors`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colors: Option<BrandingColors>,
    /// The value of `fonts`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fonts: Option<Vec<BrandingFont>>,
    /// The value of `typography`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub typography: Option<BrandingTypography>,
    /// The value of `spacing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub spacing: Option<BrandingSpacing>,
    /// The value of `components`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub components: Option<BrandingComponents>,
    /// The value of `icons`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub icons: Option<Map<String, Value>>,
    /// The value of `images`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub images: Option<BrandingImages>,
    /// The value of `animations`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub animations: Option<Map<String, Value>>,
    /// The value of `layout`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<Map<String, Value>>,
    /// The value of `personality`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personality: Option<Map<String, Value>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for Branding {
    const NAME: &'static str = "Branding";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "colorScheme" => fields.optional("colorScheme", &mut this.color_scheme)?,
                "logo" => fields.optional("logo", &mut this.logo)?,
                "colors" => fields.optional("colors", &mut this.colors)?,
                "fonts" => fields.optional("fonts", &mut this.fonts)?,
                "typography" => fields.optional("typography", &mut this.typography)?,
                "spacing" => fields.optional("spacing", &mut this.spacing)?,
                "components" => fields.optional("components", &mut this.components)?,
                "icons" => fields.optional("icons", &mut this.icons)?,
                "images" => fields.optional("images", &mut this.images)?,
                "animations" => fields.optional("animations", &mut this.animations)?,
                "layout" => fields.optional("layout", &mut this.layout)?,
                "personality" => fields.optional("personality", &mut this.personality)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(Branding);
/// The schema `BrandingButton`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BrandingButton {
    /// The value of `background`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// The value of `textColor`.
    #[serde(rename = "textColor", skip_serializing_if = "Option::is_none")]
    pub text_color: Option<String>,
    /// The value of `borderRadius`.
    #[serde(rename = "borderRadius", skip_serializing_if = "Option::is_none")]
    pub border_radius: Option<String>,
    /// The value of `borderColor`.
    #[serde(rename = "borderColor", skip_serializing_if = "Option::is_none")]
    pub border_color: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BrandingButton {
    const NAME: &'static str = "BrandingButton";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "background" => fields.optional("background", &mut this.background)?,
                "textColor" => fields.optional("textColor", &mut this.text_color)?,
                "borderRadius" => {
                    fields.optional("borderRadius", &mut this.border_radius)?
                }
                "borderColor" => fields.optional("borderColor", &mut this.border_color)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BrandingButton);
/// The schema `BrandingColors`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BrandingColors {
    /// The value of `primary`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<String>,
    /// The value of `secondary`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secondary: Option<String>,
    /// The value of `accent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent: Option<String>,
    /// The value of `background`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
    /// The value of `textPrimary`.
    #[serde(rename = "textPrimary", skip_serializing_if = "Option::is_none")]
    pub text_primary: Option<String>,
    /// The value of `textSecondary`.
    #[serde(rename = "textSecondary", skip_serializing_if = "Option::is_none")]
    pub text_secondary: Option<String>,
    /// The value of `link`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<String>,
    /// The value of `warning`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
    /// The value of `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BrandingColors {
    const NAME: &'static str = "BrandingColors";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "primary" => fields.optional("primary", &mut this.primary)?,
                "secondary" => fields.optional("secondary", &mut this.secondary)?,
                "accent" => fields.optional("accent", &mut this.accent)?,
                "background" => fields.optional("background", &mut this.background)?,
                "textPrimary" => fields.optional("textPrimary", &mut this.text_primary)?,
                "textSecondary" => {
                    fields.optional("textSecondary", &mut this.text_secondary)?
                }
                "link" => fields.optional("link", &mut this.link)?,
                "success" => fields.optional("success", &mut this.success)?,
                "warning" => fields.optional("warning", &mut this.warning)?,
                "error" => fields.optional("error", &mut this.error)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BrandingColors);
/// The schema `BrandingComponents`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BrandingComponents {
    /// The value of `buttonPrimary`.
    #[serde(rename = "buttonPrimary", skip_serializing_if = "Option::is_none")]
    pub button_primary: Option<BrandingButton>,
    /// The value of `buttonSecondary`.
    #[serde(rename = "buttonSecondary", skip_serializing_if = "Option::is_none")]
    pub button_secondary: Option<BrandingButton>,
    /// The value of `input`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<Map<String, Value>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BrandingComponents {
    const NAME: &'static str = "BrandingComponents";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "buttonPrimary" => {
                    fields.optional("buttonPrimary", &mut this.button_primary)?
                }
                "buttonSecondary" => {
                    fields.optional("buttonSecondary", &mut this.button_secondary)?
                }
                "input" => fields.optional("input", &mut this.input)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BrandingComponents);
/// The schema `BrandingFont`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BrandingFont {
    /// The value of `family`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BrandingFont {
    const NAME: &'static str = "BrandingFont";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "family" => fields.optional("family", &mut this.family)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BrandingFont);
/// The schema `BrandingFontFamilies`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BrandingFontFamilies {
    /// The value of `primary`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub primary: Option<String>,
    /// The value of `heading`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// The value of `code`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BrandingFontFamilies {
    const NAME: &'static str = "BrandingFontFamilies";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "primary" => fields.optional("primary", &mut this.primary)?,
                "heading" => fields.optional("heading", &mut this.heading)?,
                "code" => fields.optional("code", &mut this.code)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BrandingFontFamilies);
/// The schema `BrandingFontSizes`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BrandingFontSizes {
    /// The value of `h1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub h1: Option<String>,
    /// The value of `h2`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub h2: Option<String>,
    /// The value of `h3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub h3: Option<String>,
    /// The value of `body`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BrandingFontSizes {
    const NAME: &'static str = "BrandingFontSizes";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "h1" => fields.optional("h1", &mut this.h1)?,
                "h2" => fields.optional("h2", &mut this.h2)?,
                "h3" => fields.optional("h3", &mut this.h3)?,
                "body" => fields.optional("body", &mut this.body)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BrandingFontSizes);
/// The schema `BrandingFontWeights`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BrandingFontWeights {
    /// The value of `light`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub light: Option<i64>,
    /// The value of `regular`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regular: Option<i64>,
    /// The value of `medium`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medium: Option<i64>,
    /// The value of `bold`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bold: Option<i64>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BrandingFontWeights {
    const NAME: &'static str = "BrandingFontWeights";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "light" => fields.optional("light", &mut this.light)?,
                "regular" => fields.optional("regular", &mut this.regular)?,
                "medium" => fields.optional("medium", &mut this.medium)?,
                "bold" => fields.optional("bold", &mut this.bold)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BrandingFontWeights);
/// The schema `BrandingImages`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BrandingImages {
    /// The value of `logo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<String>,
    /// The value of `favicon`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub favicon: Option<String>,
    /// The value of `ogImage`.
    #[serde(rename = "ogImage", skip_serializing_if = "Option::is_none")]
    pub og_image: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BrandingImages {
    const NAME: &'static str = "BrandingImages";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "logo" => fields.optional("logo", &mut this.logo)?,
                "favicon" => fields.optional("favicon", &mut this.favicon)?,
                "ogImage" => fields.optional("ogImage", &mut this.og_image)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BrandingImages);
/// The schema `BrandingLineHeights`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BrandingLineHeights {
    /// The value of `heading`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub heading: Option<String>,
    /// The value of `body`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BrandingLineHeights {
    const NAME: &'static str = "BrandingLineHeights";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "heading" => fields.optional("heading", &mut this.heading)?,
                "body" => fields.optional("body", &mut this.body)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BrandingLineHeights);
/// The schema `BrandingSpacing`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BrandingSpacing {
    /// The value of `baseUnit`.
    #[serde(rename = "baseUnit", skip_serializing_if = "Option::is_none")]
    pub base_unit: Option<i64>,
    /// The value of `borderRadius`.
    #[serde(rename = "borderRadius", skip_serializing_if = "Option::is_none")]
    pub border_radius: Option<String>,
    /// The value of `padding`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub padding: Option<Map<String, Value>>,
    /// The value of `margins`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub margins: Option<Map<String, Value>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BrandingSpacing {
    const NAME: &'static str = "BrandingSpacing";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "baseUnit" => fields.optional("baseUnit", &mut this.base_unit)?,
                "borderRadius" => {
                    fields.optional("borderRadius", &mut this.border_radius)?
                }
                "padding" => fields.optional("padding", &mut this.padding)?,
                "margins" => fields.optional("margins", &mut this.margins)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BrandingSpacing);
/// The schema `BrandingTypography`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BrandingTypography {
    /// The value of `fontFamilies`.
    #[serde(rename = "fontFamilies", skip_serializing_if = "Option::is_none")]
    pub font_families: Option<BrandingFontFamilies>,
    /// The value of `fontSizes`.
    #[serde(rename = "fontSizes", skip_serializing_if = "Option::is_none")]
    pub font_sizes: Option<BrandingFontSizes>,
    /// The value of `fontWeights`.
    #[serde(rename = "fontWeights", skip_serializing_if = "Option::is_none")]
    pub font_weights: Option<BrandingFontWeights>,
    /// The value of `lineHeights`.
    #[serde(rename = "lineHeights", skip_serializing_if = "Option::is_none")]
    pub line_heights: Option<BrandingLineHeights>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BrandingTypography {
    const NAME: &'static str = "BrandingTypography";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "fontFamilies" => {
                    fields.optional("fontFamilies", &mut this.font_families)?
                }
                "fontSizes" => fields.optional("fontSizes", &mut this.font_sizes)?,
                "fontWeights" => fields.optional("fontWeights", &mut this.font_weights)?,
                "lineHeights" => fields.optional("lineHeights", &mut this.line_heights)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BrandingTypography);
/// The schema `BrowserCodeResponse`.
///
/// Answer of `POST /interact/{sessionId}/execute`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BrowserCodeResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `stdout`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stdout: Option<String>,
    /// The value of `result`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// The value of `stderr`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stderr: Option<String>,
    /// The value of `exitCode`.
    #[serde(rename = "exitCode", skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i64>,
    /// The value of `killed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub killed: Option<bool>,
    /// The value of `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BrowserCodeResponse {
    const NAME: &'static str = "BrowserCodeResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "stdout" => fields.optional("stdout", &mut this.stdout)?,
                "result" => fields.optional("result", &mut this.result)?,
                "stderr" => fields.optional("stderr", &mut this.stderr)?,
                "exitCode" => fields.optional("exitCode", &mut this.exit_code)?,
                "killed" => fields.optional("killed", &mut this.killed)?,
                "error" => fields.optional("error", &mut this.error)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BrowserCodeResponse);
/// The schema `BrowserSession`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BrowserSession {
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<BrowserSessionStatus>,
    /// The value of `cdpUrl`.
    #[serde(rename = "cdpUrl", skip_serializing_if = "Option::is_none")]
    pub cdp_url: Option<String>,
    /// The value of `liveViewUrl`.
    #[serde(rename = "liveViewUrl", skip_serializing_if = "Option::is_none")]
    pub live_view_url: Option<String>,
    /// The value of `interactiveLiveViewUrl`.
    #[serde(rename = "interactiveLiveViewUrl", skip_serializing_if = "Option::is_none")]
    pub interactive_live_view_url: Option<String>,
    /// The value of `streamWebView`.
    #[serde(rename = "streamWebView", skip_serializing_if = "Option::is_none")]
    pub stream_web_view: Option<bool>,
    /// The value of `createdAt`.
    #[serde(rename = "createdAt", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// The value of `lastActivity`.
    #[serde(rename = "lastActivity", skip_serializing_if = "Option::is_none")]
    pub last_activity: Option<Timestamp>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BrowserSession {
    const NAME: &'static str = "BrowserSession";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut this.id)?,
                "status" => fields.optional("status", &mut this.status)?,
                "cdpUrl" => fields.optional("cdpUrl", &mut this.cdp_url)?,
                "liveViewUrl" => fields.optional("liveViewUrl", &mut this.live_view_url)?,
                "interactiveLiveViewUrl" => {
                    fields
                        .optional(
                            "interactiveLiveViewUrl",
                            &mut this.interactive_live_view_url,
                        )?
                }
                "streamWebView" => {
                    fields.optional("streamWebView", &mut this.stream_web_view)?
                }
                "createdAt" => fields.optional("createdAt", &mut this.created_at)?,
                "lastActivity" => {
                    fields.optional("lastActivity", &mut this.last_activity)?
                }
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BrowserSession);
/// The schema `BrowserSessionEnded`.
///
/// Answer of `DELETE /interact/{sessionId}`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BrowserSessionEnded {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `sessionDurationMs`.
    #[serde(rename = "sessionDurationMs", skip_serializing_if = "Option::is_none")]
    pub session_duration_ms: Option<i64>,
    /// The value of `creditsBilled`.
    #[serde(
        rename = "creditsBilled",
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub credits_billed: Option<f64>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BrowserSessionEnded {
    const NAME: &'static str = "BrowserSessionEnded";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "sessionDurationMs" => {
                    fields.optional("sessionDurationMs", &mut this.session_duration_ms)?
                }
                "creditsBilled" => {
                    fields.optional("creditsBilled", &mut this.credits_billed)?
                }
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BrowserSessionEnded);
/// The schema `BrowserSessionList`.
///
/// Answer of `GET /interact`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BrowserSessionList {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `sessions`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sessions: Option<Vec<BrowserSession>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BrowserSessionList {
    const NAME: &'static str = "BrowserSessionList";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "sessions" => fields.optional("sessions", &mut this.sessions)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BrowserSessionList);
/// The schema `BrowserSessionStarted`.
///
/// Answer of `POST /interact`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct BrowserSessionStarted {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `cdpUrl`.
    #[serde(rename = "cdpUrl", skip_serializing_if = "Option::is_none")]
    pub cdp_url: Option<String>,
    /// The value of `liveViewUrl`.
    #[serde(rename = "liveViewUrl", skip_serializing_if = "Option::is_none")]
    pub live_view_url: Option<String>,
    /// The value of `interactiveLiveViewUrl`.
    #[serde(rename = "interactiveLiveViewUrl", skip_serializing_if = "Option::is_none")]
    pub interactive_live_view_url: Option<String>,
    /// The value of `expiresAt`.
    #[serde(rename = "expiresAt", skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for BrowserSessionStarted {
    const NAME: &'static str = "BrowserSessionStarted";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "id" => fields.optional("id", &mut this.id)?,
                "cdpUrl" => fields.optional("cdpUrl", &mut this.cdp_url)?,
                "liveViewUrl" => fields.optional("liveViewUrl", &mut this.live_view_url)?,
                "interactiveLiveViewUrl" => {
                    fields
                        .optional(
                            "interactiveLiveViewUrl",
                            &mut this.interactive_live_view_url,
                        )?
                }
                "expiresAt" => fields.optional("expiresAt", &mut this.expires_at)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(BrowserSessionStarted);
/// The schema `ChangeDiff`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ChangeDiff {
    /// The value of `text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The value of `json`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub json: Option<Value>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ChangeDiff {
    const NAME: &'static str = "ChangeDiff";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "text" => fields.optional("text", &mut this.text)?,
                "json" => fields.optional("json", &mut this.json)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ChangeDiff);
/// The schema `ChangeStatus`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChangeStatus {
    /// The value `new`.
    New,
    /// The value `same`.
    Same,
    /// The value `changed`.
    Changed,
    /// The value `removed`.
    Removed,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl ChangeStatus {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::New => "new",
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "new" => Some(Self::New),
            "same" => Some(Self::Same),
            "changed" => Some(Self::Changed),
            "removed" => Some(Self::Removed),
            _ => None,
        }
    }
}
crate::wire::open_enum!(ChangeStatus);
/// The schema `ChangeTracking`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ChangeTracking {
    /// The value of `previousScrapeAt`.
    #[serde(rename = "previousScrapeAt", skip_serializing_if = "Option::is_none")]
    pub previous_scrape_at: Option<Timestamp>,
    /// The value of `changeStatus`.
    #[serde(rename = "changeStatus", skip_serializing_if = "Option::is_none")]
    pub change_status: Option<ChangeStatus>,
    /// The value of `visibility`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub visibility: Option<ChangeVisibility>,
    /// The value of `diff`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diff: Option<ChangeDiff>,
    /// The value of `json`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub json: Option<Map<String, Value>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ChangeTracking {
    const NAME: &'static str = "ChangeTracking";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "previousScrapeAt" => {
                    fields.optional("previousScrapeAt", &mut this.previous_scrape_at)?
                }
                "changeStatus" => {
                    fields.optional("changeStatus", &mut this.change_status)?
                }
                "visibility" => fields.optional("visibility", &mut this.visibility)?,
                "diff" => fields.optional("diff", &mut this.diff)?,
                "json" => fields.optional("json", &mut this.json)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ChangeTracking);
/// The schema `ChangeVisibility`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ChangeVisibility {
    /// The value `visible`.
    Visible,
    /// The value `hidden`.
    Hidden,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl ChangeVisibility {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Visible => "visible",
            Self::Hidden => "hidden",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "visible" => Some(Self::Visible),
            "hidden" => Some(Self::Hidden),
            _ => None,
        }
    }
}
crate::wire::open_enum!(ChangeVisibility);
/// The schema `ColorScheme`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ColorScheme {
    /// The value `light`.
    Light,
    /// The value `dark`.
    Dark,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl ColorScheme {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "light" => Some(Self::Light),
            "dark" => Some(Self::Dark),
            _ => None,
        }
    }
}
crate::wire::open_enum!(ColorScheme);
/// The schema `Concurrency`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct Concurrency {
    /// The value of `concurrency`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concurrency: Option<i64>,
    /// The value of `maxConcurrency`.
    #[serde(rename = "maxConcurrency", skip_serializing_if = "Option::is_none")]
    pub max_concurrency: Option<i64>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for Concurrency {
    const NAME: &'static str = "Concurrency";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "concurrency" => fields.optional("concurrency", &mut this.concurrency)?,
                "maxConcurrency" => {
                    fields.optional("maxConcurrency", &mut this.max_concurrency)?
                }
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(Concurrency);
/// The schema `ConcurrencyResponse`.
///
/// Answer of `GET /concurrency-check`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ConcurrencyResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `concurrency`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub concurrency: Option<i64>,
    /// The value of `maxConcurrency`.
    #[serde(rename = "maxConcurrency", skip_serializing_if = "Option::is_none")]
    pub max_concurrency: Option<i64>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Concurrency>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ConcurrencyResponse {
    const NAME: &'static str = "ConcurrencyResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "concurrency" => fields.optional("concurrency", &mut this.concurrency)?,
                "maxConcurrency" => {
                    fields.optional("maxConcurrency", &mut this.max_concurrency)?
                }
                "data" => fields.optional("data", &mut this.data)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ConcurrencyResponse);
/// The schema `Confidence`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Confidence {
    /// The value `high`.
    High,
    /// The value `medium`.
    Medium,
    /// The value `low`.
    Low,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl Confidence {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "high" => Some(Self::High),
            "medium" => Some(Self::Medium),
            "low" => Some(Self::Low),
            _ => None,
        }
    }
}
crate::wire::open_enum!(Confidence);
/// The schema `CoverageState`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CoverageState {
    /// The value `ok`.
    Ok,
    /// The value `degraded`.
    Degraded,
    /// The value `unavailable`.
    Unavailable,
    /// The value `skipped`.
    Skipped,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl CoverageState {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Ok => "ok",
            Self::Degraded => "degraded",
            Self::Unavailable => "unavailable",
            Self::Skipped => "skipped",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "ok" => Some(Self::Ok),
            "degraded" => Some(Self::Degraded),
            "unavailable" => Some(Self::Unavailable),
            "skipped" => Some(Self::Skipped),
            _ => None,
        }
    }
}
crate::wire::open_enum!(CoverageState);
/// The schema `CrawlParams`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct CrawlParams {
    /// The value of `url`.
    ///
    /// A URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The value of `includePaths`.
    #[serde(rename = "includePaths", skip_serializing_if = "Option::is_none")]
    pub include_paths: Option<Vec<String>>,
    /// The value of `excludePaths`.
    #[serde(rename = "excludePaths", skip_serializing_if = "Option::is_none")]
    pub exclude_paths: Option<Vec<String>>,
    /// The value of `maxDepth`.
    #[serde(rename = "maxDepth", skip_serializing_if = "Option::is_none")]
    pub max_depth: Option<i64>,
    /// The value of `maxDiscoveryDepth`.
    #[serde(rename = "maxDiscoveryDepth", skip_serializing_if = "Option::is_none")]
    pub max_discovery_depth: Option<i64>,
    /// The value of `crawlEntireDomain`.
    #[serde(rename = "crawlEntireDomain", skip_serializing_if = "Option::is_none")]
    pub crawl_entire_domain: Option<bool>,
    /// The value of `allowExternalLinks`.
    #[serde(rename = "allowExternalLinks", skip_serializing_if = "Option::is_none")]
    pub allow_external_links: Option<bool>,
    /// The value of `allowSubdomains`.
    #[serde(rename = "allowSubdomains", skip_serializing_if = "Option::is_none")]
    pub allow_subdomains: Option<bool>,
    /// The value of `sitemap`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sitemap: Option<SitemapMode>,
    /// The value of `ignoreQueryParameters`.
    #[serde(rename = "ignoreQueryParameters", skip_serializing_if = "Option::is_none")]
    pub ignore_query_parameters: Option<bool>,
    /// The value of `ignoreRobotsTxt`.
    #[serde(rename = "ignoreRobotsTxt", skip_serializing_if = "Option::is_none")]
    pub ignore_robots_txt: Option<bool>,
    /// The value of `robotsUserAgent`.
    #[serde(rename = "robotsUserAgent", skip_serializing_if = "Option::is_none")]
    pub robots_user_agent: Option<String>,
    /// The value of `deduplicateSimilarURLs`.
    #[serde(rename = "deduplicateSimilarURLs", skip_serializing_if = "Option::is_none")]
    pub deduplicate_similar_urls: Option<bool>,
    /// The value of `delay`.
    ///
    /// In seconds.
    #[serde(
        rename = "delay",
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub delay_secs: Option<f64>,
    /// The value of `limit`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for CrawlParams {
    const NAME: &'static str = "CrawlParams";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "url" => fields.optional("url", &mut this.url)?,
                "includePaths" => {
                    fields.optional("includePaths", &mut this.include_paths)?
                }
                "excludePaths" => {
                    fields.optional("excludePaths", &mut this.exclude_paths)?
                }
                "maxDepth" => fields.optional("maxDepth", &mut this.max_depth)?,
                "maxDiscoveryDepth" => {
                    fields.optional("maxDiscoveryDepth", &mut this.max_discovery_depth)?
                }
                "crawlEntireDomain" => {
                    fields.optional("crawlEntireDomain", &mut this.crawl_entire_domain)?
                }
                "allowExternalLinks" => {
                    fields
                        .optional("allowExternalLinks", &mut this.allow_external_links)?
                }
                "allowSubdomains" => {
                    fields.optional("allowSubdomains", &mut this.allow_subdomains)?
                }
                "sitemap" => fields.optional("sitemap", &mut this.sitemap)?,
                "ignoreQueryParameters" => {
                    fields
                        .optional(
                            "ignoreQueryParameters",
                            &mut this.ignore_query_parameters,
                        )?
                }
                "ignoreRobotsTxt" => {
                    fields.optional("ignoreRobotsTxt", &mut this.ignore_robots_txt)?
                }
                "robotsUserAgent" => {
                    fields.optional("robotsUserAgent", &mut this.robots_user_agent)?
                }
                "deduplicateSimilarURLs" => {
                    fields
                        .optional(
                            "deduplicateSimilarURLs",
                            &mut this.deduplicate_similar_urls,
                        )?
                }
                "delay" => fields.optional("delay", &mut this.delay_secs)?,
                "limit" => fields.optional("limit", &mut this.limit)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(CrawlParams);
/// The schema `CrawlParamsResponse`.
///
/// Answer of `POST /crawl/params-preview`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct CrawlParamsResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<CrawlParams>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for CrawlParamsResponse {
    const NAME: &'static str = "CrawlParamsResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "data" => fields.optional("data", &mut this.data)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(CrawlParamsResponse);
/// The schema `CreditHistory`.
///
/// Answer of `GET /team/credit-usage/historical`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct CreditHistory {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `periods`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub periods: Option<Vec<CreditPeriod>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for CreditHistory {
    const NAME: &'static str = "CreditHistory";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "periods" => fields.optional("periods", &mut this.periods)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(CreditHistory);
/// The schema `CreditPeriod`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct CreditPeriod {
    /// The value of `startDate`.
    #[serde(rename = "startDate", skip_serializing_if = "Option::is_none")]
    pub start_date: Option<Timestamp>,
    /// The value of `endDate`.
    #[serde(rename = "endDate", skip_serializing_if = "Option::is_none")]
    pub end_date: Option<Timestamp>,
    /// The value of `apiKey`.
    #[serde(rename = "apiKey", skip_serializing_if = "Option::is_none")]
    pub api_key: Option<String>,
    /// The value of `totalCredits`.
    #[serde(rename = "totalCredits", skip_serializing_if = "Option::is_none")]
    pub total_credits: Option<i64>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for CreditPeriod {
    const NAME: &'static str = "CreditPeriod";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "startDate" => fields.optional("startDate", &mut this.start_date)?,
                "endDate" => fields.optional("endDate", &mut this.end_date)?,
                "apiKey" => fields.optional("apiKey", &mut this.api_key)?,
                "totalCredits" => {
                    fields.optional("totalCredits", &mut this.total_credits)?
                }
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(CreditPeriod);
/// The schema `CreditUsage`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct CreditUsage {
    /// The value of `remainingCredits`.
    #[serde(
        rename = "remainingCredits",
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub remaining_credits: Option<f64>,
    /// The value of `planCredits`.
    #[serde(
        rename = "planCredits",
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub plan_credits: Option<f64>,
    /// The value of `billingPeriodStart`.
    #[serde(rename = "billingPeriodStart", skip_serializing_if = "Option::is_none")]
    pub billing_period_start: Option<Timestamp>,
    /// The value of `billingPeriodEnd`.
    #[serde(rename = "billingPeriodEnd", skip_serializing_if = "Option::is_none")]
    pub billing_period_end: Option<Timestamp>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for CreditUsage {
    const NAME: &'static str = "CreditUsage";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "remainingCredits" => {
                    fields.optional("remainingCredits", &mut this.remaining_credits)?
                }
                "planCredits" => fields.optional("planCredits", &mut this.plan_credits)?,
                "billingPeriodStart" => {
                    fields
                        .optional("billingPeriodStart", &mut this.billing_period_start)?
                }
                "billingPeriodEnd" => {
                    fields.optional("billingPeriodEnd", &mut this.billing_period_end)?
                }
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(CreditUsage);
/// The schema `CreditUsageResponse`.
///
/// Answer of `GET /team/credit-usage`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct CreditUsageResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<CreditUsage>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for CreditUsageResponse {
    const NAME: &'static str = "CreditUsageResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "data" => fields.optional("data", &mut this.data)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(CreditUsageResponse);
/// The schema `DeveloperCoverage`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct DeveloperCoverage {
    /// The value of `doc`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doc: Option<CoverageState>,
    /// The value of `issue`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<CoverageState>,
    /// The value of `pull_request`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pull_request: Option<CoverageState>,
    /// The value of `readme`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readme: Option<CoverageState>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for DeveloperCoverage {
    const NAME: &'static str = "DeveloperCoverage";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "doc" => fields.optional("doc", &mut this.doc)?,
                "issue" => fields.optional("issue", &mut this.issue)?,
                "pull_request" => {
                    fields.optional("pull_request", &mut this.pull_request)?
                }
                "readme" => fields.optional("readme", &mut this.readme)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(DeveloperCoverage);
/// The schema `DeveloperPassage`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct DeveloperPassage {
    /// The value of `text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for DeveloperPassage {
    const NAME: &'static str = "DeveloperPassage";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "text" => fields.optional("text", &mut this.text)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(DeveloperPassage);
/// The schema `DeveloperSearchResponse`.
///
/// Answer of `GET /search/developer`, `POST /search/developer`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct DeveloperSearchResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `results`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub results: Option<Vec<DeveloperSearchResult>>,
    /// The value of `coverage`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<DeveloperCoverage>,
    /// The value of `reranked`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reranked: Option<bool>,
    /// The value of `repos`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repos: Option<Vec<IndexedRepo>>,
    /// The value of `sources`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<Vec<IndexedSource>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for DeveloperSearchResponse {
    const NAME: &'static str = "DeveloperSearchResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "results" => fields.optional("results", &mut this.results)?,
                "coverage" => fields.optional("coverage", &mut this.coverage)?,
                "reranked" => fields.optional("reranked", &mut this.reranked)?,
                "repos" => fields.optional("repos", &mut this.repos)?,
                "sources" => fields.optional("sources", &mut this.sources)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(DeveloperSearchResponse);
/// The schema `DeveloperSearchResult`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct DeveloperSearchResult {
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `type`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<DeveloperResultType>,
    /// The value of `url`.
    ///
    /// A URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The value of `title`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The value of `passages`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passages: Option<Vec<DeveloperPassage>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for DeveloperSearchResult {
    const NAME: &'static str = "DeveloperSearchResult";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut this.id)?,
                "type" => fields.optional("type", &mut this.type_)?,
                "url" => fields.optional("url", &mut this.url)?,
                "title" => fields.optional("title", &mut this.title)?,
                "passages" => fields.optional("passages", &mut this.passages)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(DeveloperSearchResult);
/// The schema `Document`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct Document {
    /// The value of `markdown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub markdown: Option<String>,
    /// The value of `pages`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<Vec<DocumentPage>>,
    /// The value of `blocks`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blocks: Option<Vec<DocumentBlock>>,
    /// The value of `summary`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// The value of `html`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// The value of `rawHtml`.
    #[serde(rename = "rawHtml", skip_serializing_if = "Option::is_none")]
    pub raw_html: Option<String>,
    /// The value of `screenshot`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub screenshot: Option<String>,
    /// The value of `audio`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio: Option<String>,
    /// The value of `video`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub video: Option<String>,
    /// The value of `answer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// The value of `highlights`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highlights: Option<String>,
    /// The value of `links`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<Vec<String>>,
    /// The value of `actions`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actions: Option<ActionResults>,
    /// The value of `metadata`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<DocumentMetadata>,
    /// The value of `warning`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
    /// The value of `changeTracking`.
    #[serde(rename = "changeTracking", skip_serializing_if = "Option::is_none")]
    pub change_tracking: Option<ChangeTracking>,
    /// The value of `branding`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branding: Option<Branding>,
    /// The value of `product`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub product: Option<Product>,
    /// The value of `menu`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub menu: Option<Menu>,
    /// The value of `json`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub json: Option<Value>,
    /// The value of `images`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub images: Option<Vec<String>>,
    /// The value of `attributes`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Vec<AttributeValues>>,
    /// The value of `title`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The value of `description`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The value of `url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The value of `position`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<i64>,
    /// The value of `category`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The value of `snippet`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snippet: Option<String>,
    /// The value of `date`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The value of `imageUrl`.
    #[serde(rename = "imageUrl", skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for Document {
    const NAME: &'static str = "Document";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "markdown" => fields.optional("markdown", &mut this.markdown)?,
                "pages" => fields.optional("pages", &mut this.pages)?,
                "blocks" => fields.optional("blocks", &mut this.blocks)?,
                "summary" => fields.optional("summary", &mut this.summary)?,
                "html" => fields.optional("html", &mut this.html)?,
                "rawHtml" => fields.optional("rawHtml", &mut this.raw_html)?,
                "screenshot" => fields.optional("screenshot", &mut this.screenshot)?,
                "audio" => fields.optional("audio", &mut this.audio)?,
                "video" => fields.optional("video", &mut this.video)?,
                "answer" => fields.optional("answer", &mut this.answer)?,
                "highlights" => fields.optional("highlights", &mut this.highlights)?,
                "links" => fields.optional("links", &mut this.links)?,
                "actions" => fields.optional("actions", &mut this.actions)?,
                "metadata" => fields.optional("metadata", &mut this.metadata)?,
                "warning" => fields.optional("warning", &mut this.warning)?,
                "changeTracking" => {
                    fields.optional("changeTracking", &mut this.change_tracking)?
                }
                "branding" => fields.optional("branding", &mut this.branding)?,
                "product" => fields.optional("product", &mut this.product)?,
                "menu" => fields.optional("menu", &mut this.menu)?,
                "json" => fields.optional("json", &mut this.json)?,
                "images" => fields.optional("images", &mut this.images)?,
                "attributes" => fields.optional("attributes", &mut this.attributes)?,
                "title" => fields.optional("title", &mut this.title)?,
                "description" => fields.optional("description", &mut this.description)?,
                "url" => fields.optional("url", &mut this.url)?,
                "position" => fields.optional("position", &mut this.position)?,
                "category" => fields.optional("category", &mut this.category)?,
                "snippet" => fields.optional("snippet", &mut this.snippet)?,
                "date" => fields.optional("date", &mut this.date)?,
                "imageUrl" => fields.optional("imageUrl", &mut this.image_url)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(Document);
/// The schema `DocumentBlock`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct DocumentBlock {
    /// The value of `pageNumber`.
    #[serde(rename = "pageNumber", skip_serializing_if = "Option::is_none")]
    pub page_number: Option<i64>,
    /// The value of `width`.
    #[serde(
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub width: Option<f64>,
    /// The value of `height`.
    #[serde(
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub height: Option<f64>,
    /// The value of `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// The value of `items`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub items: Option<Vec<BlockItem>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for DocumentBlock {
    const NAME: &'static str = "DocumentBlock";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "pageNumber" => fields.optional("pageNumber", &mut this.page_number)?,
                "width" => fields.optional("width", &mut this.width)?,
                "height" => fields.optional("height", &mut this.height)?,
                "status" => fields.optional("status", &mut this.status)?,
                "items" => fields.optional("items", &mut this.items)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(DocumentBlock);
/// The schema `DocumentMetadata`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct DocumentMetadata {
    /// The value of `title`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<OneOrMany<String>>,
    /// The value of `description`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<OneOrMany<String>>,
    /// The value of `language`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<OneOrMany<String>>,
    /// The value of `sourceURL`.
    ///
    /// A URL.
    #[serde(rename = "sourceURL", skip_serializing_if = "Option::is_none")]
    pub source_url: Option<String>,
    /// The value of `url`.
    ///
    /// A URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The value of `keywords`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keywords: Option<OneOrMany<String>>,
    /// The value of `statusCode`.
    #[serde(rename = "statusCode", skip_serializing_if = "Option::is_none")]
    pub status_code: Option<i64>,
    /// The value of `numPages`.
    #[serde(rename = "numPages", skip_serializing_if = "Option::is_none")]
    pub num_pages: Option<i64>,
    /// The value of `totalPages`.
    #[serde(rename = "totalPages", skip_serializing_if = "Option::is_none")]
    pub total_pages: Option<i64>,
    /// The value of `contentType`.
    #[serde(rename = "contentType", skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// The value of `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The value of `concurrencyLimited`.
    #[serde(rename = "concurrencyLimited", skip_serializing_if = "Option::is_none")]
    pub concurrency_limited: Option<bool>,
    /// The value of `concurrencyQueueDurationMs`.
    #[serde(
        rename = "concurrencyQueueDurationMs",
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub concurrency_queue_duration_ms: Option<f64>,
    /// The value of `ogTitle`.
    #[serde(rename = "ogTitle", skip_serializing_if = "Option::is_none")]
    pub og_title: Option<OneOrMany<String>>,
    /// The value of `ogDescription`.
    #[serde(rename = "ogDescription", skip_serializing_if = "Option::is_none")]
    pub og_description: Option<OneOrMany<String>>,
    /// The value of `ogUrl`.
    #[serde(rename = "ogUrl", skip_serializing_if = "Option::is_none")]
    pub og_url: Option<OneOrMany<String>>,
    /// The value of `ogImage`.
    #[serde(rename = "ogImage", skip_serializing_if = "Option::is_none")]
    pub og_image: Option<OneOrMany<String>>,
    /// The value of `ogAudio`.
    #[serde(rename = "ogAudio", skip_serializing_if = "Option::is_none")]
    pub og_audio: Option<OneOrMany<String>>,
    /// The value of `ogDeterminer`.
    #[serde(rename = "ogDeterminer", skip_serializing_if = "Option::is_none")]
    pub og_determiner: Option<OneOrMany<String>>,
    /// The value of `ogLocale`.
    #[serde(rename = "ogLocale", skip_serializing_if = "Option::is_none")]
    pub og_locale: Option<OneOrMany<String>>,
    /// The value of `ogLocaleAlternate`.
    #[serde(rename = "ogLocaleAlternate", skip_serializing_if = "Option::is_none")]
    pub og_locale_alternate: Option<OneOrMany<String>>,
    /// The value of `ogSiteName`.
    #[serde(rename = "ogSiteName", skip_serializing_if = "Option::is_none")]
    pub og_site_name: Option<OneOrMany<String>>,
    /// The value of `ogVideo`.
    #[serde(rename = "ogVideo", skip_serializing_if = "Option::is_none")]
    pub og_video: Option<OneOrMany<String>>,
    /// The value of `dcTermsCreated`.
    #[serde(rename = "dcTermsCreated", skip_serializing_if = "Option::is_none")]
    pub dc_terms_created: Option<OneOrMany<String>>,
    /// The value of `dcDateCreated`.
    #[serde(rename = "dcDateCreated", skip_serializing_if = "Option::is_none")]
    pub dc_date_created: Option<OneOrMany<String>>,
    /// The value of `dcDate`.
    #[serde(rename = "dcDate", skip_serializing_if = "Option::is_none")]
    pub dc_date: Option<OneOrMany<String>>,
    /// The value of `dcTermsType`.
    #[serde(rename = "dcTermsType", skip_serializing_if = "Option::is_none")]
    pub dc_terms_type: Option<OneOrMany<String>>,
    /// The value of `dcType`.
    #[serde(rename = "dcType", skip_serializing_if = "Option::is_none")]
    pub dc_type: Option<OneOrMany<String>>,
    /// The value of `dcTermsAudience`.
    #[serde(rename = "dcTermsAudience", skip_serializing_if = "Option::is_none")]
    pub dc_terms_audience: Option<OneOrMany<String>>,
    /// The value of `dcTermsSubject`.
    #[serde(rename = "dcTermsSubject", skip_serializing_if = "Option::is_none")]
    pub dc_terms_subject: Option<OneOrMany<String>>,
    /// The value of `dcSubject`.
    #[serde(rename = "dcSubject", skip_serializing_if = "Option::is_none")]
    pub dc_subject: Option<OneOrMany<String>>,
    /// The value of `dcDescription`.
    #[serde(rename = "dcDescription", skip_serializing_if = "Option::is_none")]
    pub dc_description: Option<OneOrMany<String>>,
    /// The value of `dcTermsKeywords`.
    #[serde(rename = "dcTermsKeywords", skip_serializing_if = "Option::is_none")]
    pub dc_terms_keywords: Option<OneOrMany<String>>,
    /// The value of `articleTag`.
    #[serde(rename = "articleTag", skip_serializing_if = "Option::is_none")]
    pub article_tag: Option<OneOrMany<String>>,
    /// The value of `articleSection`.
    #[serde(rename = "articleSection", skip_serializing_if = "Option::is_none")]
    pub article_section: Option<OneOrMany<String>>,
    /// The value of `modifiedTime`.
    #[serde(rename = "modifiedTime", skip_serializing_if = "Option::is_none")]
    pub modified_time: Option<OneOrMany<String>>,
    /// The value of `publishedTime`.
    #[serde(rename = "publishedTime", skip_serializing_if = "Option::is_none")]
    pub published_time: Option<OneOrMany<String>>,
    /// The value of `robots`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub robots: Option<OneOrMany<String>>,
    /// The value of `scrapeId`.
    #[serde(rename = "scrapeId", skip_serializing_if = "Option::is_none")]
    pub scrape_id: Option<String>,
    /// The value of `proxyUsed`.
    #[serde(rename = "proxyUsed", skip_serializing_if = "Option::is_none")]
    pub proxy_used: Option<String>,
    /// The value of `cacheState`.
    #[serde(rename = "cacheState", skip_serializing_if = "Option::is_none")]
    pub cache_state: Option<String>,
    /// The value of `cachedAt`.
    #[serde(rename = "cachedAt", skip_serializing_if = "Option::is_none")]
    pub cached_at: Option<Timestamp>,
    /// The value of `creditsUsed`.
    #[serde(rename = "creditsUsed", skip_serializing_if = "Option::is_none")]
    pub credits_used: Option<i64>,
    /// The value of `favicon`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub favicon: Option<String>,
    /// The value of `timezone`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// The value of `provider`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<Map<String, Value>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for DocumentMetadata {
    const NAME: &'static str = "DocumentMetadata";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "title" => fields.optional("title", &mut this.title)?,
                "description" => fields.optional("description", &mut this.description)?,
                "language" => fields.optional("language", &mut this.language)?,
                "sourceURL" => fields.optional("sourceURL", &mut this.source_url)?,
                "url" => fields.optional("url", &mut this.url)?,
                "keywords" => fields.optional("keywords", &mut this.keywords)?,
                "statusCode" => fields.optional("statusCode", &mut this.status_code)?,
                "numPages" => fields.optional("numPages", &mut this.num_pages)?,
                "totalPages" => fields.optional("totalPages", &mut this.total_pages)?,
                "contentType" => fields.optional("contentType", &mut this.content_type)?,
                "error" => fields.optional("error", &mut this.error)?,
                "concurrencyLimited" => {
                    fields.optional("concurrencyLimited", &mut this.concurrency_limited)?
                }
                "concurrencyQueueDurationMs" => {
                    fields
                        .optional(
                            "concurrencyQueueDurationMs",
                            &mut this.concurrency_queue_duration_ms,
                        )?
                }
                "ogTitle" => fields.optional("ogTitle", &mut this.og_title)?,
                "ogDescription" => {
                    fields.optional("ogDescription", &mut this.og_description)?
                }
                "ogUrl" => fields.optional("ogUrl", &mut this.og_url)?,
                "ogImage" => fields.optional("ogImage", &mut this.og_image)?,
                "ogAudio" => fields.optional("ogAudio", &mut this.og_audio)?,
                "ogDeterminer" => {
                    fields.optional("ogDeterminer", &mut this.og_determiner)?
                }
                "ogLocale" => fields.optional("ogLocale", &mut this.og_locale)?,
                "ogLocaleAlternate" => {
                    fields.optional("ogLocaleAlternate", &mut this.og_locale_alternate)?
                }
                "ogSiteName" => fields.optional("ogSiteName", &mut this.og_site_name)?,
                "ogVideo" => fields.optional("ogVideo", &mut this.og_video)?,
                "dcTermsCreated" => {
                    fields.optional("dcTermsCreated", &mut this.dc_terms_created)?
                }
                "dcDateCreated" => {
                    fields.optional("dcDateCreated", &mut this.dc_date_created)?
                }
                "dcDate" => fields.optional("dcDate", &mut this.dc_date)?,
                "dcTermsType" => fields.optional("dcTermsType", &mut this.dc_terms_type)?,
                "dcType" => fields.optional("dcType", &mut this.dc_type)?,
                "dcTermsAudience" => {
                    fields.optional("dcTermsAudience", &mut this.dc_terms_audience)?
                }
                "dcTermsSubject" => {
                    fields.optional("dcTermsSubject", &mut this.dc_terms_subject)?
                }
                "dcSubject" => fields.optional("dcSubject", &mut this.dc_subject)?,
                "dcDescription" => {
                    fields.optional("dcDescription", &mut this.dc_description)?
                }
                "dcTermsKeywords" => {
                    fields.optional("dcTermsKeywords", &mut this.dc_terms_keywords)?
                }
                "articleTag" => fields.optional("articleTag", &mut this.article_tag)?,
                "articleSection" => {
                    fields.optional("articleSection", &mut this.article_section)?
                }
                "modifiedTime" => {
                    fields.optional("modifiedTime", &mut this.modified_time)?
                }
                "publishedTime" => {
                    fields.optional("publishedTime", &mut this.published_time)?
                }
                "robots" => fields.optional("robots", &mut this.robots)?,
                "scrapeId" => fields.optional("scrapeId", &mut this.scrape_id)?,
                "proxyUsed" => fields.optional("proxyUsed", &mut this.proxy_used)?,
                "cacheState" => fields.optional("cacheState", &mut this.cache_state)?,
                "cachedAt" => fields.optional("cachedAt", &mut this.cached_at)?,
                "creditsUsed" => fields.optional("creditsUsed", &mut this.credits_used)?,
                "favicon" => fields.optional("favicon", &mut this.favicon)?,
                "timezone" => fields.optional("timezone", &mut this.timezone)?,
                "provider" => fields.optional("provider", &mut this.provider)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(DocumentMetadata);
/// The schema `DocumentPage`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct DocumentPage {
    /// The value of `pageNumber`.
    #[serde(rename = "pageNumber", skip_serializing_if = "Option::is_none")]
    pub page_number: Option<i64>,
    /// The value of `markdown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub markdown: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for DocumentPage {
    const NAME: &'static str = "DocumentPage";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "pageNumber" => fields.optional("pageNumber", &mut this.page_number)?,
                "markdown" => fields.optional("markdown", &mut this.markdown)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(DocumentPage);
/// The schema `ErrorBody`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ErrorBody {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `code`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The value of `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The value of `details`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<Value>,
    /// The value of `title`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The value of `detail`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The value of `type`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<String>,
    /// The value of `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<i64>,
    /// The value of `requiresAction`.
    #[serde(rename = "requiresAction", skip_serializing_if = "Option::is_none")]
    pub requires_action: Option<RequiresAction>,
    /// The value of `chargeId`.
    #[serde(rename = "chargeId", skip_serializing_if = "Option::is_none")]
    pub charge_id: Option<String>,
    /// The value of `agent_hints`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agent_hints: Option<Value>,
    /// The value of `feedbackErrorCode`.
    #[serde(rename = "feedbackErrorCode", skip_serializing_if = "Option::is_none")]
    pub feedback_error_code: Option<String>,
    /// The value of `warning`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ErrorBody {
    const NAME: &'static str = "ErrorBody";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "code" => fields.optional("code", &mut this.code)?,
                "error" => fields.optional("error", &mut this.error)?,
                "details" => fields.optional("details", &mut this.details)?,
                "title" => fields.optional("title", &mut this.title)?,
                "detail" => fields.optional("detail", &mut this.detail)?,
                "type" => fields.optional("type", &mut this.type_)?,
                "status" => fields.optional("status", &mut this.status)?,
                "requiresAction" => {
                    fields.optional("requiresAction", &mut this.requires_action)?
                }
                "chargeId" => fields.optional("chargeId", &mut this.charge_id)?,
                "agent_hints" => fields.optional("agent_hints", &mut this.agent_hints)?,
                "feedbackErrorCode" => {
                    fields.optional("feedbackErrorCode", &mut this.feedback_error_code)?
                }
                "warning" => fields.optional("warning", &mut this.warning)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ErrorBody);
/// The schema `ExtractStatus`.
///
/// Answer of `GET /extract/{id}`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ExtractStatus {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Value>,
    /// The value of `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<JobState>,
    /// The value of `expiresAt`.
    #[serde(rename = "expiresAt", skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// The value of `tokensUsed`.
    #[serde(rename = "tokensUsed", skip_serializing_if = "Option::is_none")]
    pub tokens_used: Option<i64>,
    /// The value of `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<Value>,
    /// The value of `creditsUsed`.
    #[serde(rename = "creditsUsed", skip_serializing_if = "Option::is_none")]
    pub credits_used: Option<i64>,
    /// The value of `warning`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
    /// The value of `sources`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<Map<String, Value>>,
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ExtractStatus {
    const NAME: &'static str = "ExtractStatus";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "data" => fields.optional("data", &mut this.data)?,
                "status" => fields.optional("status", &mut this.status)?,
                "expiresAt" => fields.optional("expiresAt", &mut this.expires_at)?,
                "tokensUsed" => fields.optional("tokensUsed", &mut this.tokens_used)?,
                "error" => fields.optional("error", &mut this.error)?,
                "creditsUsed" => fields.optional("creditsUsed", &mut this.credits_used)?,
                "warning" => fields.optional("warning", &mut this.warning)?,
                "sources" => fields.optional("sources", &mut this.sources)?,
                "id" => fields.optional("id", &mut this.id)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ExtractStatus);
/// The schema `FeedbackResponse`.
///
/// Answer of `POST /search/{jobId}/feedback`, `POST /feedback`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct FeedbackResponse {
    /// The value of `success`.
    pub success: bool,
    /// The value of `feedbackId`.
    ///
    /// A UUID.
    #[serde(rename = "feedbackId")]
    pub feedback_id: String,
    /// The value of `creditsRefunded`.
    #[serde(
        rename = "creditsRefunded",
        serialize_with = "crate::wire::number::serialize"
    )]
    pub credits_refunded: f64,
    /// The value of `alreadySubmitted`.
    #[serde(rename = "alreadySubmitted", skip_serializing_if = "Option::is_none")]
    pub already_submitted: Option<bool>,
    /// The value of `dailyCapReached`.
    #[serde(rename = "dailyCapReached", skip_serializing_if = "Option::is_none")]
    pub daily_cap_reached: Option<bool>,
    /// The value of `creditsRefundedToday`.
    #[serde(
        rename = "creditsRefundedToday",
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub credits_refunded_today: Option<f64>,
    /// The value of `dailyRefundCap`.
    #[serde(
        rename = "dailyRefundCap",
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub daily_refund_cap: Option<f64>,
    /// The value of `warning`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for FeedbackResponse {
    const NAME: &'static str = "FeedbackResponse";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut success = None;
        let mut feedback_id = None;
        let mut credits_refunded = None;
        let mut already_submitted = None;
        let mut daily_cap_reached = None;
        let mut credits_refunded_today = None;
        let mut daily_refund_cap = None;
        let mut warning = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.required("success", &mut success)?,
                "feedbackId" => fields.required("feedbackId", &mut feedback_id)?,
                "creditsRefunded" => {
                    fields.required("creditsRefunded", &mut credits_refunded)?
                }
                "alreadySubmitted" => {
                    fields.optional("alreadySubmitted", &mut already_submitted)?
                }
                "dailyCapReached" => {
                    fields.optional("dailyCapReached", &mut daily_cap_reached)?
                }
                "creditsRefundedToday" => {
                    fields.optional("creditsRefundedToday", &mut credits_refunded_today)?
                }
                "dailyRefundCap" => {
                    fields.optional("dailyRefundCap", &mut daily_refund_cap)?
                }
                "warning" => fields.optional("warning", &mut warning)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            success: fields.present("success", success)?,
            feedback_id: fields.present("feedbackId", feedback_id)?,
            credits_refunded: fields.present("creditsRefunded", credits_refunded)?,
            already_submitted,
            daily_cap_reached,
            credits_refunded_today,
            daily_refund_cap,
            warning,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(FeedbackResponse);
/// The schema `ImageLink`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ImageLink {
    /// The value of `url`.
    pub url: String,
    /// The value of `alt`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ImageLink {
    const NAME: &'static str = "ImageLink";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut url = None;
        let mut alt = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "url" => fields.required("url", &mut url)?,
                "alt" => fields.optional("alt", &mut alt)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            url: fields.present("url", url)?,
            alt,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(ImageLink);
/// The schema `IndexedRepo`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct IndexedRepo {
    /// The value of `repo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repo: Option<String>,
    /// The value of `indexed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indexed: Option<bool>,
    /// The value of `types`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub types: Option<IndexedRepoTypes>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for IndexedRepo {
    const NAME: &'static str = "IndexedRepo";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "repo" => fields.optional("repo", &mut this.repo)?,
                "indexed" => fields.optional("indexed", &mut this.indexed)?,
                "types" => fields.optional("types", &mut this.types)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(IndexedRepo);
/// The schema `IndexedRepoTypes`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct IndexedRepoTypes {
    /// The value of `issue`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issue: Option<bool>,
    /// The value of `pullRequest`.
    #[serde(rename = "pullRequest", skip_serializing_if = "Option::is_none")]
    pub pull_request: Option<bool>,
    /// The value of `readme`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub readme: Option<bool>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for IndexedRepoTypes {
    const NAME: &'static str = "IndexedRepoTypes";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "issue" => fields.optional("issue", &mut this.issue)?,
                "pullRequest" => fields.optional("pullRequest", &mut this.pull_request)?,
                "readme" => fields.optional("readme", &mut this.readme)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(IndexedRepoTypes);
/// The schema `IndexedSource`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct IndexedSource {
    /// The value of `source`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The value of `indexed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub indexed: Option<bool>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for IndexedSource {
    const NAME: &'static str = "IndexedSource";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "source" => fields.optional("source", &mut this.source)?,
                "indexed" => fields.optional("indexed", &mut this.indexed)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(IndexedSource);
/// The schema `InteractResponse`.
///
/// Answer of `POST /scrape/{jobId}/interact`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct InteractResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `cdpUrl`.
    #[serde(rename = "cdpUrl", skip_serializing_if = "Option::is_none")]
    pub cdp_url: Option<String>,
    /// The value of `liveViewUrl`.
    #[serde(rename = "liveViewUrl", skip_serializing_if = "Option::is_none")]
    pub live_view_url: Option<String>,
    /// The value of `interactiveLiveViewUrl`.
    #[serde(rename = "interactiveLiveViewUrl", skip_serializing_if = "Option::is_none")]
    pub interactive_live_view_url: Option<String>,
    /// The value of `output`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// The value of `stdout`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stdout: Option<String>,
    /// The value of `result`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// The value of `stderr`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stderr: Option<String>,
    /// The value of `exitCode`.
    #[serde(rename = "exitCode", skip_serializing_if = "Option::is_none")]
    pub exit_code: Option<i64>,
    /// The value of `killed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub killed: Option<bool>,
    /// The value of `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for InteractResponse {
    const NAME: &'static str = "InteractResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "cdpUrl" => fields.optional("cdpUrl", &mut this.cdp_url)?,
                "liveViewUrl" => fields.optional("liveViewUrl", &mut this.live_view_url)?,
                "interactiveLiveViewUrl" => {
                    fields
                        .optional(
                            "interactiveLiveViewUrl",
                            &mut this.interactive_live_view_url,
                        )?
                }
                "output" => fields.optional("output", &mut this.output)?,
                "stdout" => fields.optional("stdout", &mut this.stdout)?,
                "result" => fields.optional("result", &mut this.result)?,
                "stderr" => fields.optional("stderr", &mut this.stderr)?,
                "exitCode" => fields.optional("exitCode", &mut this.exit_code)?,
                "killed" => fields.optional("killed", &mut this.killed)?,
                "error" => fields.optional("error", &mut this.error)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(InteractResponse);
/// The schema `JavascriptReturn`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct JavascriptReturn {
    /// The value of `type`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<String>,
    /// The value of `value`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for JavascriptReturn {
    const NAME: &'static str = "JavascriptReturn";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "type" => fields.optional("type", &mut this.type_)?,
                "value" => fields.optional("value", &mut this.value)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(JavascriptReturn);
/// The schema `JobCancelled`.
///
/// Answer of `DELETE /batch/scrape/{id}`, `DELETE /crawl/{id}`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct JobCancelled {
    /// The value of `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<JobState>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for JobCancelled {
    const NAME: &'static str = "JobCancelled";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "status" => fields.optional("status", &mut this.status)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(JobCancelled);
/// The schema `JobError`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct JobError {
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `timestamp`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<String>,
    /// The value of `url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The value of `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The value of `code`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The value of `requiresAction`.
    #[serde(rename = "requiresAction", skip_serializing_if = "Option::is_none")]
    pub requires_action: Option<RequiresAction>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for JobError {
    const NAME: &'static str = "JobError";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut this.id)?,
                "timestamp" => fields.optional("timestamp", &mut this.timestamp)?,
                "url" => fields.optional("url", &mut this.url)?,
                "error" => fields.optional("error", &mut this.error)?,
                "code" => fields.optional("code", &mut this.code)?,
                "requiresAction" => {
                    fields.optional("requiresAction", &mut this.requires_action)?
                }
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(JobError);
/// The schema `JobErrors`.
///
/// Answer of `GET /batch/scrape/{id}/errors`, `GET /crawl/{id}/errors`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct JobErrors {
    /// The value of `errors`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<JobError>>,
    /// The value of `robotsBlocked`.
    #[serde(rename = "robotsBlocked", skip_serializing_if = "Option::is_none")]
    pub robots_blocked: Option<Vec<String>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for JobErrors {
    const NAME: &'static str = "JobErrors";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "errors" => fields.optional("errors", &mut this.errors)?,
                "robotsBlocked" => {
                    fields.optional("robotsBlocked", &mut this.robots_blocked)?
                }
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(JobErrors);
/// The schema `JobStarted`.
///
/// Answer of `POST /batch/scrape`, `POST /crawl`, `POST /extract`, `POST /agent`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct JobStarted {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `id`.
    ///
    /// A UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `url`.
    ///
    /// A URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The value of `invalidURLs`.
    #[serde(rename = "invalidURLs", skip_serializing_if = "Option::is_none")]
    pub invalid_urls: Option<Vec<String>>,
    /// The value of `threadId`.
    ///
    /// Seen in use; the contract does not promise it.
    #[serde(rename = "threadId", skip_serializing_if = "Option::is_none")]
    pub thread_id: Option<String>,
    /// The value of `threadTurn`.
    ///
    /// Seen in use; the contract does not promise it.
    #[serde(rename = "threadTurn", skip_serializing_if = "Option::is_none")]
    pub thread_turn: Option<i64>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for JobStarted {
    const NAME: &'static str = "JobStarted";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "id" => fields.optional("id", &mut this.id)?,
                "url" => fields.optional("url", &mut this.url)?,
                "invalidURLs" => fields.optional("invalidURLs", &mut this.invalid_urls)?,
                "threadId" => fields.optional("threadId", &mut this.thread_id)?,
                "threadTurn" => fields.optional("threadTurn", &mut this.thread_turn)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(JobStarted);
/// The schema `JobState`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum JobState {
    /// The value `scraping`.
    Scraping,
    /// The value `completed`.
    Completed,
    /// The value `failed`.
    Failed,
    /// The value `cancelled`.
    Cancelled,
    /// The value `processing`.
    Processing,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl JobState {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Scraping => "scraping",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
            Self::Processing => "processing",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "scraping" => Some(Self::Scraping),
            "completed" => Some(Self::Completed),
            "failed" => Some(Self::Failed),
            "cancelled" => Some(Self::Cancelled),
            "processing" => Some(Self::Processing),
            _ => None,
        }
    }
}
crate::wire::open_enum!(JobState);
/// The schema `JobStatus`.
///
/// Answer of `GET /batch/scrape/{id}`, `GET /crawl/{id}`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct JobStatus {
    /// The value of `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<JobState>,
    /// The value of `total`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<i64>,
    /// The value of `completed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed: Option<i64>,
    /// The value of `creditsUsed`.
    #[serde(rename = "creditsUsed", skip_serializing_if = "Option::is_none")]
    pub credits_used: Option<i64>,
    /// The value of `expiresAt`.
    #[serde(rename = "expiresAt", skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// The value of `createdAt`.
    #[serde(rename = "createdAt", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// The value of `completedAt`.
    #[serde(rename = "completedAt", skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<Timestamp>,
    /// The value of `duration`.
    #[serde(
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub duration: Option<f64>,
    /// The value of `next`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Vec<Document>>,
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `warning`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for JobStatus {
    const NAME: &'static str = "JobStatus";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "status" => fields.optional("status", &mut this.status)?,
                "total" => fields.optional("total", &mut this.total)?,
                "completed" => fields.optional("completed", &mut this.completed)?,
                "creditsUsed" => fields.optional("creditsUsed", &mut this.credits_used)?,
                "expiresAt" => fields.optional("expiresAt", &mut this.expires_at)?,
                "createdAt" => fields.optional("createdAt", &mut this.created_at)?,
                "completedAt" => fields.optional("completedAt", &mut this.completed_at)?,
                "duration" => fields.optional("duration", &mut this.duration)?,
                "next" => fields.optional("next", &mut this.next)?,
                "data" => fields.optional("data", &mut this.data)?,
                "success" => fields.optional("success", &mut this.success)?,
                "warning" => fields.optional("warning", &mut this.warning)?,
                "id" => fields.optional("id", &mut this.id)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(JobStatus);
/// The schema `MapLink`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MapLink {
    /// The value of `url`.
    ///
    /// A URL.
    pub url: String,
    /// The value of `title`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The value of `description`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MapLink {
    const NAME: &'static str = "MapLink";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut url = None;
        let mut title = None;
        let mut description = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "url" => fields.required("url", &mut url)?,
                "title" => fields.optional("title", &mut title)?,
                "description" => fields.optional("description", &mut description)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            url: fields.present("url", url)?,
            title,
            description,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(MapLink);
/// The schema `MapResponse`.
///
/// Answer of `POST /map`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MapResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `links`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub links: Option<Vec<MapLink>>,
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `warning`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MapResponse {
    const NAME: &'static str = "MapResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "links" => fields.optional("links", &mut this.links)?,
                "id" => fields.optional("id", &mut this.id)?,
                "warning" => fields.optional("warning", &mut this.warning)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(MapResponse);
/// The schema `Menu`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct Menu {
    /// The value of `isMenu`.
    #[serde(rename = "isMenu")]
    pub is_menu: bool,
    /// The value of `confidence`.
    #[serde(
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub confidence: Option<f64>,
    /// The value of `merchant`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant: Option<MenuMerchant>,
    /// The value of `currency`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// The value of `sections`.
    pub sections: Vec<MenuSection>,
    /// The value of `sourceUrl`.
    #[serde(rename = "sourceUrl", skip_serializing_if = "Option::is_none")]
    pub source_url: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for Menu {
    const NAME: &'static str = "Menu";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut is_menu = None;
        let mut confidence = None;
        let mut merchant = None;
        let mut currency = None;
        let mut sections = None;
        let mut source_url = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "isMenu" => fields.required("isMenu", &mut is_menu)?,
                "confidence" => fields.optional("confidence", &mut confidence)?,
                "merchant" => fields.optional("merchant", &mut merchant)?,
                "currency" => fields.optional("currency", &mut currency)?,
                "sections" => fields.required("sections", &mut sections)?,
                "sourceUrl" => fields.optional("sourceUrl", &mut source_url)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            is_menu: fields.present("isMenu", is_menu)?,
            confidence,
            merchant,
            currency,
            sections: fields.present("sections", sections)?,
            source_url,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(Menu);
/// The schema `MenuItem`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MenuItem {
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `name`.
    pub name: String,
    /// The value of `description`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The value of `images`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub images: Option<Vec<ImageLink>>,
    /// The value of `price`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
    /// The value of `availability`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub availability: Option<Availability>,
    /// The value of `dietary`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dietary: Option<Vec<String>>,
    /// The value of `calories`.
    #[serde(
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub calories: Option<f64>,
    /// The value of `optionGroups`.
    #[serde(rename = "optionGroups", skip_serializing_if = "Option::is_none")]
    pub option_groups: Option<Vec<Map<String, Value>>>,
    /// The value of `identifiers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub identifiers: Option<MenuItemIdentifiers>,
    /// The value of `url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The value of `sourceUrl`.
    #[serde(rename = "sourceUrl", skip_serializing_if = "Option::is_none")]
    pub source_url: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MenuItem {
    const NAME: &'static str = "MenuItem";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut id = None;
        let mut name = None;
        let mut description = None;
        let mut images = None;
        let mut price = None;
        let mut availability = None;
        let mut dietary = None;
        let mut calories = None;
        let mut option_groups = None;
        let mut identifiers = None;
        let mut url = None;
        let mut source_url = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut id)?,
                "name" => fields.required("name", &mut name)?,
                "description" => fields.optional("description", &mut description)?,
                "images" => fields.optional("images", &mut images)?,
                "price" => fields.optional("price", &mut price)?,
                "availability" => fields.optional("availability", &mut availability)?,
                "dietary" => fields.optional("dietary", &mut dietary)?,
                "calories" => fields.optional("calories", &mut calories)?,
                "optionGroups" => fields.optional("optionGroups", &mut option_groups)?,
                "identifiers" => fields.optional("identifiers", &mut identifiers)?,
                "url" => fields.optional("url", &mut url)?,
                "sourceUrl" => fields.optional("sourceUrl", &mut source_url)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            id,
            name: fields.present("name", name)?,
            description,
            images,
            price,
            availability,
            dietary,
            calories,
            option_groups,
            identifiers,
            url,
            source_url,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(MenuItem);
/// The schema `MenuItemIdentifiers`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MenuItemIdentifiers {
    /// The value of `merchantItemId`.
    #[serde(rename = "merchantItemId", skip_serializing_if = "Option::is_none")]
    pub merchant_item_id: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MenuItemIdentifiers {
    const NAME: &'static str = "MenuItemIdentifiers";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "merchantItemId" => {
                    fields.optional("merchantItemId", &mut this.merchant_item_id)?
                }
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(MenuItemIdentifiers);
/// The schema `MenuMerchant`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MenuMerchant {
    /// The value of `name`.
    pub name: String,
    /// The value of `type`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MenuMerchant {
    const NAME: &'static str = "MenuMerchant";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut name = None;
        let mut type_ = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "name" => fields.required("name", &mut name)?,
                "type" => fields.optional("type", &mut type_)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            name: fields.present("name", name)?,
            type_,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(MenuMerchant);
/// The schema `MenuSection`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MenuSection {
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `name`.
    pub name: String,
    /// The value of `description`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The value of `items`.
    pub items: Vec<MenuItem>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MenuSection {
    const NAME: &'static str = "MenuSection";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut id = None;
        let mut name = None;
        let mut description = None;
        let mut items = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut id)?,
                "name" => fields.required("name", &mut name)?,
                "description" => fields.optional("description", &mut description)?,
                "items" => fields.required("items", &mut items)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            id,
            name: fields.present("name", name)?,
            description,
            items: fields.present("items", items)?,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(MenuSection);
/// The schema `Monitor`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct Monitor {
    /// The value of `id`.
    ///
    /// A UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The value of `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<MonitorStatus>,
    /// The value of `schedule`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<MonitorSchedule>,
    /// The value of `nextRunAt`.
    #[serde(rename = "nextRunAt", skip_serializing_if = "Option::is_none")]
    pub next_run_at: Option<Timestamp>,
    /// The value of `lastRunAt`.
    #[serde(rename = "lastRunAt", skip_serializing_if = "Option::is_none")]
    pub last_run_at: Option<Timestamp>,
    /// The value of `currentCheckId`.
    ///
    /// A UUID.
    #[serde(rename = "currentCheckId", skip_serializing_if = "Option::is_none")]
    pub current_check_id: Option<String>,
    /// The value of `targets`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub targets: Option<Vec<MonitorTarget>>,
    /// The value of `webhook`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook: Option<MonitorWebhook>,
    /// The value of `notification`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification: Option<MonitorNotification>,
    /// The value of `retentionDays`.
    #[serde(rename = "retentionDays", skip_serializing_if = "Option::is_none")]
    pub retention_days: Option<i64>,
    /// The value of `estimatedCreditsPerMonth`.
    #[serde(
        rename = "estimatedCreditsPerMonth",
        skip_serializing_if = "Option::is_none"
    )]
    pub estimated_credits_per_month: Option<i64>,
    /// The value of `lastCheckSummary`.
    #[serde(rename = "lastCheckSummary", skip_serializing_if = "Option::is_none")]
    pub last_check_summary: Option<MonitorSummary>,
    /// The value of `goal`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub goal: Option<String>,
    /// The value of `judgeEnabled`.
    #[serde(rename = "judgeEnabled", skip_serializing_if = "Option::is_none")]
    pub judge_enabled: Option<bool>,
    /// The value of `createdAt`.
    #[serde(rename = "createdAt", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// The value of `updatedAt`.
    #[serde(rename = "updatedAt", skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for Monitor {
    const NAME: &'static str = "Monitor";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut this.id)?,
                "name" => fields.optional("name", &mut this.name)?,
                "status" => fields.optional("status", &mut this.status)?,
                "schedule" => fields.optional("schedule", &mut this.schedule)?,
                "nextRunAt" => fields.optional("nextRunAt", &mut this.next_run_at)?,
                "lastRunAt" => fields.optional("lastRunAt", &mut this.last_run_at)?,
                "currentCheckId" => {
                    fields.optional("currentCheckId", &mut this.current_check_id)?
                }
                "targets" => fields.optional("targets", &mut this.targets)?,
                "webhook" => fields.optional("webhook", &mut this.webhook)?,
                "notification" => {
                    fields.optional("notification", &mut this.notification)?
                }
                "retentionDays" => {
                    fields.optional("retentionDays", &mut this.retention_days)?
                }
                "estimatedCreditsPerMonth" => {
                    fields
                        .optional(
                            "estimatedCreditsPerMonth",
                            &mut this.estimated_credits_per_month,
                        )?
                }
                "lastCheckSummary" => {
                    fields.optional("lastCheckSummary", &mut this.last_check_summary)?
                }
                "goal" => fields.optional("goal", &mut this.goal)?,
                "judgeEnabled" => {
                    fields.optional("judgeEnabled", &mut this.judge_enabled)?
                }
                "createdAt" => fields.optional("createdAt", &mut this.created_at)?,
                "updatedAt" => fields.optional("updatedAt", &mut this.updated_at)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(Monitor);
/// The schema `MonitorChange`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MonitorChange {
    /// The value of `type`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<MonitorChangeType>,
    /// The value of `before`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The value of `after`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The value of `reason`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MonitorChange {
    const NAME: &'static str = "MonitorChange";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "type" => fields.optional("type", &mut this.type_)?,
                "before" => fields.optional("before", &mut this.before)?,
                "after" => fields.optional("after", &mut this.after)?,
                "reason" => fields.optional("reason", &mut this.reason)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(MonitorChange);
/// The schema `MonitorChangeType`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MonitorChangeType {
    /// The value `added`.
    Added,
    /// The value `removed`.
    Removed,
    /// The value `changed`.
    Changed,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl MonitorChangeType {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "added" => Some(Self::Added),
            "removed" => Some(Self::Removed),
            "changed" => Some(Self::Changed),
            _ => None,
        }
    }
}
crate::wire::open_enum!(MonitorChangeType);
/// The schema `MonitorCheck`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MonitorCheck {
    /// The value of `id`.
    ///
    /// A UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `monitorId`.
    ///
    /// A UUID.
    #[serde(rename = "monitorId", skip_serializing_if = "Option::is_none")]
    pub monitor_id: Option<String>,
    /// The value of `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<MonitorCheckStatus>,
    /// The value of `trigger`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger: Option<MonitorCheckTrigger>,
    /// The value of `scheduledFor`.
    #[serde(rename = "scheduledFor", skip_serializing_if = "Option::is_none")]
    pub scheduled_for: Option<Timestamp>,
    /// The value of `startedAt`.
    #[serde(rename = "startedAt", skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// The value of `finishedAt`.
    #[serde(rename = "finishedAt", skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
    /// The value of `estimatedCredits`.
    #[serde(rename = "estimatedCredits", skip_serializing_if = "Option::is_none")]
    pub estimated_credits: Option<i64>,
    /// The value of `reservedCredits`.
    #[serde(rename = "reservedCredits", skip_serializing_if = "Option::is_none")]
    pub reserved_credits: Option<i64>,
    /// The value of `actualCredits`.
    #[serde(rename = "actualCredits", skip_serializing_if = "Option::is_none")]
    pub actual_credits: Option<i64>,
    /// The value of `billingStatus`.
    #[serde(rename = "billingStatus", skip_serializing_if = "Option::is_none")]
    pub billing_status: Option<String>,
    /// The value of `summary`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<MonitorSummary>,
    /// The value of `targetResults`.
    #[serde(rename = "targetResults", skip_serializing_if = "Option::is_none")]
    pub target_results: Option<Vec<Value>>,
    /// The value of `notificationStatus`.
    #[serde(rename = "notificationStatus", skip_serializing_if = "Option::is_none")]
    pub notification_status: Option<Map<String, Value>>,
    /// The value of `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The value of `createdAt`.
    #[serde(rename = "createdAt", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// The value of `updatedAt`.
    #[serde(rename = "updatedAt", skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MonitorCheck {
    const NAME: &'static str = "MonitorCheck";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut this.id)?,
                "monitorId" => fields.optional("monitorId", &mut this.monitor_id)?,
                "status" => fields.optional("status", &mut this.status)?,
                "trigger" => fields.optional("trigger", &mut this.trigger)?,
                "scheduledFor" => {
                    fields.optional("scheduledFor", &mut this.scheduled_for)?
                }
                "startedAt" => fields.optional("startedAt", &mut this.started_at)?,
                "finishedAt" => fields.optional("finishedAt", &mut this.finished_at)?,
                "estimatedCredits" => {
                    fields.optional("estimatedCredits", &mut this.estimated_credits)?
                }
                "reservedCredits" => {
                    fields.optional("reservedCredits", &mut this.reserved_credits)?
                }
                "actualCredits" => {
                    fields.optional("actualCredits", &mut this.actual_credits)?
                }
                "billingStatus" => {
                    fields.optional("billingStatus", &mut this.billing_status)?
                }
                "summary" => fields.optional("summary", &mut this.summary)?,
                "targetResults" => {
                    fields.optional("targetResults", &mut this.target_results)?
                }
                "notificationStatus" => {
                    fields.optional("notificationStatus", &mut this.notification_status)?
                }
                "error" => fields.optional("error", &mut this.error)?,
                "createdAt" => fields.optional("createdAt", &mut this.created_at)?,
                "updatedAt" => fields.optional("updatedAt", &mut this.updated_at)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(MonitorCheck);
/// The schema `MonitorCheckDetail`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MonitorCheckDetail {
    /// The value of `id`.
    ///
    /// A UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `monitorId`.
    ///
    /// A UUID.
    #[serde(rename = "monitorId", skip_serializing_if = "Option::is_none")]
    pub monitor_id: Option<String>,
    /// The value of `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<MonitorCheckStatus>,
    /// The value of `trigger`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trigger: Option<MonitorCheckTrigger>,
    /// The value of `scheduledFor`.
    #[serde(rename = "scheduledFor", skip_serializing_if = "Option::is_none")]
    pub scheduled_for: Option<Timestamp>,
    /// The value of `startedAt`.
    #[serde(rename = "startedAt", skip_serializing_if = "Option::is_none")]
    pub started_at: Option<Timestamp>,
    /// The value of `finishedAt`.
    #[serde(rename = "finishedAt", skip_serializing_if = "Option::is_none")]
    pub finished_at: Option<Timestamp>,
    /// The value of `estimatedCredits`.
    #[serde(rename = "estimatedCredits", skip_serializing_if = "Option::is_none")]
    pub estimated_credits: Option<i64>,
    /// The value of `reservedCredits`.
    #[serde(rename = "reservedCredits", skip_serializing_if = "Option::is_none")]
    pub reserved_credits: Option<i64>,
    /// The value of `actualCredits`.
    #[serde(rename = "actualCredits", skip_serializing_if = "Option::is_none")]
    pub actual_credits: Option<i64>,
    /// The value of `billingStatus`.
    #[serde(rename = "billingStatus", skip_serializing_if = "Option::is_none")]
    pub billing_status: Option<String>,
    /// The value of `summary`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<MonitorSummary>,
    /// The value of `targetResults`.
    #[serde(rename = "targetResults", skip_serializing_if = "Option::is_none")]
    pub target_results: Option<Vec<Value>>,
    /// The value of `notificationStatus`.
    #[serde(rename = "notificationStatus", skip_serializing_if = "Option::is_none")]
    pub notification_status: Option<Map<String, Value>>,
    /// The value of `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The value of `createdAt`.
    #[serde(rename = "createdAt", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// The value of `updatedAt`.
    #[serde(rename = "updatedAt", skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// The value of `pages`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages: Option<Vec<MonitorCheckPage>>,
    /// The value of `next`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MonitorCheckDetail {
    const NAME: &'static str = "MonitorCheckDetail";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut this.id)?,
                "monitorId" => fields.optional("monitorId", &mut this.monitor_id)?,
                "status" => fields.optional("status", &mut this.status)?,
                "trigger" => fields.optional("trigger", &mut this.trigger)?,
                "scheduledFor" => {
                    fields.optional("scheduledFor", &mut this.scheduled_for)?
                }
                "startedAt" => fields.optional("startedAt", &mut this.started_at)?,
                "finishedAt" => fields.optional("finishedAt", &mut this.finished_at)?,
                "estimatedCredits" => {
                    fields.optional("estimatedCredits", &mut this.estimated_credits)?
                }
                "reservedCredits" => {
                    fields.optional("reservedCredits", &mut this.reserved_credits)?
                }
                "actualCredits" => {
                    fields.optional("actualCredits", &mut this.actual_credits)?
                }
                "billingStatus" => {
                    fields.optional("billingStatus", &mut this.billing_status)?
                }
                "summary" => fields.optional("summary", &mut this.summary)?,
                "targetResults" => {
                    fields.optional("targetResults", &mut this.target_results)?
                }
                "notificationStatus" => {
                    fields.optional("notificationStatus", &mut this.notification_status)?
                }
                "error" => fields.optional("error", &mut this.error)?,
                "createdAt" => fields.optional("createdAt", &mut this.created_at)?,
                "updatedAt" => fields.optional("updatedAt", &mut this.updated_at)?,
                "pages" => fields.optional("pages", &mut this.pages)?,
                "next" => fields.optional("next", &mut this.next)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(MonitorCheckDetail);
/// The schema `MonitorCheckDetailResponse`.
///
/// Answer of `GET /monitor/{monitorId}/checks/{checkId}`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MonitorCheckDetailResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `next`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<MonitorCheckDetail>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MonitorCheckDetailResponse {
    const NAME: &'static str = "MonitorCheckDetailResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "next" => fields.optional("next", &mut this.next)?,
                "data" => fields.optional("data", &mut this.data)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(MonitorCheckDetailResponse);
/// The schema `MonitorCheckListResponse`.
///
/// Answer of `GET /monitor/{monitorId}/checks`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MonitorCheckListResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Vec<MonitorCheck>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MonitorCheckListResponse {
    const NAME: &'static str = "MonitorCheckListResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "data" => fields.optional("data", &mut this.data)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(MonitorCheckListResponse);
/// The schema `MonitorCheckPage`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MonitorCheckPage {
    /// The value of `id`.
    ///
    /// A UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `targetId`.
    #[serde(rename = "targetId", skip_serializing_if = "Option::is_none")]
    pub target_id: Option<String>,
    /// The value of `url`.
    ///
    /// A URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The value of `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<MonitorPageStatus>,
    /// The value of `previousScrapeId`.
    ///
    /// A UUID.
    #[serde(rename = "previousScrapeId", skip_serializing_if = "Option::is_none")]
    pub previous_scrape_id: Option<String>,
    /// The value of `currentScrapeId`.
    ///
    /// A UUID.
    #[serde(rename = "currentScrapeId", skip_serializing_if = "Option::is_none")]
    pub current_scrape_id: Option<String>,
    /// The value of `statusCode`.
    #[serde(rename = "statusCode", skip_serializing_if = "Option::is_none")]
    pub status_code: Option<i64>,
    /// The value of `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The value of `metadata`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    /// The value of `judgment`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub judgment: Option<MonitorPageJudgment>,
    /// The value of `diff`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub diff: Option<ChangeDiff>,
    /// The value of `snapshot`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub snapshot: Option<MonitorPageSnapshot>,
    /// The value of `createdAt`.
    #[serde(rename = "createdAt", skip_serializing_if = "Option::is_none")]
    pub created_at: Option<Timestamp>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MonitorCheckPage {
    const NAME: &'static str = "MonitorCheckPage";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut this.id)?,
                "targetId" => fields.optional("targetId", &mut this.target_id)?,
                "url" => fields.optional("url", &mut this.url)?,
                "status" => fields.optional("status", &mut this.status)?,
                "previousScrapeId" => {
                    fields.optional("previousScrapeId", &mut this.previous_scrape_id)?
                }
                "currentScrapeId" => {
                    fields.optional("currentScrapeId", &mut this.current_scrape_id)?
                }
                "statusCode" => fields.optional("statusCode", &mut this.status_code)?,
                "error" => fields.optional("error", &mut this.error)?,
                "metadata" => fields.optional("metadata", &mut this.metadata)?,
                "judgment" => fields.optional("judgment", &mut this.judgment)?,
                "diff" => fields.optional("diff", &mut this.diff)?,
                "snapshot" => fields.optional("snapshot", &mut this.snapshot)?,
                "createdAt" => fields.optional("createdAt", &mut this.created_at)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(MonitorCheckPage);
/// The schema `MonitorCheckTrigger`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MonitorCheckTrigger {
    /// The value `scheduled`.
    Scheduled,
    /// The value `manual`.
    Manual,
    /// A value that the contract does not declare, as it came.
    Unknown(String),
}
impl MonitorCheckTrigger {
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Scheduled => "scheduled",
            Self::Manual => "manual",
            Self::Unknown(text) => text,
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "scheduled" => Some(Self::Scheduled),
            "manual" => Some(Self::Manual),
            _ => None,
        }
    }
}
crate::wire::open_enum!(MonitorCheckTrigger);
/// The schema `MonitorListResponse`.
///
/// Answer of `GET /monitor`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MonitorListResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Vec<Monitor>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MonitorListResponse {
    const NAME: &'static str = "MonitorListResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "data" => fields.optional("data", &mut this.data)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(MonitorListResponse);
/// The schema `MonitorPageJudgment`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MonitorPageJudgment {
    /// The value of `meaningful`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meaningful: Option<bool>,
    /// The value of `confidence`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// The value of `reason`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The value of `meaningfulChanges`.
    #[serde(rename = "meaningfulChanges", skip_serializing_if = "Option::is_none")]
    pub meaningful_changes: Option<Vec<MonitorChange>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MonitorPageJudgment {
    const NAME: &'static str = "MonitorPageJudgment";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "meaningful" => fields.optional("meaningful", &mut this.meaningful)?,
                "confidence" => fields.optional("confidence", &mut this.confidence)?,
                "reason" => fields.optional("reason", &mut this.reason)?,
                "meaningfulChanges" => {
                    fields.optional("meaningfulChanges", &mut this.meaningful_changes)?
                }
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(MonitorPageJudgment);
/// The schema `MonitorPageSnapshot`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MonitorPageSnapshot {
    /// The value of `json`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub json: Option<Map<String, Value>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MonitorPageSnapshot {
    const NAME: &'static str = "MonitorPageSnapshot";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "json" => fields.optional("json", &mut this.json)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(MonitorPageSnapshot);
/// The schema `MonitorResponse`.
///
/// Answer of `POST /monitor`, `GET /monitor/{monitorId}`, `PATCH /monitor/{monitorId}`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MonitorResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Monitor>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MonitorResponse {
    const NAME: &'static str = "MonitorResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "data" => fields.optional("data", &mut this.data)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(MonitorResponse);
/// The schema `MonitorRunResponse`.
///
/// Answer of `POST /monitor/{monitorId}/run`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MonitorRunResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `id`.
    ///
    /// A UUID.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<MonitorCheck>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MonitorRunResponse {
    const NAME: &'static str = "MonitorRunResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "id" => fields.optional("id", &mut this.id)?,
                "data" => fields.optional("data", &mut this.data)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(MonitorRunResponse);
/// The schema `MonitorSummary`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct MonitorSummary {
    /// The value of `totalPages`.
    #[serde(rename = "totalPages", skip_serializing_if = "Option::is_none")]
    pub total_pages: Option<i64>,
    /// The value of `same`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same: Option<i64>,
    /// The value of `changed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<i64>,
    /// The value of `new`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<i64>,
    /// The value of `removed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed: Option<i64>,
    /// The value of `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<i64>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for MonitorSummary {
    const NAME: &'static str = "MonitorSummary";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "totalPages" => fields.optional("totalPages", &mut this.total_pages)?,
                "same" => fields.optional("same", &mut this.same)?,
                "changed" => fields.optional("changed", &mut this.changed)?,
                "new" => fields.optional("new", &mut this.new)?,
                "removed" => fields.optional("removed", &mut this.removed)?,
                "error" => fields.optional("error", &mut this.error)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(MonitorSummary);
/// The schema `Paper`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct Paper {
    /// The value of `paperId`.
    #[serde(rename = "paperId")]
    pub paper_id: String,
    /// The value of `ids`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<BTreeMap<String, Vec<String>>>,
    /// The value of `title`.
    pub title: String,
    /// The value of `abstract`.
    #[serde(rename = "abstract")]
    pub abstract_: String,
    /// The value of `authors`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authors: Option<String>,
    /// The value of `categories`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub categories: Option<Vec<String>>,
    /// The value of `createdDate`.
    #[serde(rename = "createdDate", skip_serializing_if = "Option::is_none")]
    pub created_date: Option<String>,
    /// The value of `updateDate`.
    #[serde(rename = "updateDate", skip_serializing_if = "Option::is_none")]
    pub update_date: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for Paper {
    const NAME: &'static str = "Paper";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut paper_id = None;
        let mut ids = None;
        let mut title = None;
        let mut abstract_ = None;
        let mut authors = None;
        let mut categories = None;
        let mut created_date = None;
        let mut update_date = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "paperId" => fields.required("paperId", &mut paper_id)?,
                "ids" => fields.optional("ids", &mut ids)?,
                "title" => fields.required("title", &mut title)?,
                "abstract" => fields.required("abstract", &mut abstract_)?,
                "authors" => fields.optional("authors", &mut authors)?,
                "categories" => fields.optional("categories", &mut categories)?,
                "createdDate" => fields.optional("createdDate", &mut created_date)?,
                "updateDate" => fields.optional("updateDate", &mut update_date)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            paper_id: fields.present("paperId", paper_id)?,
            ids,
            title: fields.present("title", title)?,
            abstract_: fields.present("abstract", abstract_)?,
            authors,
            categories,
            created_date,
            update_date,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(Paper);
/// The schema `PaperPassage`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct PaperPassage {
    /// The value of `text`.
    pub text: String,
    /// The value of `score`.
    #[serde(serialize_with = "crate::wire::number::serialize")]
    pub score: f64,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for PaperPassage {
    const NAME: &'static str = "PaperPassage";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut text = None;
        let mut score = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "text" => fields.required("text", &mut text)?,
                "score" => fields.required("score", &mut score)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            text: fields.present("text", text)?,
            score: fields.present("score", score)?,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(PaperPassage);
/// The schema `PaperResponse`.
///
/// Answer of `GET /search/research/papers/{id}`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct PaperResponse {
    /// The value of `success`.
    pub success: bool,
    /// The value of `paper`.
    pub paper: Paper,
    /// The value of `paperId`.
    #[serde(rename = "paperId", skip_serializing_if = "Option::is_none")]
    pub paper_id: Option<String>,
    /// The value of `query`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// The value of `passages`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passages: Option<Vec<PaperPassage>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for PaperResponse {
    const NAME: &'static str = "PaperResponse";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut success = None;
        let mut paper = None;
        let mut paper_id = None;
        let mut query = None;
        let mut passages = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.required("success", &mut success)?,
                "paper" => fields.required("paper", &mut paper)?,
                "paperId" => fields.optional("paperId", &mut paper_id)?,
                "query" => fields.optional("query", &mut query)?,
                "passages" => fields.optional("passages", &mut passages)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            success: fields.present("success", success)?,
            paper: fields.present("paper", paper)?,
            paper_id,
            query,
            passages,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(PaperResponse);
/// The schema `PaperResult`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct PaperResult {
    /// The value of `paperId`.
    #[serde(rename = "paperId")]
    pub paper_id: String,
    /// The value of `primaryId`.
    #[serde(rename = "primaryId")]
    pub primary_id: String,
    /// The value of `ids`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<BTreeMap<String, Vec<String>>>,
    /// The value of `title`.
    pub title: String,
    /// The value of `abstract`.
    #[serde(rename = "abstract")]
    pub abstract_: String,
    /// The value of `score`.
    #[serde(serialize_with = "crate::wire::number::serialize")]
    pub score: f64,
    /// The value of `signals`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signals: Option<PaperSignals>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for PaperResult {
    const NAME: &'static str = "PaperResult";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut paper_id = None;
        let mut primary_id = None;
        let mut ids = None;
        let mut title = None;
        let mut abstract_ = None;
        let mut score = None;
        let mut signals = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "paperId" => fields.required("paperId", &mut paper_id)?,
                "primaryId" => fields.required("primaryId", &mut primary_id)?,
                "ids" => fields.optional("ids", &mut ids)?,
                "title" => fields.required("title", &mut title)?,
                "abstract" => fields.required("abstract", &mut abstract_)?,
                "score" => fields.required("score", &mut score)?,
                "signals" => fields.optional("signals", &mut signals)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            paper_id: fields.present("paperId", paper_id)?,
            primary_id: fields.present("primaryId", primary_id)?,
            ids,
            title: fields.present("title", title)?,
            abstract_: fields.present("abstract", abstract_)?,
            score: fields.present("score", score)?,
            signals,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(PaperResult);
/// The schema `PaperSearchResponse`.
///
/// Answer of `GET /search/research/papers`, `GET /search/research/papers/{id}/similar`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct PaperSearchResponse {
    /// The value of `success`.
    pub success: bool,
    /// The value of `results`.
    pub results: Vec<PaperResult>,
    /// The value of `poolSize`.
    ///
    /// At least 0.
    #[serde(rename = "poolSize", skip_serializing_if = "Option::is_none")]
    pub pool_size: Option<i64>,
    /// The value of `truncated`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub truncated: Option<bool>,
    /// The value of `note`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for PaperSearchResponse {
    const NAME: &'static str = "PaperSearchResponse";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut success = None;
        let mut results = None;
        let mut pool_size = None;
        let mut truncated = None;
        let mut note = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.required("success", &mut success)?,
                "results" => fields.required("results", &mut results)?,
                "poolSize" => fields.optional("poolSize", &mut pool_size)?,
                "truncated" => fields.optional("truncated", &mut truncated)?,
                "note" => fields.optional("note", &mut note)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            success: fields.present("success", success)?,
            results: fields.present("results", results)?,
            pool_size,
            truncated,
            note,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(PaperSearchResponse);
/// The schema `PaperSignals`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct PaperSignals {
    /// The value of `structural`.
    #[serde(serialize_with = "crate::wire::number::serialize")]
    pub structural: f64,
    /// The value of `semantic`.
    #[serde(serialize_with = "crate::wire::number::serialize")]
    pub semantic: f64,
    /// The value of `articleRank`.
    #[serde(rename = "articleRank", serialize_with = "crate::wire::number::serialize")]
    pub article_rank: f64,
    /// The value of `seedOverlap`.
    ///
    /// At least 0.
    #[serde(rename = "seedOverlap")]
    pub seed_overlap: i64,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for PaperSignals {
    const NAME: &'static str = "PaperSignals";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut structural = None;
        let mut semantic = None;
        let mut article_rank = None;
        let mut seed_overlap = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "structural" => fields.required("structural", &mut structural)?,
                "semantic" => fields.required("semantic", &mut semantic)?,
                "articleRank" => fields.required("articleRank", &mut article_rank)?,
                "seedOverlap" => fields.required("seedOverlap", &mut seed_overlap)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            structural: fields.present("structural", structural)?,
            semantic: fields.present("semantic", semantic)?,
            article_rank: fields.present("articleRank", article_rank)?,
            seed_overlap: fields.present("seedOverlap", seed_overlap)?,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(PaperSignals);
/// The schema `ParseFormatCatalog`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ParseFormatCatalog {
    /// The value of `formats`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formats: Option<Vec<UploadFormat>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ParseFormatCatalog {
    const NAME: &'static str = "ParseFormatCatalog";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "formats" => fields.optional("formats", &mut this.formats)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ParseFormatCatalog);
/// The schema `ParseFormatList`.
///
/// Answer of `GET /parse/formats`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ParseFormatList {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<ParseFormatCatalog>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ParseFormatList {
    const NAME: &'static str = "ParseFormatList";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "data" => fields.optional("data", &mut this.data)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ParseFormatList);
/// The schema `Price`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct Price {
    /// The value of `amount`.
    #[serde(serialize_with = "crate::wire::number::serialize")]
    pub amount: f64,
    /// The value of `currency`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// The value of `formatted`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formatted: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for Price {
    const NAME: &'static str = "Price";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut amount = None;
        let mut currency = None;
        let mut formatted = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "amount" => fields.required("amount", &mut amount)?,
                "currency" => fields.optional("currency", &mut currency)?,
                "formatted" => fields.optional("formatted", &mut formatted)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            amount: fields.present("amount", amount)?,
            currency,
            formatted,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(Price);
/// The schema `Product`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct Product {
    /// The value of `title`.
    pub title: String,
    /// The value of `brand`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub brand: Option<String>,
    /// The value of `category`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The value of `url`.
    pub url: String,
    /// The value of `description`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The value of `variants`.
    pub variants: Vec<ProductOffer>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for Product {
    const NAME: &'static str = "Product";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut title = None;
        let mut brand = None;
        let mut category = None;
        let mut url = None;
        let mut description = None;
        let mut variants = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "title" => fields.required("title", &mut title)?,
                "brand" => fields.optional("brand", &mut brand)?,
                "category" => fields.optional("category", &mut category)?,
                "url" => fields.required("url", &mut url)?,
                "description" => fields.optional("description", &mut description)?,
                "variants" => fields.required("variants", &mut variants)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            title: fields.present("title", title)?,
            brand,
            category,
            url: fields.present("url", url)?,
            description,
            variants: fields.present("variants", variants)?,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(Product);
/// The schema `ProductOffer`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ProductOffer {
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `sku`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<String>,
    /// The value of `title`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The value of `values`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<BTreeMap<String, String>>,
    /// The value of `price`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price: Option<Price>,
    /// The value of `sale`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sale: Option<ProductSale>,
    /// The value of `availability`.
    pub availability: Availability,
    /// The value of `images`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub images: Option<Vec<ImageLink>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ProductOffer {
    const NAME: &'static str = "ProductOffer";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut id = None;
        let mut sku = None;
        let mut title = None;
        let mut values = None;
        let mut price = None;
        let mut sale = None;
        let mut availability = None;
        let mut images = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "id" => fields.optional("id", &mut id)?,
                "sku" => fields.optional("sku", &mut sku)?,
                "title" => fields.optional("title", &mut title)?,
                "values" => fields.optional("values", &mut values)?,
                "price" => fields.optional("price", &mut price)?,
                "sale" => fields.optional("sale", &mut sale)?,
                "availability" => fields.required("availability", &mut availability)?,
                "images" => fields.optional("images", &mut images)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            id,
            sku,
            title,
            values,
            price,
            sale,
            availability: fields.present("availability", availability)?,
            images,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(ProductOffer);
/// The schema `ProductSale`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ProductSale {
    /// The value of `originalPrice`.
    #[serde(rename = "originalPrice")]
    pub original_price: Price,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ProductSale {
    const NAME: &'static str = "ProductSale";
    const FALLIBLE: bool = true;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut original_price = None;
        while let Some(key) = fields.next_key()? {
            match &*key {
                "originalPrice" => fields.required("originalPrice", &mut original_price)?,
                _ => fields.other(key)?,
            }
        }
        Ok(Self {
            original_price: fields.present("originalPrice", original_price)?,
            extra: fields.into_extra(),
        })
    }
}
crate::wire::record!(ProductSale);
/// The schema `QueueStatus`.
///
/// Answer of `GET /team/queue-status`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct QueueStatus {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `jobsInQueue`.
    #[serde(
        rename = "jobsInQueue",
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub jobs_in_queue: Option<f64>,
    /// The value of `activeJobsInQueue`.
    #[serde(
        rename = "activeJobsInQueue",
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub active_jobs_in_queue: Option<f64>,
    /// The value of `waitingJobsInQueue`.
    #[serde(
        rename = "waitingJobsInQueue",
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub waiting_jobs_in_queue: Option<f64>,
    /// The value of `maxConcurrency`.
    #[serde(
        rename = "maxConcurrency",
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub max_concurrency: Option<f64>,
    /// The value of `mostRecentSuccess`.
    #[serde(rename = "mostRecentSuccess", skip_serializing_if = "Option::is_none")]
    pub most_recent_success: Option<Timestamp>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for QueueStatus {
    const NAME: &'static str = "QueueStatus";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "jobsInQueue" => fields.optional("jobsInQueue", &mut this.jobs_in_queue)?,
                "activeJobsInQueue" => {
                    fields.optional("activeJobsInQueue", &mut this.active_jobs_in_queue)?
                }
                "waitingJobsInQueue" => {
                    fields
                        .optional("waitingJobsInQueue", &mut this.waiting_jobs_in_queue)?
                }
                "maxConcurrency" => {
                    fields.optional("maxConcurrency", &mut this.max_concurrency)?
                }
                "mostRecentSuccess" => {
                    fields.optional("mostRecentSuccess", &mut this.most_recent_success)?
                }
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(QueueStatus);
/// The schema `RequiresAction`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct RequiresAction {
    /// The value of `type`.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub type_: Option<String>,
    /// The value of `terms`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub terms: Option<String>,
    /// The value of `version`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The value of `url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for RequiresAction {
    const NAME: &'static str = "RequiresAction";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "type" => fields.optional("type", &mut this.type_)?,
                "terms" => fields.optional("terms", &mut this.terms)?,
                "version" => fields.optional("version", &mut this.version)?,
                "url" => fields.optional("url", &mut this.url)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(RequiresAction);
/// The schema `ScrapeResponse`.
///
/// Answer of `POST /scrape`, `GET /scrape/{jobId}`, `POST /parse`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ScrapeResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<Document>,
    /// The value of `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The value of `code`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ScrapeResponse {
    const NAME: &'static str = "ScrapeResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "data" => fields.optional("data", &mut this.data)?,
                "error" => fields.optional("error", &mut this.error)?,
                "code" => fields.optional("code", &mut this.code)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ScrapeResponse);
/// The schema `SearchImage`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct SearchImage {
    /// The value of `title`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The value of `imageUrl`.
    #[serde(rename = "imageUrl", skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
    /// The value of `imageWidth`.
    #[serde(rename = "imageWidth", skip_serializing_if = "Option::is_none")]
    pub image_width: Option<i64>,
    /// The value of `imageHeight`.
    #[serde(rename = "imageHeight", skip_serializing_if = "Option::is_none")]
    pub image_height: Option<i64>,
    /// The value of `url`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The value of `position`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<i64>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for SearchImage {
    const NAME: &'static str = "SearchImage";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "title" => fields.optional("title", &mut this.title)?,
                "imageUrl" => fields.optional("imageUrl", &mut this.image_url)?,
                "imageWidth" => fields.optional("imageWidth", &mut this.image_width)?,
                "imageHeight" => fields.optional("imageHeight", &mut this.image_height)?,
                "url" => fields.optional("url", &mut this.url)?,
                "position" => fields.optional("position", &mut this.position)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(SearchImage);
/// The schema `SearchResponse`.
///
/// Answer of `POST /search`, `POST /search/gov`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct SearchResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<SearchResults>,
    /// The value of `warning`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub warning: Option<String>,
    /// The value of `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The value of `creditsUsed`.
    #[serde(rename = "creditsUsed", skip_serializing_if = "Option::is_none")]
    pub credits_used: Option<i64>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for SearchResponse {
    const NAME: &'static str = "SearchResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "data" => fields.optional("data", &mut this.data)?,
                "warning" => fields.optional("warning", &mut this.warning)?,
                "id" => fields.optional("id", &mut this.id)?,
                "creditsUsed" => fields.optional("creditsUsed", &mut this.credits_used)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(SearchResponse);
/// The schema `SearchResults`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct SearchResults {
    /// The value of `web`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web: Option<Vec<Document>>,
    /// The value of `images`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub images: Option<Vec<SearchImage>>,
    /// The value of `news`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub news: Option<Vec<Document>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for SearchResults {
    const NAME: &'static str = "SearchResults";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "web" => fields.optional("web", &mut this.web)?,
                "images" => fields.optional("images", &mut this.images)?,
                "news" => fields.optional("news", &mut this.news)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(SearchResults);
/// The schema `SuccessResponse`.
///
/// Answer of `DELETE /monitor/{monitorId}`, `DELETE /scrape/{jobId}/interact`, `DELETE /agent/{jobId}`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct SuccessResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for SuccessResponse {
    const NAME: &'static str = "SuccessResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(SuccessResponse);
/// The schema `SupportAskResponse`.
///
/// Answer of `POST /support/ask`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct SupportAskResponse {
    /// The value of `answer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// The value of `confidence`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<Confidence>,
    /// The value of `fixParameters`.
    #[serde(rename = "fixParameters", skip_serializing_if = "Option::is_none")]
    pub fix_parameters: Option<Map<String, Value>>,
    /// The value of `validation`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validation: Option<Map<String, Value>>,
    /// The value of `feedback`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feedback: Option<Map<String, Value>>,
    /// The value of `durationMs`.
    #[serde(rename = "durationMs", skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<i64>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for SupportAskResponse {
    const NAME: &'static str = "SupportAskResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "answer" => fields.optional("answer", &mut this.answer)?,
                "confidence" => fields.optional("confidence", &mut this.confidence)?,
                "fixParameters" => {
                    fields.optional("fixParameters", &mut this.fix_parameters)?
                }
                "validation" => fields.optional("validation", &mut this.validation)?,
                "feedback" => fields.optional("feedback", &mut this.feedback)?,
                "durationMs" => fields.optional("durationMs", &mut this.duration_ms)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(SupportAskResponse);
/// The schema `SupportDocsSearchResponse`.
///
/// Answer of `POST /support/docs-search`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct SupportDocsSearchResponse {
    /// The value of `requestId`.
    #[serde(rename = "requestId", skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// The value of `answer`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// The value of `evidence`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Vec<SupportEvidence>>,
    /// The value of `usage`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usage: Option<SupportUsage>,
    /// The value of `durationMs`.
    #[serde(rename = "durationMs", skip_serializing_if = "Option::is_none")]
    pub duration_ms: Option<i64>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for SupportDocsSearchResponse {
    const NAME: &'static str = "SupportDocsSearchResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "requestId" => fields.optional("requestId", &mut this.request_id)?,
                "answer" => fields.optional("answer", &mut this.answer)?,
                "evidence" => fields.optional("evidence", &mut this.evidence)?,
                "usage" => fields.optional("usage", &mut this.usage)?,
                "durationMs" => fields.optional("durationMs", &mut this.duration_ms)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(SupportDocsSearchResponse);
/// The schema `SupportEvidence`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct SupportEvidence {
    /// The value of `pathOrUrl`.
    #[serde(rename = "pathOrUrl", skip_serializing_if = "Option::is_none")]
    pub path_or_url: Option<String>,
    /// The value of `reason`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for SupportEvidence {
    const NAME: &'static str = "SupportEvidence";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "pathOrUrl" => fields.optional("pathOrUrl", &mut this.path_or_url)?,
                "reason" => fields.optional("reason", &mut this.reason)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(SupportEvidence);
/// The schema `SupportUsage`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct SupportUsage {
    /// The value of `inputTokens`.
    #[serde(rename = "inputTokens", skip_serializing_if = "Option::is_none")]
    pub input_tokens: Option<i64>,
    /// The value of `outputTokens`.
    #[serde(rename = "outputTokens", skip_serializing_if = "Option::is_none")]
    pub output_tokens: Option<i64>,
    /// The value of `totalTokens`.
    #[serde(rename = "totalTokens", skip_serializing_if = "Option::is_none")]
    pub total_tokens: Option<i64>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for SupportUsage {
    const NAME: &'static str = "SupportUsage";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "inputTokens" => fields.optional("inputTokens", &mut this.input_tokens)?,
                "outputTokens" => {
                    fields.optional("outputTokens", &mut this.output_tokens)?
                }
                "totalTokens" => fields.optional("totalTokens", &mut this.total_tokens)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(SupportUsage);
/// The schema `ThreatProtection`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ThreatProtection {
    /// The value of `mode`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<ThreatProtectionMode>,
    /// The value of `riskScoreThreshold`.
    ///
    /// From 0 to 100.
    #[serde(rename = "riskScoreThreshold", skip_serializing_if = "Option::is_none")]
    pub risk_score_threshold: Option<i64>,
    /// The value of `blacklist`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub blacklist: Option<Vec<String>>,
    /// The value of `whitelist`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub whitelist: Option<Vec<String>>,
    /// The value of `blockedTlds`.
    #[serde(rename = "blockedTlds", skip_serializing_if = "Option::is_none")]
    pub blocked_tlds: Option<Vec<String>>,
    /// The value of `failurePolicy`.
    #[serde(rename = "failurePolicy", skip_serializing_if = "Option::is_none")]
    pub failure_policy: Option<FailurePolicy>,
    /// The value of `allowRequestOverrides`.
    #[serde(rename = "allowRequestOverrides", skip_serializing_if = "Option::is_none")]
    pub allow_request_overrides: Option<bool>,
    /// The value of `configured`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configured: Option<bool>,
    /// The value of `updatedAt`.
    #[serde(rename = "updatedAt", skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<Timestamp>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ThreatProtection {
    const NAME: &'static str = "ThreatProtection";
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
                "allowRequestOverrides" => {
                    fields
                        .optional(
                            "allowRequestOverrides",
                            &mut this.allow_request_overrides,
                        )?
                }
                "configured" => fields.optional("configured", &mut this.configured)?,
                "updatedAt" => fields.optional("updatedAt", &mut this.updated_at)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ThreatProtection);
/// The schema `ThreatProtectionResponse`.
///
/// Answer of `GET /team/threat-protection`, `PUT /team/threat-protection`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct ThreatProtectionResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<ThreatProtection>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for ThreatProtectionResponse {
    const NAME: &'static str = "ThreatProtectionResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "data" => fields.optional("data", &mut this.data)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(ThreatProtectionResponse);
/// The schema `TokenHistory`.
///
/// Answer of `GET /team/token-usage/historical`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct TokenHistory {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `periods`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub periods: Option<Vec<TokenPeriod>>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for TokenHistory {
    const NAME: &'static str = "TokenHistory";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "periods" => fields.optional("periods", &mut this.periods)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(TokenHistory);
/// The schema `TokenPeriod`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct TokenPeriod {
    /// The value of `startDate`.
    #[serde(rename = "startDate", skip_serializing_if = "Option::is_none")]
    pub start_date: Option<Timestamp>,
    /// The value of `endDate`.
    #[serde(rename = "endDate", skip_serializing_if = "Option::is_none")]
    pub end_date: Option<Timestamp>,
    /// The value of `apiKey`.
    #[serde(rename = "apiKey", skip_serializing_if = "Option::is_none")]
    pub api_key: Option<String>,
    /// The value of `totalTokens`.
    #[serde(rename = "totalTokens", skip_serializing_if = "Option::is_none")]
    pub total_tokens: Option<i64>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for TokenPeriod {
    const NAME: &'static str = "TokenPeriod";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "startDate" => fields.optional("startDate", &mut this.start_date)?,
                "endDate" => fields.optional("endDate", &mut this.end_date)?,
                "apiKey" => fields.optional("apiKey", &mut this.api_key)?,
                "totalTokens" => fields.optional("totalTokens", &mut this.total_tokens)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(TokenPeriod);
/// The schema `TokenUsage`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct TokenUsage {
    /// The value of `remainingTokens`.
    #[serde(
        rename = "remainingTokens",
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub remaining_tokens: Option<f64>,
    /// The value of `planTokens`.
    #[serde(
        rename = "planTokens",
        serialize_with = "crate::wire::number::serialize",
        skip_serializing_if = "Option::is_none"
    )]
    pub plan_tokens: Option<f64>,
    /// The value of `billingPeriodStart`.
    #[serde(rename = "billingPeriodStart", skip_serializing_if = "Option::is_none")]
    pub billing_period_start: Option<Timestamp>,
    /// The value of `billingPeriodEnd`.
    #[serde(rename = "billingPeriodEnd", skip_serializing_if = "Option::is_none")]
    pub billing_period_end: Option<Timestamp>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for TokenUsage {
    const NAME: &'static str = "TokenUsage";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "remainingTokens" => {
                    fields.optional("remainingTokens", &mut this.remaining_tokens)?
                }
                "planTokens" => fields.optional("planTokens", &mut this.plan_tokens)?,
                "billingPeriodStart" => {
                    fields
                        .optional("billingPeriodStart", &mut this.billing_period_start)?
                }
                "billingPeriodEnd" => {
                    fields.optional("billingPeriodEnd", &mut this.billing_period_end)?
                }
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(TokenUsage);
/// The schema `TokenUsageResponse`.
///
/// Answer of `GET /team/token-usage`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct TokenUsageResponse {
    /// The value of `success`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub success: Option<bool>,
    /// The value of `data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<TokenUsage>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for TokenUsageResponse {
    const NAME: &'static str = "TokenUsageResponse";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "success" => fields.optional("success", &mut this.success)?,
                "data" => fields.optional("data", &mut this.data)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(TokenUsageResponse);
/// The schema `UploadFormat`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize)]
#[non_exhaustive]
pub struct UploadFormat {
    /// The value of `format`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The value of `kind`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The value of `extensions`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extensions: Option<Vec<String>>,
    /// The value of `mimeTypes`.
    #[serde(rename = "mimeTypes", skip_serializing_if = "Option::is_none")]
    pub mime_types: Option<Vec<String>>,
    /// The value of `available`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available: Option<bool>,
    /// Fields that the contract does not declare, and values of another kind than it declares.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}
impl crate::wire::Record for UploadFormat {
    const NAME: &'static str = "UploadFormat";
    const FALLIBLE: bool = false;
    fn read_fields<'de, A: crate::wire::MapAccess<'de>>(
        mut fields: crate::wire::Fields<'de, A>,
    ) -> Result<Self, A::Error> {
        let mut this = Self::default();
        while let Some(key) = fields.next_key()? {
            match &*key {
                "format" => fields.optional("format", &mut this.format)?,
                "kind" => fields.optional("kind", &mut this.kind)?,
                "extensions" => fields.optional("extensions", &mut this.extensions)?,
                "mimeTypes" => fields.optional("mimeTypes", &mut this.mime_types)?,
                "available" => fields.optional("available", &mut this.available)?,
                _ => fields.other(key)?,
            }
        }
        this.extra = fields.into_extra();
        Ok(this)
    }
}
crate::wire::record!(UploadFormat);
