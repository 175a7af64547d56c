//! Types that are only sent.
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
/// The schema `ActivityQuery`.
///
/// Parameters of `GET /team/activity`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct ActivityQuery {
    /// The value of `endpoint`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<ActivityEndpoint>,
    /// The value of `limit`.
    ///
    /// From 1 to 100. The server's default is `50`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// The value of `cursor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}
impl ActivityQuery {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `endpoint`: The value of `endpoint`.
    pub fn endpoint(mut self, value: impl Into<ActivityEndpoint>) -> Self {
        self.endpoint = Some(value.into());
        self
    }
    /// Sets `limit`: The value of `limit`.
    pub fn limit(mut self, value: impl Into<i64>) -> Self {
        self.limit = Some(value.into());
        self
    }
    /// Sets `cursor`: The value of `cursor`.
    pub fn cursor(mut self, value: impl Into<String>) -> Self {
        self.cursor = Some(value.into());
        self
    }
}
/// The schema `AgentModel`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum AgentModel {
    /// The value `spark-2`.
    Spark2,
    /// The value `spark-1-mini`.
    Spark1Mini,
    /// The value `spark-1-pro`.
    Spark1Pro,
}
impl AgentModel {
    /// The values on the wire, in the order of the variants.
    pub const NAMES: &'static [&'static str] = &[
        "spark-2",
        "spark-1-mini",
        "spark-1-pro",
    ];
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Spark2 => "spark-2",
            Self::Spark1Mini => "spark-1-mini",
            Self::Spark1Pro => "spark-1-pro",
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "spark-2" => Some(Self::Spark2),
            "spark-1-mini" => Some(Self::Spark1Mini),
            "spark-1-pro" => Some(Self::Spark1Pro),
            _ => None,
        }
    }
}
crate::wire::closed_enum!(AgentModel);
/// The schema `AgentRequest`.
///
/// Body of `POST /agent`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct AgentRequest {
    /// The value of `urls`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urls: Option<Vec<String>>,
    /// The value of `prompt`.
    ///
    /// At most 10000 characters.
    pub prompt: String,
    /// The value of `schema`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<Map<String, Value>>,
    /// The value of `maxCredits`.
    #[serde(
        rename = "maxCredits",
        serialize_with = "crate::wire::number::serialize",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub max_credits: Option<f64>,
    /// The value of `strictConstrainToURLs`.
    #[serde(rename = "strictConstrainToURLs", skip_serializing_if = "Option::is_none")]
    pub strict_constrain_to_urls: Option<bool>,
    /// The value of `model`.
    ///
    /// The server's default is `"spark-1-pro"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<AgentModel>,
    /// The value of `auditMetadata`.
    #[serde(rename = "auditMetadata", skip_serializing_if = "Option::is_none")]
    pub audit_metadata: Option<AuditMetadata>,
    /// The value of `threatProtection`.
    #[serde(rename = "threatProtection", skip_serializing_if = "Option::is_none")]
    pub threat_protection: Option<ThreatProtectionOverride>,
    /// The value of `webhook`.
    ///
    /// Seen in use; the contract does not promise it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook: Option<AgentWebhook>,
    /// The value of `effort`.
    ///
    /// Seen in use; the contract does not promise it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effort: Option<String>,
    /// The value of `threadId`.
    ///
    /// Seen in use; the contract does not promise it.
    #[serde(rename = "threadId", skip_serializing_if = "Option::is_none")]
    pub thread_id: Option<String>,
    /// The value of `mode`.
    ///
    /// Seen in use; the contract does not promise it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// The value of `exchange`.
    ///
    /// Seen in use; the contract does not promise it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchange: Option<Map<String, Value>>,
}
impl AgentRequest {
    /// Starts with what must be there.
    pub fn new(prompt: impl Into<String>) -> Self {
        Self {
            urls: Default::default(),
            prompt: prompt.into(),
            schema: Default::default(),
            max_credits: Default::default(),
            strict_constrain_to_urls: Default::default(),
            model: Default::default(),
            audit_metadata: Default::default(),
            threat_protection: Default::default(),
            webhook: Default::default(),
            effort: Default::default(),
            thread_id: Default::default(),
            mode: Default::default(),
            exchange: Default::default(),
        }
    }
    /// Sets `urls`: The value of `urls`.
    pub fn urls(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.urls = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `prompt`: The value of `prompt`.
    pub fn prompt(mut self, value: impl Into<String>) -> Self {
        self.prompt = value.into();
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
    /// Sets `maxCredits`: The value of `maxCredits`.
    pub fn max_credits(mut self, value: impl Into<f64>) -> Self {
        self.max_credits = Some(value.into());
        self
    }
    /// Sets `strictConstrainToURLs`: The value of `strictConstrainToURLs`.
    pub fn strict_constrain_to_urls(mut self, value: bool) -> Self {
        self.strict_constrain_to_urls = Some(value);
        self
    }
    /// Sets `model`: The value of `model`.
    pub fn model(mut self, value: impl Into<AgentModel>) -> Self {
        self.model = Some(value.into());
        self
    }
    /// Sets `auditMetadata`: The value of `auditMetadata`.
    pub fn audit_metadata(mut self, value: impl Into<AuditMetadata>) -> Self {
        self.audit_metadata = Some(value.into());
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
    /// Sets `webhook`: The value of `webhook`.
    pub fn webhook(mut self, value: impl Into<AgentWebhook>) -> Self {
        self.webhook = Some(value.into());
        self
    }
    /// Sets `effort`: The value of `effort`.
    pub fn effort(mut self, value: impl Into<String>) -> Self {
        self.effort = Some(value.into());
        self
    }
    /// Sets `threadId`: The value of `threadId`.
    pub fn thread_id(mut self, value: impl Into<String>) -> Self {
        self.thread_id = Some(value.into());
        self
    }
    /// Sets `mode`: The value of `mode`.
    pub fn mode(mut self, value: impl Into<String>) -> Self {
        self.mode = Some(value.into());
        self
    }
    /// Sets `exchange`: The value of `exchange`.
    pub fn exchange(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<Value>)>,
    ) -> Self {
        self.exchange = Some(
            value.into_iter().map(|(key, value)| (key.into(), value.into())).collect(),
        );
        self
    }
}
crate::wire::from_text!(AgentRequest);
/// The schema `AgentWebhook`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct AgentWebhook {
    /// The value of `url`.
    pub url: String,
    /// The value of `headers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<BTreeMap<String, String>>,
    /// The value of `metadata`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    /// The value of `events`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<AgentWebhookEvent>>,
}
impl AgentWebhook {
    /// Starts with what must be there.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            headers: Default::default(),
            metadata: Default::default(),
            events: Default::default(),
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
        value: impl IntoIterator<Item = impl Into<AgentWebhookEvent>>,
    ) -> Self {
        self.events = Some(value.into_iter().map(Into::into).collect());
        self
    }
}
crate::wire::from_text!(AgentWebhook);
/// The schema `AgentWebhookEvent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum AgentWebhookEvent {
    /// The value `started`.
    Started,
    /// The value `action`.
    Action,
    /// The value `completed`.
    Completed,
    /// The value `failed`.
    Failed,
    /// The value `cancelled`.
    Cancelled,
}
impl AgentWebhookEvent {
    /// The values on the wire, in the order of the variants.
    pub const NAMES: &'static [&'static str] = &[
        "started",
        "action",
        "completed",
        "failed",
        "cancelled",
    ];
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Started => "started",
            Self::Action => "action",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "started" => Some(Self::Started),
            "action" => Some(Self::Action),
            "completed" => Some(Self::Completed),
            "failed" => Some(Self::Failed),
            "cancelled" => Some(Self::Cancelled),
            _ => None,
        }
    }
}
crate::wire::closed_enum!(AgentWebhookEvent);
/// The schema `BatchScrapeRequest`.
///
/// Body of `POST /batch/scrape`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[must_use]
#[non_exhaustive]
pub struct BatchScrapeRequest {
    /// The value of `urls`.
    pub urls: Vec<String>,
    /// The value of `webhook`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook: Option<Webhook>,
    /// The value of `maxConcurrency`.
    #[serde(rename = "maxConcurrency", skip_serializing_if = "Option::is_none")]
    pub max_concurrency: Option<i64>,
    /// The value of `ignoreInvalidURLs`.
    ///
    /// The server's default is `true`.
    #[serde(rename = "ignoreInvalidURLs", skip_serializing_if = "Option::is_none")]
    pub ignore_invalid_urls: Option<bool>,
    /// The value of `appendToId`.
    ///
    /// A UUID. Seen in use; the contract does not promise it.
    #[serde(rename = "appendToId", skip_serializing_if = "Option::is_none")]
    pub append_to_id: Option<String>,
    /// The value of `zeroDataRetention`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "zeroDataRetention", skip_serializing_if = "Option::is_none")]
    pub zero_data_retention: Option<bool>,
    /// The value of `options`.
    #[serde(flatten)]
    pub options: ScrapeOptions,
}
impl BatchScrapeRequest {
    /// Starts with what must be there.
    pub fn new(urls: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            urls: urls.into_iter().map(Into::into).collect(),
            webhook: Default::default(),
            max_concurrency: Default::default(),
            ignore_invalid_urls: Default::default(),
            append_to_id: Default::default(),
            zero_data_retention: Default::default(),
            options: Default::default(),
        }
    }
    /// Sets `urls`: The value of `urls`.
    pub fn urls(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.urls = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets `webhook`: The value of `webhook`.
    pub fn webhook(mut self, value: impl Into<Webhook>) -> Self {
        self.webhook = Some(value.into());
        self
    }
    /// Sets `maxConcurrency`: The value of `maxConcurrency`.
    pub fn max_concurrency(mut self, value: impl Into<i64>) -> Self {
        self.max_concurrency = Some(value.into());
        self
    }
    /// Sets `ignoreInvalidURLs`: The value of `ignoreInvalidURLs`.
    pub fn ignore_invalid_urls(mut self, value: bool) -> Self {
        self.ignore_invalid_urls = Some(value);
        self
    }
    /// Sets `appendToId`: The value of `appendToId`.
    pub fn append_to_id(mut self, value: impl Into<String>) -> Self {
        self.append_to_id = Some(value.into());
        self
    }
    /// Sets `zeroDataRetention`: The value of `zeroDataRetention`.
    pub fn zero_data_retention(mut self, value: bool) -> Self {
        self.zero_data_retention = Some(value);
        self
    }
    /// Sets `options`: The value of `options`.
    pub fn options(mut self, value: impl Into<ScrapeOptions>) -> Self {
        self.options = value.into();
        self
    }
    /// Sets `formats`: The value of `formats`.
    pub fn formats(
        mut self,
        value: impl IntoIterator<Item = impl Into<Format>>,
    ) -> Self {
        self.options = self.options.formats(value);
        self
    }
    /// Sets `onlyMainContent`: The value of `onlyMainContent`.
    pub fn only_main_content(mut self, value: bool) -> Self {
        self.options = self.options.only_main_content(value);
        self
    }
    /// Sets `onlyCleanContent`: The value of `onlyCleanContent`.
    pub fn only_clean_content(mut self, value: bool) -> Self {
        self.options = self.options.only_clean_content(value);
        self
    }
    /// Sets `includeTags`: The value of `includeTags`.
    pub fn include_tags(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.options = self.options.include_tags(value);
        self
    }
    /// Sets `excludeTags`: The value of `excludeTags`.
    pub fn exclude_tags(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.options = self.options.exclude_tags(value);
        self
    }
    /// Sets `maxAge`: The value of `maxAge`.
    pub fn max_age(mut self, value: ::std::time::Duration) -> Self {
        self.options = self.options.max_age(value);
        self
    }
    /// Sets `minAge`: The value of `minAge`.
    pub fn min_age(mut self, value: ::std::time::Duration) -> Self {
        self.options = self.options.min_age(value);
        self
    }
    /// Sets `headers`: The value of `headers`.
    pub fn headers(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        self.options = self.options.headers(value);
        self
    }
    /// Sets `waitFor`: The value of `waitFor`.
    pub fn wait_for(mut self, value: ::std::time::Duration) -> Self {
        self.options = self.options.wait_for(value);
        self
    }
    /// Sets `mobile`: The value of `mobile`.
    pub fn mobile(mut self, value: bool) -> Self {
        self.options = self.options.mobile(value);
        self
    }
    /// Sets `skipTlsVerification`: The value of `skipTlsVerification`.
    pub fn skip_tls_verification(mut self, value: bool) -> Self {
        self.options = self.options.skip_tls_verification(value);
        self
    }
    /// Sets `timeout`: The value of `timeout`.
    pub fn timeout(mut self, value: ::std::time::Duration) -> Self {
        self.options = self.options.timeout(value);
        self
    }
    /// Sets `parsers`: The value of `parsers`.
    pub fn parsers(
        mut self,
        value: impl IntoIterator<Item = impl Into<Parser>>,
    ) -> Self {
        self.options = self.options.parsers(value);
        self
    }
    /// Sets `actions`: The value of `actions`.
    pub fn actions(
        mut self,
        value: impl IntoIterator<Item = impl Into<Action>>,
    ) -> Self {
        self.options = self.options.actions(value);
        self
    }
    /// Sets `location`: The value of `location`.
    pub fn location(mut self, value: impl Into<Location>) -> Self {
        self.options = self.options.location(value);
        self
    }
    /// Sets `removeBase64Images`: The value of `removeBase64Images`.
    pub fn remove_base64_images(mut self, value: bool) -> Self {
        self.options = self.options.remove_base64_images(value);
        self
    }
    /// Sets `blockAds`: The value of `blockAds`.
    pub fn block_ads(mut self, value: bool) -> Self {
        self.options = self.options.block_ads(value);
        self
    }
    /// Sets `proxy`: The value of `proxy`.
    pub fn proxy(mut self, value: impl Into<ProxyMode>) -> Self {
        self.options = self.options.proxy(value);
        self
    }
    /// Sets `storeInCache`: The value of `storeInCache`.
    pub fn store_in_cache(mut self, value: bool) -> Self {
        self.options = self.options.store_in_cache(value);
        self
    }
    /// Sets `lockdown`: The value of `lockdown`.
    pub fn lockdown(mut self, value: bool) -> Self {
        self.options = self.options.lockdown(value);
        self
    }
    /// Sets `redactPII`: The value of `redactPII`.
    pub fn redact_pii(mut self, value: impl Into<RedactPii>) -> Self {
        self.options = self.options.redact_pii(value);
        self
    }
    /// Sets `profile`: The value of `profile`.
    pub fn profile(mut self, value: impl Into<BrowserProfile>) -> Self {
        self.options = self.options.profile(value);
        self
    }
    /// Sets `threatProtection`: The value of `threatProtection`.
    pub fn threat_protection(
        mut self,
        value: impl Into<ThreatProtectionOverride>,
    ) -> Self {
        self.options = self.options.threat_protection(value);
        self
    }
    /// Sets `auditMetadata`: The value of `auditMetadata`.
    pub fn audit_metadata(mut self, value: impl Into<AuditMetadata>) -> Self {
        self.options = self.options.audit_metadata(value);
        self
    }
    /// Sets `checkPromptInjection`: The value of `checkPromptInjection`.
    pub fn check_prompt_injection(mut self, value: bool) -> Self {
        self.options = self.options.check_prompt_injection(value);
        self
    }
    /// Sets `fastMode`: The value of `fastMode`.
    pub fn fast_mode(mut self, value: bool) -> Self {
        self.options = self.options.fast_mode(value);
        self
    }
}
crate::wire::from_texts!(BatchScrapeRequest);
/// The schema `BrowserCodeRequest`.
///
/// Body of `POST /interact/{sessionId}/execute`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct BrowserCodeRequest {
    /// The value of `code`.
    ///
    /// From 1 to 100000 characters.
    pub code: String,
    /// The value of `language`.
    ///
    /// The server's default is `"node"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<CodeLanguage>,
    /// The value of `timeout`.
    ///
    /// In seconds. From 1 to 300.
    #[serde(rename = "timeout", skip_serializing_if = "Option::is_none")]
    pub timeout_secs: Option<i64>,
}
impl BrowserCodeRequest {
    /// Starts with what must be there.
    pub fn new(code: impl Into<String>) -> Self {
        Self {
            code: code.into(),
            language: Default::default(),
            timeout_secs: Default::default(),
        }
    }
    /// Sets `code`: The value of `code`.
    pub fn code(mut self, value: impl Into<String>) -> Self {
        self.code = value.into();
        self
    }
    /// Sets `language`: The value of `language`.
    pub fn language(mut self, value: impl Into<CodeLanguage>) -> Self {
        self.language = Some(value.into());
        self
    }
    /// Sets `timeout`: The value of `timeout`.
    pub fn timeout(mut self, value: ::std::time::Duration) -> Self {
        self.timeout_secs = Some(crate::wire::duration::seconds(value));
        self
    }
}
crate::wire::from_text!(BrowserCodeRequest);
/// The schema `BrowserSessionRequest`.
///
/// Body of `POST /interact`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct BrowserSessionRequest {
    /// The value of `ttl`.
    ///
    /// In seconds. From 30 to 3600. The server's default is `300`.
    #[serde(rename = "ttl", skip_serializing_if = "Option::is_none")]
    pub ttl_secs: Option<i64>,
    /// The value of `activityTtl`.
    ///
    /// In seconds. From 10 to 3600.
    #[serde(rename = "activityTtl", skip_serializing_if = "Option::is_none")]
    pub activity_ttl_secs: Option<i64>,
    /// The value of `streamWebView`.
    ///
    /// The server's default is `true`.
    #[serde(rename = "streamWebView", skip_serializing_if = "Option::is_none")]
    pub stream_web_view: Option<bool>,
    /// The value of `profile`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<BrowserProfile>,
}
impl BrowserSessionRequest {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `ttl`: The value of `ttl`.
    pub fn ttl(mut self, value: ::std::time::Duration) -> Self {
        self.ttl_secs = Some(crate::wire::duration::seconds(value));
        self
    }
    /// Sets `activityTtl`: The value of `activityTtl`.
    pub fn activity_ttl(mut self, value: ::std::time::Duration) -> Self {
        self.activity_ttl_secs = Some(crate::wire::duration::seconds(value));
        self
    }
    /// Sets `streamWebView`: The value of `streamWebView`.
    pub fn stream_web_view(mut self, value: bool) -> Self {
        self.stream_web_view = Some(value);
        self
    }
    /// Sets `profile`: The value of `profile`.
    pub fn profile(mut self, value: impl Into<BrowserProfile>) -> Self {
        self.profile = Some(value.into());
        self
    }
}
/// The schema `Category`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[serde(tag = "type")]
#[non_exhaustive]
pub enum Category {
    /// The `github` variant.
    #[serde(rename = "github")]
    Github,
    /// The `research` variant.
    #[serde(rename = "research")]
    Research,
    /// The `pdf` variant.
    #[serde(rename = "pdf")]
    Pdf,
    /// The `developer` variant.
    ///
    /// Seen in use; the contract does not promise it.
    #[serde(rename = "developer")]
    Developer,
    /// The `gov` variant.
    ///
    /// Seen in use; the contract does not promise it.
    #[serde(rename = "gov")]
    Gov,
    /// A value that the contract does not declare; it is sent as it is.
    #[serde(untagged)]
    Unknown(Value),
}
impl crate::wire::TaggedUnion for Category {
    const NAME: &'static str = "Category";
    const TAG: &'static str = "type";
    const TAGS: &'static [&'static str] = &[
        "github",
        "research",
        "pdf",
        "developer",
        "gov",
    ];
    const BARE: bool = true;
    fn from_tag(
        tag: &str,
        rest: Map<String, Value>,
    ) -> Result<Option<Self>, ::serde_json::Error> {
        Ok(
            Some(
                match tag {
                    "github" => crate::wire::unit(rest, Self::Github)?,
                    "research" => crate::wire::unit(rest, Self::Research)?,
                    "pdf" => crate::wire::unit(rest, Self::Pdf)?,
                    "developer" => crate::wire::unit(rest, Self::Developer)?,
                    "gov" => crate::wire::unit(rest, Self::Gov)?,
                    _ => return Ok(None),
                },
            ),
        )
    }
    fn unknown(value: Value) -> Result<Self, Value> {
        Ok(Self::Unknown(value))
    }
}
crate::wire::tagged_union!(Category);
impl From<&str> for Category {
    fn from(text: &str) -> Self {
        match text {
            "github" => Self::Github,
            "research" => Self::Research,
            "pdf" => Self::Pdf,
            "developer" => Self::Developer,
            "gov" => Self::Gov,
            _ => Self::Unknown(::serde_json::json!({ "type" : text })),
        }
    }
}
/// The schema `CodeLanguage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum CodeLanguage {
    /// The value `python`.
    Python,
    /// The value `node`.
    Node,
    /// The value `bash`.
    Bash,
}
impl CodeLanguage {
    /// The values on the wire, in the order of the variants.
    pub const NAMES: &'static [&'static str] = &["python", "node", "bash"];
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Python => "python",
            Self::Node => "node",
            Self::Bash => "bash",
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "python" => Some(Self::Python),
            "node" => Some(Self::Node),
            "bash" => Some(Self::Bash),
            _ => None,
        }
    }
}
crate::wire::closed_enum!(CodeLanguage);
/// The schema `CrawlParamsRequest`.
///
/// Body of `POST /crawl/params-preview`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct CrawlParamsRequest {
    /// The value of `url`.
    ///
    /// A URL.
    pub url: String,
    /// The value of `prompt`.
    ///
    /// At most 10000 characters.
    pub prompt: String,
}
impl CrawlParamsRequest {
    /// Starts with what must be there.
    pub fn new(url: impl Into<String>, prompt: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            prompt: prompt.into(),
        }
    }
    /// Sets `url`: The value of `url`.
    pub fn url(mut self, value: impl Into<String>) -> Self {
        self.url = value.into();
        self
    }
    /// Sets `prompt`: The value of `prompt`.
    pub fn prompt(mut self, value: impl Into<String>) -> Self {
        self.prompt = value.into();
        self
    }
}
/// The schema `CrawlRequest`.
///
/// Body of `POST /crawl`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct CrawlRequest {
    /// The value of `url`.
    ///
    /// A URL.
    pub url: String,
    /// The value of `prompt`.
    ///
    /// At most 10000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// The value of `excludePaths`.
    #[serde(rename = "excludePaths", skip_serializing_if = "Option::is_none")]
    pub exclude_paths: Option<Vec<String>>,
    /// The value of `includePaths`.
    #[serde(rename = "includePaths", skip_serializing_if = "Option::is_none")]
    pub include_paths: Option<Vec<String>>,
    /// The value of `maxDiscoveryDepth`.
    #[serde(rename = "maxDiscoveryDepth", skip_serializing_if = "Option::is_none")]
    pub max_discovery_depth: Option<i64>,
    /// The value of `sitemap`.
    ///
    /// The server's default is `"include"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sitemap: Option<SitemapMode>,
    /// The value of `ignoreQueryParameters`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "ignoreQueryParameters", skip_serializing_if = "Option::is_none")]
    pub ignore_query_parameters: Option<bool>,
    /// The value of `regexOnFullURL`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "regexOnFullURL", skip_serializing_if = "Option::is_none")]
    pub regex_on_full_url: Option<bool>,
    /// The value of `limit`.
    ///
    /// The server's default is `10000`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// The value of `crawlEntireDomain`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "crawlEntireDomain", skip_serializing_if = "Option::is_none")]
    pub crawl_entire_domain: Option<bool>,
    /// The value of `allowExternalLinks`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "allowExternalLinks", skip_serializing_if = "Option::is_none")]
    pub allow_external_links: Option<bool>,
    /// The value of `allowSubdomains`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "allowSubdomains", skip_serializing_if = "Option::is_none")]
    pub allow_subdomains: Option<bool>,
    /// The value of `ignoreRobotsTxt`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "ignoreRobotsTxt", skip_serializing_if = "Option::is_none")]
    pub ignore_robots_txt: Option<bool>,
    /// The value of `robotsUserAgent`.
    #[serde(rename = "robotsUserAgent", skip_serializing_if = "Option::is_none")]
    pub robots_user_agent: Option<String>,
    /// The value of `delay`.
    ///
    /// In seconds.
    #[serde(
        rename = "delay",
        serialize_with = "crate::wire::number::serialize",
        default,
        skip_serializing_if = "Option::is_none"
    )]
    pub delay_secs: Option<f64>,
    /// The value of `maxConcurrency`.
    #[serde(rename = "maxConcurrency", skip_serializing_if = "Option::is_none")]
    pub max_concurrency: Option<i64>,
    /// The value of `webhook`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook: Option<Webhook>,
    /// The value of `scrapeOptions`.
    #[serde(rename = "scrapeOptions", skip_serializing_if = "Option::is_none")]
    pub scrape_options: Option<ScrapeOptions>,
    /// The value of `zeroDataRetention`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "zeroDataRetention", skip_serializing_if = "Option::is_none")]
    pub zero_data_retention: Option<bool>,
    /// The value of `deduplicateSimilarURLs`.
    ///
    /// Seen in use; the contract does not promise it.
    #[serde(rename = "deduplicateSimilarURLs", skip_serializing_if = "Option::is_none")]
    pub deduplicate_similar_urls: Option<bool>,
}
impl CrawlRequest {
    /// Starts with what must be there.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            prompt: Default::default(),
            exclude_paths: Default::default(),
            include_paths: Default::default(),
            max_discovery_depth: Default::default(),
            sitemap: Default::default(),
            ignore_query_parameters: Default::default(),
            regex_on_full_url: Default::default(),
            limit: Default::default(),
            crawl_entire_domain: Default::default(),
            allow_external_links: Default::default(),
            allow_subdomains: Default::default(),
            ignore_robots_txt: Default::default(),
            robots_user_agent: Default::default(),
            delay_secs: Default::default(),
            max_concurrency: Default::default(),
            webhook: Default::default(),
            scrape_options: Default::default(),
            zero_data_retention: Default::default(),
            deduplicate_similar_urls: Default::default(),
        }
    }
    /// Sets `url`: The value of `url`.
    pub fn url(mut self, value: impl Into<String>) -> Self {
        self.url = value.into();
        self
    }
    /// Sets `prompt`: The value of `prompt`.
    pub fn prompt(mut self, value: impl Into<String>) -> Self {
        self.prompt = Some(value.into());
        self
    }
    /// Sets `excludePaths`: The value of `excludePaths`.
    pub fn exclude_paths(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.exclude_paths = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `includePaths`: The value of `includePaths`.
    pub fn include_paths(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.include_paths = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `maxDiscoveryDepth`: The value of `maxDiscoveryDepth`.
    pub fn max_discovery_depth(mut self, value: impl Into<i64>) -> Self {
        self.max_discovery_depth = Some(value.into());
        self
    }
    /// Sets `sitemap`: The value of `sitemap`.
    pub fn sitemap(mut self, value: impl Into<SitemapMode>) -> Self {
        self.sitemap = Some(value.into());
        self
    }
    /// Sets `ignoreQueryParameters`: The value of `ignoreQueryParameters`.
    pub fn ignore_query_parameters(mut self, value: bool) -> Self {
        self.ignore_query_parameters = Some(value);
        self
    }
    /// Sets `regexOnFullURL`: The value of `regexOnFullURL`.
    pub fn regex_on_full_url(mut self, value: bool) -> Self {
        self.regex_on_full_url = Some(value);
        self
    }
    /// Sets `limit`: The value of `limit`.
    pub fn limit(mut self, value: impl Into<i64>) -> Self {
        self.limit = Some(value.into());
        self
    }
    /// Sets `crawlEntireDomain`: The value of `crawlEntireDomain`.
    pub fn crawl_entire_domain(mut self, value: bool) -> Self {
        self.crawl_entire_domain = Some(value);
        self
    }
    /// Sets `allowExternalLinks`: The value of `allowExternalLinks`.
    pub fn allow_external_links(mut self, value: bool) -> Self {
        self.allow_external_links = Some(value);
        self
    }
    /// Sets `allowSubdomains`: The value of `allowSubdomains`.
    pub fn allow_subdomains(mut self, value: bool) -> Self {
        self.allow_subdomains = Some(value);
        self
    }
    /// Sets `ignoreRobotsTxt`: The value of `ignoreRobotsTxt`.
    pub fn ignore_robots_txt(mut self, value: bool) -> Self {
        self.ignore_robots_txt = Some(value);
        self
    }
    /// Sets `robotsUserAgent`: The value of `robotsUserAgent`.
    pub fn robots_user_agent(mut self, value: impl Into<String>) -> Self {
        self.robots_user_agent = Some(value.into());
        self
    }
    /// Sets `delay`: The value of `delay`.
    pub fn delay(mut self, value: ::std::time::Duration) -> Self {
        self.delay_secs = Some(value.as_secs_f64());
        self
    }
    /// Sets `maxConcurrency`: The value of `maxConcurrency`.
    pub fn max_concurrency(mut self, value: impl Into<i64>) -> Self {
        self.max_concurrency = Some(value.into());
        self
    }
    /// Sets `webhook`: The value of `webhook`.
    pub fn webhook(mut self, value: impl Into<Webhook>) -> Self {
        self.webhook = Some(value.into());
        self
    }
    /// Sets `scrapeOptions`: The value of `scrapeOptions`.
    pub fn scrape_options(mut self, value: impl Into<ScrapeOptions>) -> Self {
        self.scrape_options = Some(value.into());
        self
    }
    /// Sets `zeroDataRetention`: The value of `zeroDataRetention`.
    pub fn zero_data_retention(mut self, value: bool) -> Self {
        self.zero_data_retention = Some(value);
        self
    }
    /// Sets `deduplicateSimilarURLs`: The value of `deduplicateSimilarURLs`.
    pub fn deduplicate_similar_urls(mut self, value: bool) -> Self {
        self.deduplicate_similar_urls = Some(value);
        self
    }
}
crate::wire::from_text!(CrawlRequest);
/// The schema `DeveloperSearchRequest`.
///
/// Parameters of `GET /search/developer`; Body of `POST /search/developer`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct DeveloperSearchRequest {
    /// The value of `query`.
    ///
    /// At least 1 characters.
    pub query: String,
    /// The value of `k`.
    ///
    /// From 1 to 100. The server's default is `10`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k: Option<i64>,
    /// The value of `types`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub types: Option<Vec<DeveloperResultType>>,
    /// The value of `repos`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repos: Option<Vec<String>>,
    /// The value of `sources`.
    ///
    /// At most 20 entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<Vec<String>>,
    /// The value of `skills`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skills: Option<DeveloperSkills>,
    /// The value of `passages`.
    ///
    /// From 1 to 5. The server's default is `1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passages: Option<i64>,
    /// The value of `language`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The value of `topic`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic: Option<String>,
    /// The value of `license`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// The value of `min_stars`.
    ///
    /// At least 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_stars: Option<i64>,
    /// The value of `max_stars`.
    ///
    /// At least 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_stars: Option<i64>,
    /// The value of `archived`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub archived: Option<bool>,
    /// The value of `fork`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fork: Option<bool>,
}
impl DeveloperSearchRequest {
    /// Starts with what must be there.
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            k: Default::default(),
            types: Default::default(),
            repos: Default::default(),
            sources: Default::default(),
            skills: Default::default(),
            passages: Default::default(),
            language: Default::default(),
            topic: Default::default(),
            license: Default::default(),
            min_stars: Default::default(),
            max_stars: Default::default(),
            archived: Default::default(),
            fork: Default::default(),
        }
    }
    /// Sets `query`: The value of `query`.
    pub fn query(mut self, value: impl Into<String>) -> Self {
        self.query = value.into();
        self
    }
    /// Sets `k`: The value of `k`.
    pub fn k(mut self, value: impl Into<i64>) -> Self {
        self.k = Some(value.into());
        self
    }
    /// Sets `types`: The value of `types`.
    pub fn types(
        mut self,
        value: impl IntoIterator<Item = impl Into<DeveloperResultType>>,
    ) -> Self {
        self.types = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `repos`: The value of `repos`.
    pub fn repos(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.repos = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `sources`: The value of `sources`.
    pub fn sources(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.sources = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `skills`: The value of `skills`.
    pub fn skills(mut self, value: impl Into<DeveloperSkills>) -> Self {
        self.skills = Some(value.into());
        self
    }
    /// Sets `passages`: The value of `passages`.
    pub fn passages(mut self, value: impl Into<i64>) -> Self {
        self.passages = Some(value.into());
        self
    }
    /// Sets `language`: The value of `language`.
    pub fn language(mut self, value: impl Into<String>) -> Self {
        self.language = Some(value.into());
        self
    }
    /// Sets `topic`: The value of `topic`.
    pub fn topic(mut self, value: impl Into<String>) -> Self {
        self.topic = Some(value.into());
        self
    }
    /// Sets `license`: The value of `license`.
    pub fn license(mut self, value: impl Into<String>) -> Self {
        self.license = Some(value.into());
        self
    }
    /// Sets `min_stars`: The value of `min_stars`.
    pub fn min_stars(mut self, value: impl Into<i64>) -> Self {
        self.min_stars = Some(value.into());
        self
    }
    /// Sets `max_stars`: The value of `max_stars`.
    pub fn max_stars(mut self, value: impl Into<i64>) -> Self {
        self.max_stars = Some(value.into());
        self
    }
    /// Sets `archived`: The value of `archived`.
    pub fn archived(mut self, value: bool) -> Self {
        self.archived = Some(value);
        self
    }
    /// Sets `fork`: The value of `fork`.
    pub fn fork(mut self, value: bool) -> Self {
        self.fork = Some(value);
        self
    }
}
crate::wire::from_text!(DeveloperSearchRequest);
/// The schema `DeveloperSkills`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DeveloperSkills {
    /// The value `only`.
    Only,
}
impl DeveloperSkills {
    /// The values on the wire, in the order of the variants.
    pub const NAMES: &'static [&'static str] = &["only"];
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Only => "only",
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "only" => Some(Self::Only),
            _ => None,
        }
    }
}
crate::wire::closed_enum!(DeveloperSkills);
/// The schema `EnterpriseMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum EnterpriseMode {
    /// The value `anon`.
    Anon,
    /// The value `zdr`.
    Zdr,
}
impl EnterpriseMode {
    /// The values on the wire, in the order of the variants.
    pub const NAMES: &'static [&'static str] = &["anon", "zdr"];
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Anon => "anon",
            Self::Zdr => "zdr",
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "anon" => Some(Self::Anon),
            "zdr" => Some(Self::Zdr),
            _ => None,
        }
    }
}
crate::wire::closed_enum!(EnterpriseMode);
/// The schema `ExtractRequest`.
///
/// Body of `POST /extract`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct ExtractRequest {
    /// The value of `urls`.
    pub urls: Vec<String>,
    /// The value of `prompt`.
    ///
    /// At most 10000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
    /// The value of `schema`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<Map<String, Value>>,
    /// The value of `enableWebSearch`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "enableWebSearch", skip_serializing_if = "Option::is_none")]
    pub enable_web_search: Option<bool>,
    /// The value of `ignoreSitemap`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "ignoreSitemap", skip_serializing_if = "Option::is_none")]
    pub ignore_sitemap: Option<bool>,
    /// The value of `includeSubdomains`.
    ///
    /// The server's default is `true`.
    #[serde(rename = "includeSubdomains", skip_serializing_if = "Option::is_none")]
    pub include_subdomains: Option<bool>,
    /// The value of `showSources`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "showSources", skip_serializing_if = "Option::is_none")]
    pub show_sources: Option<bool>,
    /// The value of `scrapeOptions`.
    #[serde(rename = "scrapeOptions", skip_serializing_if = "Option::is_none")]
    pub scrape_options: Option<ScrapeOptions>,
    /// The value of `ignoreInvalidURLs`.
    ///
    /// The server's default is `true`.
    #[serde(rename = "ignoreInvalidURLs", skip_serializing_if = "Option::is_none")]
    pub ignore_invalid_urls: Option<bool>,
    /// The value of `threatProtection`.
    #[serde(rename = "threatProtection", skip_serializing_if = "Option::is_none")]
    pub threat_protection: Option<ThreatProtectionOverride>,
}
impl ExtractRequest {
    /// Starts with what must be there.
    pub fn new(urls: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            urls: urls.into_iter().map(Into::into).collect(),
            prompt: Default::default(),
            schema: Default::default(),
            enable_web_search: Default::default(),
            ignore_sitemap: Default::default(),
            include_subdomains: Default::default(),
            show_sources: Default::default(),
            scrape_options: Default::default(),
            ignore_invalid_urls: Default::default(),
            threat_protection: Default::default(),
        }
    }
    /// Sets `urls`: The value of `urls`.
    pub fn urls(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.urls = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets `prompt`: The value of `prompt`.
    pub fn prompt(mut self, value: impl Into<String>) -> Self {
        self.prompt = Some(value.into());
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
    /// Sets `enableWebSearch`: The value of `enableWebSearch`.
    pub fn enable_web_search(mut self, value: bool) -> Self {
        self.enable_web_search = Some(value);
        self
    }
    /// Sets `ignoreSitemap`: The value of `ignoreSitemap`.
    pub fn ignore_sitemap(mut self, value: bool) -> Self {
        self.ignore_sitemap = Some(value);
        self
    }
    /// Sets `includeSubdomains`: The value of `includeSubdomains`.
    pub fn include_subdomains(mut self, value: bool) -> Self {
        self.include_subdomains = Some(value);
        self
    }
    /// Sets `showSources`: The value of `showSources`.
    pub fn show_sources(mut self, value: bool) -> Self {
        self.show_sources = Some(value);
        self
    }
    /// Sets `scrapeOptions`: The value of `scrapeOptions`.
    pub fn scrape_options(mut self, value: impl Into<ScrapeOptions>) -> Self {
        self.scrape_options = Some(value.into());
        self
    }
    /// Sets `ignoreInvalidURLs`: The value of `ignoreInvalidURLs`.
    pub fn ignore_invalid_urls(mut self, value: bool) -> Self {
        self.ignore_invalid_urls = Some(value);
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
}
crate::wire::from_texts!(ExtractRequest);
/// The schema `FeedbackEndpoint`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FeedbackEndpoint {
    /// The value `search`.
    Search,
    /// The value `scrape`.
    Scrape,
    /// The value `parse`.
    Parse,
    /// The value `map`.
    Map,
}
impl FeedbackEndpoint {
    /// The values on the wire, in the order of the variants.
    pub const NAMES: &'static [&'static str] = &["search", "scrape", "parse", "map"];
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Search => "search",
            Self::Scrape => "scrape",
            Self::Parse => "parse",
            Self::Map => "map",
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "search" => Some(Self::Search),
            "scrape" => Some(Self::Scrape),
            "parse" => Some(Self::Parse),
            "map" => Some(Self::Map),
            _ => None,
        }
    }
}
crate::wire::closed_enum!(FeedbackEndpoint);
/// The schema `FeedbackRating`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum FeedbackRating {
    /// The value `good`.
    Good,
    /// The value `partial`.
    Partial,
    /// The value `bad`.
    Bad,
}
impl FeedbackRating {
    /// The values on the wire, in the order of the variants.
    pub const NAMES: &'static [&'static str] = &["good", "partial", "bad"];
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Good => "good",
            Self::Partial => "partial",
            Self::Bad => "bad",
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "good" => Some(Self::Good),
            "partial" => Some(Self::Partial),
            "bad" => Some(Self::Bad),
            _ => None,
        }
    }
}
crate::wire::closed_enum!(FeedbackRating);
/// The schema `FeedbackRequest`.
///
/// Body of `POST /feedback`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct FeedbackRequest {
    /// The value of `rating`.
    pub rating: FeedbackRating,
    /// The value of `valuableSources`.
    ///
    /// At most 50 entries.
    #[serde(rename = "valuableSources", skip_serializing_if = "Option::is_none")]
    pub valuable_sources: Option<Vec<ValuableSource>>,
    /// The value of `missingContent`.
    #[serde(rename = "missingContent", skip_serializing_if = "Option::is_none")]
    pub missing_content: Option<Vec<MissingContent>>,
    /// The value of `querySuggestions`.
    ///
    /// At most 2000 characters.
    #[serde(rename = "querySuggestions", skip_serializing_if = "Option::is_none")]
    pub query_suggestions: Option<String>,
    /// The value of `origin`.
    ///
    /// The server's default is `"api"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The value of `integration`.
    #[serde(
        default,
        deserialize_with = "crate::wire::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    pub integration: Option<Option<String>>,
    /// The value of `endpoint`.
    pub endpoint: FeedbackEndpoint,
    /// The value of `jobId`.
    ///
    /// A UUID.
    #[serde(rename = "jobId")]
    pub job_id: String,
    /// The value of `issues`.
    ///
    /// At most 20 entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issues: Option<Vec<String>>,
    /// The value of `tags`.
    ///
    /// At most 20 entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// The value of `note`.
    ///
    /// At most 4000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The value of `url`.
    ///
    /// A URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The value of `pageNumbers`.
    ///
    /// At most 100 entries.
    #[serde(rename = "pageNumbers", skip_serializing_if = "Option::is_none")]
    pub page_numbers: Option<Vec<i64>>,
    /// The value of `metadata`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
}
impl FeedbackRequest {
    /// Starts with what must be there.
    pub fn new(
        rating: impl Into<FeedbackRating>,
        endpoint: impl Into<FeedbackEndpoint>,
        job_id: impl Into<String>,
    ) -> Self {
        Self {
            rating: rating.into(),
            valuable_sources: Default::default(),
            missing_content: Default::default(),
            query_suggestions: Default::default(),
            origin: Default::default(),
            integration: Default::default(),
            endpoint: endpoint.into(),
            job_id: job_id.into(),
            issues: Default::default(),
            tags: Default::default(),
            note: Default::default(),
            url: Default::default(),
            page_numbers: Default::default(),
            metadata: Default::default(),
        }
    }
    /// Sets `rating`: The value of `rating`.
    pub fn rating(mut self, value: impl Into<FeedbackRating>) -> Self {
        self.rating = value.into();
        self
    }
    /// Sets `valuableSources`: The value of `valuableSources`.
    pub fn valuable_sources(
        mut self,
        value: impl IntoIterator<Item = impl Into<ValuableSource>>,
    ) -> Self {
        self.valuable_sources = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `missingContent`: The value of `missingContent`.
    pub fn missing_content(
        mut self,
        value: impl IntoIterator<Item = impl Into<MissingContent>>,
    ) -> Self {
        self.missing_content = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `querySuggestions`: The value of `querySuggestions`.
    pub fn query_suggestions(mut self, value: impl Into<String>) -> Self {
        self.query_suggestions = Some(value.into());
        self
    }
    /// Sets `origin`: The value of `origin`.
    pub fn origin(mut self, value: impl Into<String>) -> Self {
        self.origin = Some(value.into());
        self
    }
    /// Sets `integration`: The value of `integration`.
    pub fn integration(mut self, value: impl Into<String>) -> Self {
        self.integration = Some(Some(value.into()));
        self
    }
    /// Sends `null` for `integration`.
    pub fn clear_integration(mut self) -> Self {
        self.integration = Some(None);
        self
    }
    /// Sets `endpoint`: The value of `endpoint`.
    pub fn endpoint(mut self, value: impl Into<FeedbackEndpoint>) -> Self {
        self.endpoint = value.into();
        self
    }
    /// Sets `jobId`: The value of `jobId`.
    pub fn job_id(mut self, value: impl Into<String>) -> Self {
        self.job_id = value.into();
        self
    }
    /// Sets `issues`: The value of `issues`.
    pub fn issues(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.issues = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `tags`: The value of `tags`.
    pub fn tags(mut self, value: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.tags = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `note`: The value of `note`.
    pub fn note(mut self, value: impl Into<String>) -> Self {
        self.note = Some(value.into());
        self
    }
    /// Sets `url`: The value of `url`.
    pub fn url(mut self, value: impl Into<String>) -> Self {
        self.url = Some(value.into());
        self
    }
    /// Sets `pageNumbers`: The value of `pageNumbers`.
    pub fn page_numbers(
        mut self,
        value: impl IntoIterator<Item = impl Into<i64>>,
    ) -> Self {
        self.page_numbers = Some(value.into_iter().map(Into::into).collect());
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
}
/// The schema `GetBatchScrapeStatusQuery`.
///
/// Parameters of `GET /batch/scrape/{id}`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct GetBatchScrapeStatusQuery {
    /// The value of `skip`.
    ///
    /// At least 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    /// The value of `limit`.
    ///
    /// At least 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
}
impl GetBatchScrapeStatusQuery {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `skip`: The value of `skip`.
    pub fn skip(mut self, value: impl Into<i64>) -> Self {
        self.skip = Some(value.into());
        self
    }
    /// Sets `limit`: The value of `limit`.
    pub fn limit(mut self, value: impl Into<i64>) -> Self {
        self.limit = Some(value.into());
        self
    }
}
/// The schema `GetCrawlStatusQuery`.
///
/// Parameters of `GET /crawl/{id}`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct GetCrawlStatusQuery {
    /// The value of `skip`.
    ///
    /// At least 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    /// The value of `limit`.
    ///
    /// At least 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
}
impl GetCrawlStatusQuery {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `skip`: The value of `skip`.
    pub fn skip(mut self, value: impl Into<i64>) -> Self {
        self.skip = Some(value.into());
        self
    }
    /// Sets `limit`: The value of `limit`.
    pub fn limit(mut self, value: impl Into<i64>) -> Self {
        self.limit = Some(value.into());
        self
    }
}
/// The schema `GovSearchRequest`.
///
/// Body of `POST /search/gov`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct GovSearchRequest {
    /// The value of `query`.
    ///
    /// At least 1 characters.
    pub query: String,
    /// The value of `k`.
    ///
    /// From 1 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k: Option<i64>,
}
impl GovSearchRequest {
    /// Starts with what must be there.
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            k: Default::default(),
        }
    }
    /// Sets `query`: The value of `query`.
    pub fn query(mut self, value: impl Into<String>) -> Self {
        self.query = value.into();
        self
    }
    /// Sets `k`: The value of `k`.
    pub fn k(mut self, value: impl Into<i64>) -> Self {
        self.k = Some(value.into());
        self
    }
}
crate::wire::from_text!(GovSearchRequest);
/// The schema `InteractRequest`.
///
/// Body of `POST /scrape/{jobId}/interact`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct InteractRequest {
    /// The value of `code`.
    ///
    /// From 1 to 100000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// The value of `language`.
    ///
    /// The server's default is `"node"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<CodeLanguage>,
    /// The value of `timeout`.
    ///
    /// In seconds. From 1 to 300. The server's default is `30`.
    #[serde(rename = "timeout", skip_serializing_if = "Option::is_none")]
    pub timeout_secs: Option<i64>,
    /// The value of `origin`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The value of `prompt`.
    ///
    /// At most 10000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
}
impl InteractRequest {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `code`: The value of `code`.
    pub fn code(mut self, value: impl Into<String>) -> Self {
        self.code = Some(value.into());
        self
    }
    /// Sets `language`: The value of `language`.
    pub fn language(mut self, value: impl Into<CodeLanguage>) -> Self {
        self.language = Some(value.into());
        self
    }
    /// Sets `timeout`: The value of `timeout`.
    pub fn timeout(mut self, value: ::std::time::Duration) -> Self {
        self.timeout_secs = Some(crate::wire::duration::seconds(value));
        self
    }
    /// Sets `origin`: The value of `origin`.
    pub fn origin(mut self, value: impl Into<String>) -> Self {
        self.origin = Some(value.into());
        self
    }
    /// Sets `prompt`: The value of `prompt`.
    pub fn prompt(mut self, value: impl Into<String>) -> Self {
        self.prompt = Some(value.into());
        self
    }
}
/// The schema `JsonParseFormat`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct JsonParseFormat {
    /// The value of `schema`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schema: Option<Map<String, Value>>,
    /// The value of `prompt`.
    ///
    /// At most 10000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prompt: Option<String>,
}
impl JsonParseFormat {
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
/// The schema `MapRequest`.
///
/// Body of `POST /map`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct MapRequest {
    /// The value of `url`.
    ///
    /// A URL.
    pub url: String,
    /// The value of `search`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search: Option<String>,
    /// The value of `sitemap`.
    ///
    /// The server's default is `"include"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sitemap: Option<SitemapMode>,
    /// The value of `includeSubdomains`.
    ///
    /// The server's default is `true`.
    #[serde(rename = "includeSubdomains", skip_serializing_if = "Option::is_none")]
    pub include_subdomains: Option<bool>,
    /// The value of `ignoreQueryParameters`.
    ///
    /// The server's default is `true`.
    #[serde(rename = "ignoreQueryParameters", skip_serializing_if = "Option::is_none")]
    pub ignore_query_parameters: Option<bool>,
    /// The value of `ignoreCache`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "ignoreCache", skip_serializing_if = "Option::is_none")]
    pub ignore_cache: Option<bool>,
    /// The value of `limit`.
    ///
    /// At most 100000. The server's default is `5000`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// The value of `timeout`.
    ///
    /// In milliseconds.
    #[serde(rename = "timeout", skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<i64>,
    /// The value of `location`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// The value of `auditMetadata`.
    #[serde(rename = "auditMetadata", skip_serializing_if = "Option::is_none")]
    pub audit_metadata: Option<AuditMetadata>,
    /// The value of `threatProtection`.
    #[serde(rename = "threatProtection", skip_serializing_if = "Option::is_none")]
    pub threat_protection: Option<ThreatProtectionOverride>,
}
impl MapRequest {
    /// Starts with what must be there.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            search: Default::default(),
            sitemap: Default::default(),
            include_subdomains: Default::default(),
            ignore_query_parameters: Default::default(),
            ignore_cache: Default::default(),
            limit: Default::default(),
            timeout_ms: Default::default(),
            location: Default::default(),
            audit_metadata: Default::default(),
            threat_protection: Default::default(),
        }
    }
    /// Sets `url`: The value of `url`.
    pub fn url(mut self, value: impl Into<String>) -> Self {
        self.url = value.into();
        self
    }
    /// Sets `search`: The value of `search`.
    pub fn search(mut self, value: impl Into<String>) -> Self {
        self.search = Some(value.into());
        self
    }
    /// Sets `sitemap`: The value of `sitemap`.
    pub fn sitemap(mut self, value: impl Into<SitemapMode>) -> Self {
        self.sitemap = Some(value.into());
        self
    }
    /// Sets `includeSubdomains`: The value of `includeSubdomains`.
    pub fn include_subdomains(mut self, value: bool) -> Self {
        self.include_subdomains = Some(value);
        self
    }
    /// Sets `ignoreQueryParameters`: The value of `ignoreQueryParameters`.
    pub fn ignore_query_parameters(mut self, value: bool) -> Self {
        self.ignore_query_parameters = Some(value);
        self
    }
    /// Sets `ignoreCache`: The value of `ignoreCache`.
    pub fn ignore_cache(mut self, value: bool) -> Self {
        self.ignore_cache = Some(value);
        self
    }
    /// Sets `limit`: The value of `limit`.
    pub fn limit(mut self, value: impl Into<i64>) -> Self {
        self.limit = Some(value.into());
        self
    }
    /// Sets `timeout`: The value of `timeout`.
    pub fn timeout(mut self, value: ::std::time::Duration) -> Self {
        self.timeout_ms = Some(crate::wire::duration::milliseconds(value));
        self
    }
    /// Sets `location`: The value of `location`.
    pub fn location(mut self, value: impl Into<Location>) -> Self {
        self.location = Some(value.into());
        self
    }
    /// Sets `auditMetadata`: The value of `auditMetadata`.
    pub fn audit_metadata(mut self, value: impl Into<AuditMetadata>) -> Self {
        self.audit_metadata = Some(value.into());
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
}
crate::wire::from_text!(MapRequest);
/// The schema `MissingContent`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct MissingContent {
    /// The value of `topic`.
    ///
    /// From 1 to 200 characters.
    pub topic: String,
    /// The value of `description`.
    ///
    /// At most 2000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}
impl MissingContent {
    /// Starts with what must be there.
    pub fn new(topic: impl Into<String>) -> Self {
        Self {
            topic: topic.into(),
            description: Default::default(),
        }
    }
    /// Sets `topic`: The value of `topic`.
    pub fn topic(mut self, value: impl Into<String>) -> Self {
        self.topic = value.into();
        self
    }
    /// Sets `description`: The value of `description`.
    pub fn description(mut self, value: impl Into<String>) -> Self {
        self.description = Some(value.into());
        self
    }
}
crate::wire::from_text!(MissingContent);
/// The schema `MonitorCheckQuery`.
///
/// Parameters of `GET /monitor/{monitorId}/checks/{checkId}`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct MonitorCheckQuery {
    /// The value of `limit`.
    ///
    /// From 1 to 100. The server's default is `25`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// The value of `skip`.
    ///
    /// At least 0. The server's default is `0`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skip: Option<i64>,
    /// The value of `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<MonitorPageStatus>,
}
impl MonitorCheckQuery {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `limit`: The value of `limit`.
    pub fn limit(mut self, value: impl Into<i64>) -> Self {
        self.limit = Some(value.into());
        self
    }
    /// Sets `skip`: The value of `skip`.
    pub fn skip(mut self, value: impl Into<i64>) -> Self {
        self.skip = Some(value.into());
        self
    }
    /// Sets `status`: The value of `status`.
    pub fn status(mut self, value: impl Into<MonitorPageStatus>) -> Self {
        self.status = Some(value.into());
        self
    }
}
/// The schema `MonitorChecksQuery`.
///
/// Parameters of `GET /monitor/{monitorId}/checks`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct MonitorChecksQuery {
    /// The value of `limit`.
    ///
    /// From 1 to 100. The server's default is `25`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// The value of `offset`.
    ///
    /// At least 0. The server's default is `0`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<i64>,
    /// The value of `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<MonitorCheckStatus>,
}
impl MonitorChecksQuery {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `limit`: The value of `limit`.
    pub fn limit(mut self, value: impl Into<i64>) -> Self {
        self.limit = Some(value.into());
        self
    }
    /// Sets `offset`: The value of `offset`.
    pub fn offset(mut self, value: impl Into<i64>) -> Self {
        self.offset = Some(value.into());
        self
    }
    /// Sets `status`: The value of `status`.
    pub fn status(mut self, value: impl Into<MonitorCheckStatus>) -> Self {
        self.status = Some(value.into());
        self
    }
}
/// The schema `MonitorCreateRequest`.
///
/// Body of `POST /monitor`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct MonitorCreateRequest {
    /// The value of `name`.
    ///
    /// At most 256 characters.
    pub name: String,
    /// The value of `schedule`.
    pub schedule: MonitorSchedule,
    /// The value of `webhook`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook: Option<MonitorWebhook>,
    /// The value of `notification`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification: Option<MonitorNotification>,
    /// The value of `targets`.
    ///
    /// From 1 to 50 entries.
    pub targets: Vec<MonitorTarget>,
    /// The value of `retentionDays`.
    ///
    /// From 1 to 365. The server's default is `30`.
    #[serde(rename = "retentionDays", skip_serializing_if = "Option::is_none")]
    pub retention_days: Option<i64>,
    /// The value of `goal`.
    ///
    /// At most 2000 characters.
    #[serde(
        default,
        deserialize_with = "crate::wire::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    pub goal: Option<Option<String>>,
    /// The value of `judgeEnabled`.
    #[serde(rename = "judgeEnabled", skip_serializing_if = "Option::is_none")]
    pub judge_enabled: Option<bool>,
}
impl MonitorCreateRequest {
    /// Starts with what must be there.
    pub fn new(
        name: impl Into<String>,
        schedule: impl Into<MonitorSchedule>,
        targets: impl IntoIterator<Item = impl Into<MonitorTarget>>,
    ) -> Self {
        Self {
            name: name.into(),
            schedule: schedule.into(),
            webhook: Default::default(),
            notification: Default::default(),
            targets: targets.into_iter().map(Into::into).collect(),
            retention_days: Default::default(),
            goal: Default::default(),
            judge_enabled: Default::default(),
        }
    }
    /// Sets `name`: The value of `name`.
    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.name = value.into();
        self
    }
    /// Sets `schedule`: The value of `schedule`.
    pub fn schedule(mut self, value: impl Into<MonitorSchedule>) -> Self {
        self.schedule = value.into();
        self
    }
    /// Sets `webhook`: The value of `webhook`.
    pub fn webhook(mut self, value: impl Into<MonitorWebhook>) -> Self {
        self.webhook = Some(value.into());
        self
    }
    /// Sets `notification`: The value of `notification`.
    pub fn notification(mut self, value: impl Into<MonitorNotification>) -> Self {
        self.notification = Some(value.into());
        self
    }
    /// Sets `targets`: The value of `targets`.
    pub fn targets(
        mut self,
        value: impl IntoIterator<Item = impl Into<MonitorTarget>>,
    ) -> Self {
        self.targets = value.into_iter().map(Into::into).collect();
        self
    }
    /// Sets `retentionDays`: The value of `retentionDays`.
    pub fn retention_days(mut self, value: impl Into<i64>) -> Self {
        self.retention_days = Some(value.into());
        self
    }
    /// Sets `goal`: The value of `goal`.
    pub fn goal(mut self, value: impl Into<String>) -> Self {
        self.goal = Some(Some(value.into()));
        self
    }
    /// Sends `null` for `goal`.
    pub fn clear_goal(mut self) -> Self {
        self.goal = Some(None);
        self
    }
    /// Sets `judgeEnabled`: The value of `judgeEnabled`.
    pub fn judge_enabled(mut self, value: bool) -> Self {
        self.judge_enabled = Some(value);
        self
    }
}
/// The schema `MonitorUpdateRequest`.
///
/// Body of `PATCH /monitor/{monitorId}`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct MonitorUpdateRequest {
    /// The value of `name`.
    ///
    /// At most 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The value of `schedule`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schedule: Option<MonitorSchedule>,
    /// The value of `webhook`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook: Option<MonitorWebhook>,
    /// The value of `notification`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notification: Option<MonitorNotification>,
    /// The value of `targets`.
    ///
    /// From 1 to 50 entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub targets: Option<Vec<MonitorTarget>>,
    /// The value of `retentionDays`.
    ///
    /// From 1 to 365.
    #[serde(rename = "retentionDays", skip_serializing_if = "Option::is_none")]
    pub retention_days: Option<i64>,
    /// The value of `goal`.
    ///
    /// At most 2000 characters.
    #[serde(
        default,
        deserialize_with = "crate::wire::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    pub goal: Option<Option<String>>,
    /// The value of `judgeEnabled`.
    #[serde(rename = "judgeEnabled", skip_serializing_if = "Option::is_none")]
    pub judge_enabled: Option<bool>,
    /// The value of `status`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<MonitorStatus>,
}
impl MonitorUpdateRequest {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `name`: The value of `name`.
    pub fn name(mut self, value: impl Into<String>) -> Self {
        self.name = Some(value.into());
        self
    }
    /// Sets `schedule`: The value of `schedule`.
    pub fn schedule(mut self, value: impl Into<MonitorSchedule>) -> Self {
        self.schedule = Some(value.into());
        self
    }
    /// Sets `webhook`: The value of `webhook`.
    pub fn webhook(mut self, value: impl Into<MonitorWebhook>) -> Self {
        self.webhook = Some(value.into());
        self
    }
    /// Sets `notification`: The value of `notification`.
    pub fn notification(mut self, value: impl Into<MonitorNotification>) -> Self {
        self.notification = Some(value.into());
        self
    }
    /// Sets `targets`: The value of `targets`.
    pub fn targets(
        mut self,
        value: impl IntoIterator<Item = impl Into<MonitorTarget>>,
    ) -> Self {
        self.targets = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `retentionDays`: The value of `retentionDays`.
    pub fn retention_days(mut self, value: impl Into<i64>) -> Self {
        self.retention_days = Some(value.into());
        self
    }
    /// Sets `goal`: The value of `goal`.
    pub fn goal(mut self, value: impl Into<String>) -> Self {
        self.goal = Some(Some(value.into()));
        self
    }
    /// Sends `null` for `goal`.
    pub fn clear_goal(mut self) -> Self {
        self.goal = Some(None);
        self
    }
    /// Sets `judgeEnabled`: The value of `judgeEnabled`.
    pub fn judge_enabled(mut self, value: bool) -> Self {
        self.judge_enabled = Some(value);
        self
    }
    /// Sets `status`: The value of `status`.
    pub fn status(mut self, value: impl Into<MonitorStatus>) -> Self {
        self.status = Some(value.into());
        self
    }
}
/// The schema `MonitorsQuery`.
///
/// Parameters of `GET /monitor`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct MonitorsQuery {
    /// The value of `limit`.
    ///
    /// From 1 to 100. The server's default is `25`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// The value of `offset`.
    ///
    /// At least 0. The server's default is `0`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<i64>,
}
impl MonitorsQuery {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `limit`: The value of `limit`.
    pub fn limit(mut self, value: impl Into<i64>) -> Self {
        self.limit = Some(value.into());
        self
    }
    /// Sets `offset`: The value of `offset`.
    pub fn offset(mut self, value: impl Into<i64>) -> Self {
        self.offset = Some(value.into());
        self
    }
}
/// The schema `PaperRequest`.
///
/// Parameters of `GET /search/research/papers/{id}`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct PaperRequest {
    /// The value of `query`.
    ///
    /// At least 1 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// The value of `k`.
    ///
    /// From 1 to 50. The server's default is `4`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k: Option<i64>,
}
impl PaperRequest {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `query`: The value of `query`.
    pub fn query(mut self, value: impl Into<String>) -> Self {
        self.query = Some(value.into());
        self
    }
    /// Sets `k`: The value of `k`.
    pub fn k(mut self, value: impl Into<i64>) -> Self {
        self.k = Some(value.into());
        self
    }
}
/// The schema `PaperSearchRequest`.
///
/// Parameters of `GET /search/research/papers`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct PaperSearchRequest {
    /// The value of `query`.
    ///
    /// At least 1 characters.
    pub query: String,
    /// The value of `k`.
    ///
    /// From 1 to 500. The server's default is `40`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k: Option<i64>,
    /// The value of `authors`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authors: Option<String>,
    /// The value of `categories`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub categories: Option<String>,
    /// The value of `from`.
    ///
    /// A date such as `2026-01-31`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The value of `to`.
    ///
    /// A date such as `2026-01-31`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}
impl PaperSearchRequest {
    /// Starts with what must be there.
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            k: Default::default(),
            authors: Default::default(),
            categories: Default::default(),
            from: Default::default(),
            to: Default::default(),
        }
    }
    /// Sets `query`: The value of `query`.
    pub fn query(mut self, value: impl Into<String>) -> Self {
        self.query = value.into();
        self
    }
    /// Sets `k`: The value of `k`.
    pub fn k(mut self, value: impl Into<i64>) -> Self {
        self.k = Some(value.into());
        self
    }
    /// Sets `authors`: The value of `authors`.
    pub fn authors(mut self, value: impl Into<String>) -> Self {
        self.authors = Some(value.into());
        self
    }
    /// Sets `categories`: The value of `categories`.
    pub fn categories(mut self, value: impl Into<String>) -> Self {
        self.categories = Some(value.into());
        self
    }
    /// Sets `from`: The value of `from`.
    pub fn from(mut self, value: impl Into<String>) -> Self {
        self.from = Some(value.into());
        self
    }
    /// Sets `to`: The value of `to`.
    pub fn to(mut self, value: impl Into<String>) -> Self {
        self.to = Some(value.into());
        self
    }
}
crate::wire::from_text!(PaperSearchRequest);
/// The schema `ParseFormat`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[serde(tag = "type")]
#[non_exhaustive]
pub enum ParseFormat {
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
    /// The `json` variant.
    #[serde(rename = "json")]
    Json(JsonParseFormat),
    /// A value that the contract does not declare; it is sent as it is.
    #[serde(untagged)]
    Unknown(Value),
}
impl crate::wire::TaggedUnion for ParseFormat {
    const NAME: &'static str = "ParseFormat";
    const TAG: &'static str = "type";
    const TAGS: &'static [&'static str] = &[
        "markdown",
        "summary",
        "html",
        "rawHtml",
        "links",
        "images",
        "json",
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
                    "json" => Self::Json(crate::wire::variant(rest)?),
                    _ => return Ok(None),
                },
            ),
        )
    }
    fn unknown(value: Value) -> Result<Self, Value> {
        Ok(Self::Unknown(value))
    }
}
crate::wire::tagged_union!(ParseFormat);
crate::wire::from_variant!(ParseFormat::Json(JsonParseFormat));
impl From<&str> for ParseFormat {
    fn from(text: &str) -> Self {
        match text {
            "markdown" => Self::Markdown,
            "summary" => Self::Summary,
            "html" => Self::Html,
            "rawHtml" => Self::RawHtml,
            "links" => Self::Links,
            "images" => Self::Images,
            "json" => Self::Json(JsonParseFormat::default()),
            _ => Self::Unknown(::serde_json::json!({ "type" : text })),
        }
    }
}
/// The schema `ParseOptions`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct ParseOptions {
    /// The value of `formats`.
    ///
    /// The server's default is `["markdown"]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub formats: Option<Vec<ParseFormat>>,
    /// The value of `onlyMainContent`.
    ///
    /// The server's default is `true`.
    #[serde(rename = "onlyMainContent", skip_serializing_if = "Option::is_none")]
    pub only_main_content: Option<bool>,
    /// The value of `includeTags`.
    #[serde(rename = "includeTags", skip_serializing_if = "Option::is_none")]
    pub include_tags: Option<Vec<String>>,
    /// The value of `excludeTags`.
    #[serde(rename = "excludeTags", skip_serializing_if = "Option::is_none")]
    pub exclude_tags: Option<Vec<String>>,
    /// The value of `headers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<BTreeMap<String, String>>,
    /// The value of `timeout`.
    ///
    /// In milliseconds. At most 300000. The server's default is `30000`.
    #[serde(rename = "timeout", skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<i64>,
    /// The value of `parsers`.
    ///
    /// The server's default is `["pdf"]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parsers: Option<Vec<Parser>>,
    /// The value of `skipTlsVerification`.
    ///
    /// The server's default is `true`.
    #[serde(rename = "skipTlsVerification", skip_serializing_if = "Option::is_none")]
    pub skip_tls_verification: Option<bool>,
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
    /// The value of `redactPII`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "redactPII", skip_serializing_if = "Option::is_none")]
    pub redact_pii: Option<RedactPii>,
    /// The value of `proxy`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proxy: Option<ProxyMode>,
    /// The value of `origin`.
    ///
    /// The server's default is `"api"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The value of `integration`.
    #[serde(
        default,
        deserialize_with = "crate::wire::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    pub integration: Option<Option<String>>,
    /// The value of `auditMetadata`.
    #[serde(rename = "auditMetadata", skip_serializing_if = "Option::is_none")]
    pub audit_metadata: Option<AuditMetadata>,
    /// The value of `zeroDataRetention`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "zeroDataRetention", skip_serializing_if = "Option::is_none")]
    pub zero_data_retention: Option<bool>,
}
impl ParseOptions {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `formats`: The value of `formats`.
    pub fn formats(
        mut self,
        value: impl IntoIterator<Item = impl Into<ParseFormat>>,
    ) -> Self {
        self.formats = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `onlyMainContent`: The value of `onlyMainContent`.
    pub fn only_main_content(mut self, value: bool) -> Self {
        self.only_main_content = Some(value);
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
    /// Sets `skipTlsVerification`: The value of `skipTlsVerification`.
    pub fn skip_tls_verification(mut self, value: bool) -> Self {
        self.skip_tls_verification = Some(value);
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
    /// Sets `redactPII`: The value of `redactPII`.
    pub fn redact_pii(mut self, value: impl Into<RedactPii>) -> Self {
        self.redact_pii = Some(value.into());
        self
    }
    /// Sets `proxy`: The value of `proxy`.
    pub fn proxy(mut self, value: impl Into<ProxyMode>) -> Self {
        self.proxy = Some(value.into());
        self
    }
    /// Sets `origin`: The value of `origin`.
    pub fn origin(mut self, value: impl Into<String>) -> Self {
        self.origin = Some(value.into());
        self
    }
    /// Sets `integration`: The value of `integration`.
    pub fn integration(mut self, value: impl Into<String>) -> Self {
        self.integration = Some(Some(value.into()));
        self
    }
    /// Sends `null` for `integration`.
    pub fn clear_integration(mut self) -> Self {
        self.integration = Some(None);
        self
    }
    /// Sets `auditMetadata`: The value of `auditMetadata`.
    pub fn audit_metadata(mut self, value: impl Into<AuditMetadata>) -> Self {
        self.audit_metadata = Some(value.into());
        self
    }
    /// Sets `zeroDataRetention`: The value of `zeroDataRetention`.
    pub fn zero_data_retention(mut self, value: bool) -> Self {
        self.zero_data_retention = Some(value);
        self
    }
}
/// The schema `ParseRequest`.
///
/// Body of `POST /parse`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct ParseRequest {
    /// The value of `file`.
    pub file: String,
    /// The value of `options`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub options: Option<ParseOptions>,
}
impl ParseRequest {
    /// Starts with what must be there.
    pub fn new(file: impl Into<String>) -> Self {
        Self {
            file: file.into(),
            options: Default::default(),
        }
    }
    /// Sets `file`: The value of `file`.
    pub fn file(mut self, value: impl Into<String>) -> Self {
        self.file = value.into();
        self
    }
    /// Sets `options`: The value of `options`.
    pub fn options(mut self, value: impl Into<ParseOptions>) -> Self {
        self.options = Some(value.into());
        self
    }
}
crate::wire::from_text!(ParseRequest);
/// The schema `RelatedPapersMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum RelatedPapersMode {
    /// The value `similar`.
    Similar,
    /// The value `citers`.
    Citers,
    /// The value `references`.
    References,
}
impl RelatedPapersMode {
    /// The values on the wire, in the order of the variants.
    pub const NAMES: &'static [&'static str] = &["similar", "citers", "references"];
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Similar => "similar",
            Self::Citers => "citers",
            Self::References => "references",
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "similar" => Some(Self::Similar),
            "citers" => Some(Self::Citers),
            "references" => Some(Self::References),
            _ => None,
        }
    }
}
crate::wire::closed_enum!(RelatedPapersMode);
/// The schema `RelatedPapersRequest`.
///
/// Parameters of `GET /search/research/papers/{id}/similar`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct RelatedPapersRequest {
    /// The value of `intent`.
    ///
    /// At least 1 characters.
    pub intent: String,
    /// The value of `mode`.
    ///
    /// The server's default is `"similar"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<RelatedPapersMode>,
    /// The value of `k`.
    ///
    /// From 1 to 500. The server's default is `40`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub k: Option<i64>,
    /// The value of `rerank`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rerank: Option<bool>,
    /// The value of `anchor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
}
impl RelatedPapersRequest {
    /// Starts with what must be there.
    pub fn new(intent: impl Into<String>) -> Self {
        Self {
            intent: intent.into(),
            mode: Default::default(),
            k: Default::default(),
            rerank: Default::default(),
            anchor: Default::default(),
        }
    }
    /// Sets `intent`: The value of `intent`.
    pub fn intent(mut self, value: impl Into<String>) -> Self {
        self.intent = value.into();
        self
    }
    /// Sets `mode`: The value of `mode`.
    pub fn mode(mut self, value: impl Into<RelatedPapersMode>) -> Self {
        self.mode = Some(value.into());
        self
    }
    /// Sets `k`: The value of `k`.
    pub fn k(mut self, value: impl Into<i64>) -> Self {
        self.k = Some(value.into());
        self
    }
    /// Sets `rerank`: The value of `rerank`.
    pub fn rerank(mut self, value: bool) -> Self {
        self.rerank = Some(value);
        self
    }
    /// Sets `anchor`: The value of `anchor`.
    pub fn anchor(mut self, value: impl Into<String>) -> Self {
        self.anchor = Some(value.into());
        self
    }
}
crate::wire::from_text!(RelatedPapersRequest);
/// The schema `ScrapeRequest`.
///
/// Body of `POST /scrape`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[must_use]
#[non_exhaustive]
pub struct ScrapeRequest {
    /// The value of `url`.
    ///
    /// A URL.
    pub url: String,
    /// The value of `zeroDataRetention`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "zeroDataRetention", skip_serializing_if = "Option::is_none")]
    pub zero_data_retention: Option<bool>,
    /// The value of `options`.
    #[serde(flatten)]
    pub options: ScrapeOptions,
}
impl ScrapeRequest {
    /// Starts with what must be there.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            zero_data_retention: Default::default(),
            options: Default::default(),
        }
    }
    /// Sets `url`: The value of `url`.
    pub fn url(mut self, value: impl Into<String>) -> Self {
        self.url = value.into();
        self
    }
    /// Sets `zeroDataRetention`: The value of `zeroDataRetention`.
    pub fn zero_data_retention(mut self, value: bool) -> Self {
        self.zero_data_retention = Some(value);
        self
    }
    /// Sets `options`: The value of `options`.
    pub fn options(mut self, value: impl Into<ScrapeOptions>) -> Self {
        self.options = value.into();
        self
    }
    /// Sets `formats`: The value of `formats`.
    pub fn formats(
        mut self,
        value: impl IntoIterator<Item = impl Into<Format>>,
    ) -> Self {
        self.options = self.options.formats(value);
        self
    }
    /// Sets `onlyMainContent`: The value of `onlyMainContent`.
    pub fn only_main_content(mut self, value: bool) -> Self {
        self.options = self.options.only_main_content(value);
        self
    }
    /// Sets `onlyCleanContent`: The value of `onlyCleanContent`.
    pub fn only_clean_content(mut self, value: bool) -> Self {
        self.options = self.options.only_clean_content(value);
        self
    }
    /// Sets `includeTags`: The value of `includeTags`.
    pub fn include_tags(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.options = self.options.include_tags(value);
        self
    }
    /// Sets `excludeTags`: The value of `excludeTags`.
    pub fn exclude_tags(
        mut self,
        value: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        self.options = self.options.exclude_tags(value);
        self
    }
    /// Sets `maxAge`: The value of `maxAge`.
    pub fn max_age(mut self, value: ::std::time::Duration) -> Self {
        self.options = self.options.max_age(value);
        self
    }
    /// Sets `minAge`: The value of `minAge`.
    pub fn min_age(mut self, value: ::std::time::Duration) -> Self {
        self.options = self.options.min_age(value);
        self
    }
    /// Sets `headers`: The value of `headers`.
    pub fn headers(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        self.options = self.options.headers(value);
        self
    }
    /// Sets `waitFor`: The value of `waitFor`.
    pub fn wait_for(mut self, value: ::std::time::Duration) -> Self {
        self.options = self.options.wait_for(value);
        self
    }
    /// Sets `mobile`: The value of `mobile`.
    pub fn mobile(mut self, value: bool) -> Self {
        self.options = self.options.mobile(value);
        self
    }
    /// Sets `skipTlsVerification`: The value of `skipTlsVerification`.
    pub fn skip_tls_verification(mut self, value: bool) -> Self {
        self.options = self.options.skip_tls_verification(value);
        self
    }
    /// Sets `timeout`: The value of `timeout`.
    pub fn timeout(mut self, value: ::std::time::Duration) -> Self {
        self.options = self.options.timeout(value);
        self
    }
    /// Sets `parsers`: The value of `parsers`.
    pub fn parsers(
        mut self,
        value: impl IntoIterator<Item = impl Into<Parser>>,
    ) -> Self {
        self.options = self.options.parsers(value);
        self
    }
    /// Sets `actions`: The value of `actions`.
    pub fn actions(
        mut self,
        value: impl IntoIterator<Item = impl Into<Action>>,
    ) -> Self {
        self.options = self.options.actions(value);
        self
    }
    /// Sets `location`: The value of `location`.
    pub fn location(mut self, value: impl Into<Location>) -> Self {
        self.options = self.options.location(value);
        self
    }
    /// Sets `removeBase64Images`: The value of `removeBase64Images`.
    pub fn remove_base64_images(mut self, value: bool) -> Self {
        self.options = self.options.remove_base64_images(value);
        self
    }
    /// Sets `blockAds`: The value of `blockAds`.
    pub fn block_ads(mut self, value: bool) -> Self {
        self.options = self.options.block_ads(value);
        self
    }
    /// Sets `proxy`: The value of `proxy`.
    pub fn proxy(mut self, value: impl Into<ProxyMode>) -> Self {
        self.options = self.options.proxy(value);
        self
    }
    /// Sets `storeInCache`: The value of `storeInCache`.
    pub fn store_in_cache(mut self, value: bool) -> Self {
        self.options = self.options.store_in_cache(value);
        self
    }
    /// Sets `lockdown`: The value of `lockdown`.
    pub fn lockdown(mut self, value: bool) -> Self {
        self.options = self.options.lockdown(value);
        self
    }
    /// Sets `redactPII`: The value of `redactPII`.
    pub fn redact_pii(mut self, value: impl Into<RedactPii>) -> Self {
        self.options = self.options.redact_pii(value);
        self
    }
    /// Sets `profile`: The value of `profile`.
    pub fn profile(mut self, value: impl Into<BrowserProfile>) -> Self {
        self.options = self.options.profile(value);
        self
    }
    /// Sets `threatProtection`: The value of `threatProtection`.
    pub fn threat_protection(
        mut self,
        value: impl Into<ThreatProtectionOverride>,
    ) -> Self {
        self.options = self.options.threat_protection(value);
        self
    }
    /// Sets `auditMetadata`: The value of `auditMetadata`.
    pub fn audit_metadata(mut self, value: impl Into<AuditMetadata>) -> Self {
        self.options = self.options.audit_metadata(value);
        self
    }
    /// Sets `checkPromptInjection`: The value of `checkPromptInjection`.
    pub fn check_prompt_injection(mut self, value: bool) -> Self {
        self.options = self.options.check_prompt_injection(value);
        self
    }
    /// Sets `fastMode`: The value of `fastMode`.
    pub fn fast_mode(mut self, value: bool) -> Self {
        self.options = self.options.fast_mode(value);
        self
    }
}
crate::wire::from_text!(ScrapeRequest);
/// The schema `SearchFeedbackRequest`.
///
/// Body of `POST /search/{jobId}/feedback`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct SearchFeedbackRequest {
    /// The value of `rating`.
    pub rating: FeedbackRating,
    /// The value of `valuableSources`.
    ///
    /// At most 50 entries.
    #[serde(rename = "valuableSources", skip_serializing_if = "Option::is_none")]
    pub valuable_sources: Option<Vec<ValuableSource>>,
    /// The value of `missingContent`.
    ///
    /// At most 20 entries.
    #[serde(rename = "missingContent", skip_serializing_if = "Option::is_none")]
    pub missing_content: Option<Vec<MissingContent>>,
    /// The value of `querySuggestions`.
    ///
    /// At most 2000 characters.
    #[serde(rename = "querySuggestions", skip_serializing_if = "Option::is_none")]
    pub query_suggestions: Option<String>,
    /// The value of `origin`.
    ///
    /// The server's default is `"api"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The value of `integration`.
    #[serde(
        default,
        deserialize_with = "crate::wire::nullable",
        skip_serializing_if = "Option::is_none"
    )]
    pub integration: Option<Option<String>>,
}
impl SearchFeedbackRequest {
    /// Starts with what must be there.
    pub fn new(rating: impl Into<FeedbackRating>) -> Self {
        Self {
            rating: rating.into(),
            valuable_sources: Default::default(),
            missing_content: Default::default(),
            query_suggestions: Default::default(),
            origin: Default::default(),
            integration: Default::default(),
        }
    }
    /// Sets `rating`: The value of `rating`.
    pub fn rating(mut self, value: impl Into<FeedbackRating>) -> Self {
        self.rating = value.into();
        self
    }
    /// Sets `valuableSources`: The value of `valuableSources`.
    pub fn valuable_sources(
        mut self,
        value: impl IntoIterator<Item = impl Into<ValuableSource>>,
    ) -> Self {
        self.valuable_sources = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `missingContent`: The value of `missingContent`.
    pub fn missing_content(
        mut self,
        value: impl IntoIterator<Item = impl Into<MissingContent>>,
    ) -> Self {
        self.missing_content = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `querySuggestions`: The value of `querySuggestions`.
    pub fn query_suggestions(mut self, value: impl Into<String>) -> Self {
        self.query_suggestions = Some(value.into());
        self
    }
    /// Sets `origin`: The value of `origin`.
    pub fn origin(mut self, value: impl Into<String>) -> Self {
        self.origin = Some(value.into());
        self
    }
    /// Sets `integration`: The value of `integration`.
    pub fn integration(mut self, value: impl Into<String>) -> Self {
        self.integration = Some(Some(value.into()));
        self
    }
    /// Sends `null` for `integration`.
    pub fn clear_integration(mut self) -> Self {
        self.integration = Some(None);
        self
    }
}
/// The schema `SearchRequest`.
///
/// Body of `POST /search`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct SearchRequest {
    /// The value of `query`.
    ///
    /// At most 500 characters.
    pub query: String,
    /// The value of `limit`.
    ///
    /// From 1 to 100. The server's default is `10`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
    /// The value of `sources`.
    ///
    /// The server's default is `["web"]`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sources: Option<Vec<Source>>,
    /// The value of `categories`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub categories: Option<Vec<Category>>,
    /// The value of `includeDomains`.
    #[serde(rename = "includeDomains", skip_serializing_if = "Option::is_none")]
    pub include_domains: Option<Vec<String>>,
    /// The value of `excludeDomains`.
    #[serde(rename = "excludeDomains", skip_serializing_if = "Option::is_none")]
    pub exclude_domains: Option<Vec<String>>,
    /// The value of `tbs`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tbs: Option<String>,
    /// The value of `location`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The value of `country`.
    ///
    /// The server's default is `"US"`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// The value of `safe`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe: Option<bool>,
    /// The value of `timeout`.
    ///
    /// In milliseconds. The server's default is `60000`.
    #[serde(rename = "timeout", skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<i64>,
    /// The value of `ignoreInvalidURLs`.
    ///
    /// The server's default is `false`.
    #[serde(rename = "ignoreInvalidURLs", skip_serializing_if = "Option::is_none")]
    pub ignore_invalid_urls: Option<bool>,
    /// The value of `highlights`.
    ///
    /// The server's default is `true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub highlights: Option<bool>,
    /// The value of `enterprise`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enterprise: Option<Vec<EnterpriseMode>>,
    /// The value of `scrapeOptions`.
    ///
    /// The server's default is `{}`.
    #[serde(rename = "scrapeOptions", skip_serializing_if = "Option::is_none")]
    pub scrape_options: Option<ScrapeOptions>,
    /// The value of `threatProtection`.
    #[serde(rename = "threatProtection", skip_serializing_if = "Option::is_none")]
    pub threat_protection: Option<ThreatProtectionOverride>,
}
impl SearchRequest {
    /// Starts with what must be there.
    pub fn new(query: impl Into<String>) -> Self {
        Self {
            query: query.into(),
            limit: Default::default(),
            sources: Default::default(),
            categories: Default::default(),
            include_domains: Default::default(),
            exclude_domains: Default::default(),
            tbs: Default::default(),
            location: Default::default(),
            country: Default::default(),
            safe: Default::default(),
            timeout_ms: Default::default(),
            ignore_invalid_urls: Default::default(),
            highlights: Default::default(),
            enterprise: Default::default(),
            scrape_options: Default::default(),
            threat_protection: Default::default(),
        }
    }
    /// Sets `query`: The value of `query`.
    pub fn query(mut self, value: impl Into<String>) -> Self {
        self.query = value.into();
        self
    }
    /// Sets `limit`: The value of `limit`.
    pub fn limit(mut self, value: impl Into<i64>) -> Self {
        self.limit = Some(value.into());
        self
    }
    /// Sets `sources`: The value of `sources`.
    pub fn sources(
        mut self,
        value: impl IntoIterator<Item = impl Into<Source>>,
    ) -> Self {
        self.sources = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `categories`: The value of `categories`.
    pub fn categories(
        mut self,
        value: impl IntoIterator<Item = impl Into<Category>>,
    ) -> Self {
        self.categories = Some(value.into_iter().map(Into::into).collect());
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
    /// Sets `tbs`: The value of `tbs`.
    pub fn tbs(mut self, value: impl Into<String>) -> Self {
        self.tbs = Some(value.into());
        self
    }
    /// Sets `location`: The value of `location`.
    pub fn location(mut self, value: impl Into<String>) -> Self {
        self.location = Some(value.into());
        self
    }
    /// Sets `country`: The value of `country`.
    pub fn country(mut self, value: impl Into<String>) -> Self {
        self.country = Some(value.into());
        self
    }
    /// Sets `safe`: The value of `safe`.
    pub fn safe(mut self, value: bool) -> Self {
        self.safe = Some(value);
        self
    }
    /// Sets `timeout`: The value of `timeout`.
    pub fn timeout(mut self, value: ::std::time::Duration) -> Self {
        self.timeout_ms = Some(crate::wire::duration::milliseconds(value));
        self
    }
    /// Sets `ignoreInvalidURLs`: The value of `ignoreInvalidURLs`.
    pub fn ignore_invalid_urls(mut self, value: bool) -> Self {
        self.ignore_invalid_urls = Some(value);
        self
    }
    /// Sets `highlights`: The value of `highlights`.
    pub fn highlights(mut self, value: bool) -> Self {
        self.highlights = Some(value);
        self
    }
    /// Sets `enterprise`: The value of `enterprise`.
    pub fn enterprise(
        mut self,
        value: impl IntoIterator<Item = impl Into<EnterpriseMode>>,
    ) -> Self {
        self.enterprise = Some(value.into_iter().map(Into::into).collect());
        self
    }
    /// Sets `scrapeOptions`: The value of `scrapeOptions`.
    pub fn scrape_options(mut self, value: impl Into<ScrapeOptions>) -> Self {
        self.scrape_options = Some(value.into());
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
}
crate::wire::from_text!(SearchRequest);
/// The schema `Source`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize)]
#[serde(tag = "type")]
#[non_exhaustive]
pub enum Source {
    /// The `web` variant.
    #[serde(rename = "web")]
    Web(WebSource),
    /// The `images` variant.
    #[serde(rename = "images")]
    Images,
    /// The `news` variant.
    #[serde(rename = "news")]
    News,
    /// A value that the contract does not declare; it is sent as it is.
    #[serde(untagged)]
    Unknown(Value),
}
impl crate::wire::TaggedUnion for Source {
    const NAME: &'static str = "Source";
    const TAG: &'static str = "type";
    const TAGS: &'static [&'static str] = &["web", "images", "news"];
    const BARE: bool = true;
    fn from_tag(
        tag: &str,
        rest: Map<String, Value>,
    ) -> Result<Option<Self>, ::serde_json::Error> {
        Ok(
            Some(
                match tag {
                    "web" => Self::Web(crate::wire::variant(rest)?),
                    "images" => crate::wire::unit(rest, Self::Images)?,
                    "news" => crate::wire::unit(rest, Self::News)?,
                    _ => return Ok(None),
                },
            ),
        )
    }
    fn unknown(value: Value) -> Result<Self, Value> {
        Ok(Self::Unknown(value))
    }
}
crate::wire::tagged_union!(Source);
crate::wire::from_variant!(Source::Web(WebSource));
impl From<&str> for Source {
    fn from(text: &str) -> Self {
        match text {
            "web" => Self::Web(WebSource::default()),
            "images" => Self::Images,
            "news" => Self::News,
            _ => Self::Unknown(::serde_json::json!({ "type" : text })),
        }
    }
}
/// The schema `SupportAskRequest`.
///
/// Body of `POST /support/ask`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct SupportAskRequest {
    /// The value of `question`.
    pub question: String,
    /// The value of `rationale`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rationale: Option<String>,
}
impl SupportAskRequest {
    /// Starts with what must be there.
    pub fn new(question: impl Into<String>) -> Self {
        Self {
            question: question.into(),
            rationale: Default::default(),
        }
    }
    /// Sets `question`: The value of `question`.
    pub fn question(mut self, value: impl Into<String>) -> Self {
        self.question = value.into();
        self
    }
    /// Sets `rationale`: The value of `rationale`.
    pub fn rationale(mut self, value: impl Into<String>) -> Self {
        self.rationale = Some(value.into());
        self
    }
}
crate::wire::from_text!(SupportAskRequest);
/// The schema `SupportDocsSearchRequest`.
///
/// Body of `POST /support/docs-search`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct SupportDocsSearchRequest {
    /// The value of `question`.
    pub question: String,
}
impl SupportDocsSearchRequest {
    /// Starts with what must be there.
    pub fn new(question: impl Into<String>) -> Self {
        Self { question: question.into() }
    }
    /// Sets `question`: The value of `question`.
    pub fn question(mut self, value: impl Into<String>) -> Self {
        self.question = value.into();
        self
    }
}
crate::wire::from_text!(SupportDocsSearchRequest);
/// The schema `ThreatProtectionRequest`.
///
/// Body of `PUT /team/threat-protection`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct ThreatProtectionRequest {
    /// The value of `mode`.
    pub mode: ThreatProtectionMode,
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
}
impl ThreatProtectionRequest {
    /// Starts with what must be there.
    pub fn new(mode: impl Into<ThreatProtectionMode>) -> Self {
        Self {
            mode: mode.into(),
            risk_score_threshold: Default::default(),
            blacklist: Default::default(),
            whitelist: Default::default(),
            blocked_tlds: Default::default(),
            failure_policy: Default::default(),
            allow_request_overrides: Default::default(),
        }
    }
    /// Sets `mode`: The value of `mode`.
    pub fn mode(mut self, value: impl Into<ThreatProtectionMode>) -> Self {
        self.mode = value.into();
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
    /// Sets `allowRequestOverrides`: The value of `allowRequestOverrides`.
    pub fn allow_request_overrides(mut self, value: bool) -> Self {
        self.allow_request_overrides = Some(value);
        self
    }
}
/// The schema `ValuableSource`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct ValuableSource {
    /// The value of `url`.
    ///
    /// A URL.
    pub url: String,
    /// The value of `reason`.
    ///
    /// At most 1000 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
impl ValuableSource {
    /// Starts with what must be there.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            reason: Default::default(),
        }
    }
    /// Sets `url`: The value of `url`.
    pub fn url(mut self, value: impl Into<String>) -> Self {
        self.url = value.into();
        self
    }
    /// Sets `reason`: The value of `reason`.
    pub fn reason(mut self, value: impl Into<String>) -> Self {
        self.reason = Some(value.into());
        self
    }
}
crate::wire::from_text!(ValuableSource);
/// The schema `WebSource`.
#[derive(Clone, Debug, Default, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct WebSource {
    /// The value of `tbs`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tbs: Option<String>,
    /// The value of `location`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
}
impl WebSource {
    /// Starts with nothing set.
    pub fn new() -> Self {
        Self::default()
    }
    /// Sets `tbs`: The value of `tbs`.
    pub fn tbs(mut self, value: impl Into<String>) -> Self {
        self.tbs = Some(value.into());
        self
    }
    /// Sets `location`: The value of `location`.
    pub fn location(mut self, value: impl Into<String>) -> Self {
        self.location = Some(value.into());
        self
    }
}
/// The schema `Webhook`.
#[derive(Clone, Debug, PartialEq, ::serde::Serialize, ::serde::Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use]
#[non_exhaustive]
pub struct Webhook {
    /// The value of `url`.
    pub url: String,
    /// The value of `headers`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headers: Option<BTreeMap<String, String>>,
    /// The value of `metadata`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metadata: Option<Map<String, Value>>,
    /// The value of `events`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<Vec<WebhookEvent>>,
}
impl Webhook {
    /// Starts with what must be there.
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            headers: Default::default(),
            metadata: Default::default(),
            events: Default::default(),
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
        value: impl IntoIterator<Item = impl Into<WebhookEvent>>,
    ) -> Self {
        self.events = Some(value.into_iter().map(Into::into).collect());
        self
    }
}
crate::wire::from_text!(Webhook);
/// The schema `WebhookEvent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum WebhookEvent {
    /// The value `completed`.
    Completed,
    /// The value `page`.
    Page,
    /// The value `failed`.
    Failed,
    /// The value `started`.
    Started,
}
impl WebhookEvent {
    /// The values on the wire, in the order of the variants.
    pub const NAMES: &'static [&'static str] = &[
        "completed",
        "page",
        "failed",
        "started",
    ];
    /// The value as it travels.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Completed => "completed",
            Self::Page => "page",
            Self::Failed => "failed",
            Self::Started => "started",
        }
    }
    fn known(text: &str) -> Option<Self> {
        match text {
            "completed" => Some(Self::Completed),
            "page" => Some(Self::Page),
            "failed" => Some(Self::Failed),
            "started" => Some(Self::Started),
            _ => None,
        }
    }
}
crate::wire::closed_enum!(WebhookEvent);
