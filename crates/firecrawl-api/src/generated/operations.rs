//! One function for each operation.
//!
//! Generated

use progenitor_client::{ClientHooks, Error, OperationInfo, ResponseValue, encode_path};
use super::{Client, types};
impl Client {
    /// Calls `listMonitors`.
    ///
    /// `GET /monitor`
    pub async fn list_monitors<'a>(
        &'a self,
        query: &'a types::MonitorsQuery,
    ) -> Result<ResponseValue<types::MonitorListResponse>, Error<types::ErrorBody>> {
        let types::MonitorsQuery { limit, offset } = query;
        let url = format!("{}/monitor", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("offset", &offset))
            .build()?;
        let info = OperationInfo {
            operation_id: "list_monitors",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `createMonitor`.
    ///
    /// `POST /monitor`
    pub async fn create_monitor<'a>(
        &'a self,
        body: &'a types::MonitorCreateRequest,
    ) -> Result<ResponseValue<types::MonitorResponse>, Error<types::ErrorBody>> {
        let url = format!("{}/monitor", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "create_monitor",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getMonitor`.
    ///
    /// `GET /monitor/{monitorId}`
    ///
    /// - `monitor_id`: the parameter `monitorId` A UUID.
    pub async fn get_monitor<'a>(
        &'a self,
        monitor_id: &'a str,
    ) -> Result<ResponseValue<types::MonitorResponse>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/monitor/{}", self.baseurl, encode_path(& monitor_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "get_monitor",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `deleteMonitor`.
    ///
    /// `DELETE /monitor/{monitorId}`
    ///
    /// - `monitor_id`: the parameter `monitorId` A UUID.
    pub async fn delete_monitor<'a>(
        &'a self,
        monitor_id: &'a str,
    ) -> Result<ResponseValue<types::SuccessResponse>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/monitor/{}", self.baseurl, encode_path(& monitor_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .delete(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "delete_monitor",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `updateMonitor`.
    ///
    /// `PATCH /monitor/{monitorId}`
    ///
    /// - `monitor_id`: the parameter `monitorId` A UUID.
    pub async fn update_monitor<'a>(
        &'a self,
        monitor_id: &'a str,
        body: &'a types::MonitorUpdateRequest,
    ) -> Result<ResponseValue<types::MonitorResponse>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/monitor/{}", self.baseurl, encode_path(& monitor_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .patch(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "update_monitor",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `runMonitor`.
    ///
    /// `POST /monitor/{monitorId}/run`
    ///
    /// - `monitor_id`: the parameter `monitorId` A UUID.
    pub async fn run_monitor<'a>(
        &'a self,
        monitor_id: &'a str,
    ) -> Result<ResponseValue<types::MonitorRunResponse>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/monitor/{}/run", self.baseurl, encode_path(& monitor_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "run_monitor",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `listMonitorChecks`.
    ///
    /// `GET /monitor/{monitorId}/checks`
    ///
    /// - `monitor_id`: the parameter `monitorId` A UUID.
    pub async fn list_monitor_checks<'a>(
        &'a self,
        monitor_id: &'a str,
        query: &'a types::MonitorChecksQuery,
    ) -> Result<
        ResponseValue<types::MonitorCheckListResponse>,
        Error<types::ErrorBody>,
    > {
        let types::MonitorChecksQuery { limit, offset, status } = query;
        let url = format!(
            "{}/monitor/{}/checks", self.baseurl, encode_path(& monitor_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("offset", &offset))
            .query(&progenitor_client::QueryParam::new("status", &status))
            .build()?;
        let info = OperationInfo {
            operation_id: "list_monitor_checks",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getMonitorCheck`.
    ///
    /// `GET /monitor/{monitorId}/checks/{checkId}`
    ///
    /// - `monitor_id`: the parameter `monitorId` A UUID.
    /// - `check_id`: the parameter `checkId` A UUID.
    pub async fn get_monitor_check<'a>(
        &'a self,
        monitor_id: &'a str,
        check_id: &'a str,
        query: &'a types::MonitorCheckQuery,
    ) -> Result<
        ResponseValue<types::MonitorCheckDetailResponse>,
        Error<types::ErrorBody>,
    > {
        let types::MonitorCheckQuery { limit, skip, status } = query;
        let url = format!(
            "{}/monitor/{}/checks/{}", self.baseurl, encode_path(& monitor_id
            .to_string()), encode_path(& check_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("skip", &skip))
            .query(&progenitor_client::QueryParam::new("status", &status))
            .build()?;
        let info = OperationInfo {
            operation_id: "get_monitor_check",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `scrapeAndExtractFromUrl`.
    ///
    /// `POST /scrape`
    pub async fn scrape_and_extract_from_url<'a>(
        &'a self,
        body: &'a types::ScrapeRequest,
    ) -> Result<ResponseValue<types::ScrapeResponse>, Error<types::ErrorBody>> {
        let url = format!("{}/scrape", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "scrape_and_extract_from_url",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `interactWithScrapeBrowserSession`.
    ///
    /// `POST /scrape/{jobId}/interact`
    ///
    /// - `job_id`: the parameter `jobId` A UUID.
    pub async fn interact_with_scrape_browser_session<'a>(
        &'a self,
        job_id: &'a str,
        body: &'a types::InteractRequest,
    ) -> Result<ResponseValue<types::InteractResponse>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/scrape/{}/interact", self.baseurl, encode_path(& job_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "interact_with_scrape_browser_session",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `stopInteractiveScrapeBrowserSession`.
    ///
    /// `DELETE /scrape/{jobId}/interact`
    ///
    /// - `job_id`: the parameter `jobId` A UUID.
    pub async fn stop_interactive_scrape_browser_session<'a>(
        &'a self,
        job_id: &'a str,
    ) -> Result<ResponseValue<types::SuccessResponse>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/scrape/{}/interact", self.baseurl, encode_path(& job_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .delete(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "stop_interactive_scrape_browser_session",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `scrapeAndExtractFromUrls`.
    ///
    /// `POST /batch/scrape`
    pub async fn scrape_and_extract_from_urls<'a>(
        &'a self,
        body: &'a types::BatchScrapeRequest,
    ) -> Result<ResponseValue<types::JobStarted>, Error<types::ErrorBody>> {
        let url = format!("{}/batch/scrape", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "scrape_and_extract_from_urls",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getBatchScrapeStatus`.
    ///
    /// `GET /batch/scrape/{id}`
    ///
    /// - `id`: the parameter `id` A UUID.
    pub async fn get_batch_scrape_status<'a>(
        &'a self,
        id: &'a str,
        query: &'a types::GetBatchScrapeStatusQuery,
    ) -> Result<ResponseValue<types::JobStatus>, Error<types::ErrorBody>> {
        let types::GetBatchScrapeStatusQuery { skip, limit } = query;
        let url = format!(
            "{}/batch/scrape/{}", self.baseurl, encode_path(& id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("skip", &skip))
            .build()?;
        let info = OperationInfo {
            operation_id: "get_batch_scrape_status",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `cancelBatchScrape`.
    ///
    /// `DELETE /batch/scrape/{id}`
    ///
    /// - `id`: the parameter `id` A UUID.
    pub async fn cancel_batch_scrape<'a>(
        &'a self,
        id: &'a str,
    ) -> Result<ResponseValue<types::JobCancelled>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/batch/scrape/{}", self.baseurl, encode_path(& id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .delete(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "cancel_batch_scrape",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getBatchScrapeErrors`.
    ///
    /// `GET /batch/scrape/{id}/errors`
    ///
    /// - `id`: the parameter `id` A UUID.
    pub async fn get_batch_scrape_errors<'a>(
        &'a self,
        id: &'a str,
    ) -> Result<ResponseValue<types::JobErrors>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/batch/scrape/{}/errors", self.baseurl, encode_path(& id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "get_batch_scrape_errors",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getCrawlStatus`.
    ///
    /// `GET /crawl/{id}`
    ///
    /// - `id`: the parameter `id` A UUID.
    pub async fn get_crawl_status<'a>(
        &'a self,
        id: &'a str,
        query: &'a types::GetCrawlStatusQuery,
    ) -> Result<ResponseValue<types::JobStatus>, Error<types::ErrorBody>> {
        let types::GetCrawlStatusQuery { skip, limit } = query;
        let url = format!("{}/crawl/{}", self.baseurl, encode_path(& id.to_string()),);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .query(&progenitor_client::QueryParam::new("skip", &skip))
            .build()?;
        let info = OperationInfo {
            operation_id: "get_crawl_status",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `cancelCrawl`.
    ///
    /// `DELETE /crawl/{id}`
    ///
    /// - `id`: the parameter `id` A UUID.
    pub async fn cancel_crawl<'a>(
        &'a self,
        id: &'a str,
    ) -> Result<ResponseValue<types::JobCancelled>, Error<types::ErrorBody>> {
        let url = format!("{}/crawl/{}", self.baseurl, encode_path(& id.to_string()),);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .delete(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "cancel_crawl",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getCrawlErrors`.
    ///
    /// `GET /crawl/{id}/errors`
    ///
    /// - `id`: the parameter `id` A UUID.
    pub async fn get_crawl_errors<'a>(
        &'a self,
        id: &'a str,
    ) -> Result<ResponseValue<types::JobErrors>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/crawl/{}/errors", self.baseurl, encode_path(& id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "get_crawl_errors",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `crawlUrls`.
    ///
    /// `POST /crawl`
    pub async fn crawl_urls<'a>(
        &'a self,
        body: &'a types::CrawlRequest,
    ) -> Result<ResponseValue<types::JobStarted>, Error<types::ErrorBody>> {
        let url = format!("{}/crawl", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "crawl_urls",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `crawlParamsPreview`.
    ///
    /// `POST /crawl/params-preview`
    pub async fn crawl_params_preview<'a>(
        &'a self,
        body: &'a types::CrawlParamsRequest,
    ) -> Result<ResponseValue<types::CrawlParamsResponse>, Error<types::ErrorBody>> {
        let url = format!("{}/crawl/params-preview", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "crawl_params_preview",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `mapUrls`.
    ///
    /// `POST /map`
    pub async fn map_urls<'a>(
        &'a self,
        body: &'a types::MapRequest,
    ) -> Result<ResponseValue<types::MapResponse>, Error<types::ErrorBody>> {
        let url = format!("{}/map", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "map_urls",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `extractData`.
    ///
    /// `POST /extract`
    pub async fn extract_data<'a>(
        &'a self,
        body: &'a types::ExtractRequest,
    ) -> Result<ResponseValue<types::JobStarted>, Error<types::ErrorBody>> {
        let url = format!("{}/extract", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "extract_data",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getExtractStatus`.
    ///
    /// `GET /extract/{id}`
    ///
    /// - `id`: the parameter `id` A UUID.
    pub async fn get_extract_status<'a>(
        &'a self,
        id: &'a str,
    ) -> Result<ResponseValue<types::ExtractStatus>, Error<types::ErrorBody>> {
        let url = format!("{}/extract/{}", self.baseurl, encode_path(& id.to_string()),);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "get_extract_status",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `listAgents`.
    ///
    /// `GET /agent`. Seen in use; the contract does not promise it.
    ///
    /// - `before`: the parameter `before`
    pub async fn list_agents<'a>(
        &'a self,
        before: Option<i64>,
    ) -> Result<ResponseValue<types::AgentList>, Error<types::ErrorBody>> {
        let url = format!("{}/agent", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("before", &before))
            .build()?;
        let info = OperationInfo {
            operation_id: "list_agents",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `startAgent`.
    ///
    /// `POST /agent`
    pub async fn start_agent<'a>(
        &'a self,
        body: &'a types::AgentRequest,
    ) -> Result<ResponseValue<types::JobStarted>, Error<types::ErrorBody>> {
        let url = format!("{}/agent", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "start_agent",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getAgentStatus`.
    ///
    /// `GET /agent/{jobId}`
    ///
    /// - `job_id`: the parameter `jobId` A UUID.
    pub async fn get_agent_status<'a>(
        &'a self,
        job_id: &'a str,
    ) -> Result<ResponseValue<types::AgentStatus>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/agent/{}", self.baseurl, encode_path(& job_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "get_agent_status",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `cancelAgent`.
    ///
    /// `DELETE /agent/{jobId}`
    ///
    /// - `job_id`: the parameter `jobId` A UUID.
    pub async fn cancel_agent<'a>(
        &'a self,
        job_id: &'a str,
    ) -> Result<ResponseValue<types::SuccessResponse>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/agent/{}", self.baseurl, encode_path(& job_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .delete(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "cancel_agent",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getActiveCrawls`.
    ///
    /// `GET /crawl/active`
    pub async fn get_active_crawls<'a>(
        &'a self,
    ) -> Result<ResponseValue<types::ActiveCrawls>, Error<types::ErrorBody>> {
        let url = format!("{}/crawl/active", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "get_active_crawls",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getCreditUsage`.
    ///
    /// `GET /team/credit-usage`
    pub async fn get_credit_usage<'a>(
        &'a self,
    ) -> Result<ResponseValue<types::CreditUsageResponse>, Error<types::ErrorBody>> {
        let url = format!("{}/team/credit-usage", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "get_credit_usage",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getHistoricalCreditUsage`.
    ///
    /// `GET /team/credit-usage/historical`
    ///
    /// - `by_api_key`: the parameter `byApiKey` The server's default is `false`.
    pub async fn get_historical_credit_usage<'a>(
        &'a self,
        by_api_key: Option<bool>,
    ) -> Result<ResponseValue<types::CreditHistory>, Error<types::ErrorBody>> {
        let url = format!("{}/team/credit-usage/historical", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("byApiKey", &by_api_key))
            .build()?;
        let info = OperationInfo {
            operation_id: "get_historical_credit_usage",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getTokenUsage`.
    ///
    /// `GET /team/token-usage`
    pub async fn get_token_usage<'a>(
        &'a self,
    ) -> Result<ResponseValue<types::TokenUsageResponse>, Error<types::ErrorBody>> {
        let url = format!("{}/team/token-usage", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "get_token_usage",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getHistoricalTokenUsage`.
    ///
    /// `GET /team/token-usage/historical`
    ///
    /// - `by_api_key`: the parameter `byApiKey` The server's default is `false`.
    pub async fn get_historical_token_usage<'a>(
        &'a self,
        by_api_key: Option<bool>,
    ) -> Result<ResponseValue<types::TokenHistory>, Error<types::ErrorBody>> {
        let url = format!("{}/team/token-usage/historical", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("byApiKey", &by_api_key))
            .build()?;
        let info = OperationInfo {
            operation_id: "get_historical_token_usage",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getQueueStatus`.
    ///
    /// `GET /team/queue-status`
    pub async fn get_queue_status<'a>(
        &'a self,
    ) -> Result<ResponseValue<types::QueueStatus>, Error<types::ErrorBody>> {
        let url = format!("{}/team/queue-status", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "get_queue_status",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getActivity`.
    ///
    /// `GET /team/activity`
    pub async fn get_activity<'a>(
        &'a self,
        query: &'a types::ActivityQuery,
    ) -> Result<ResponseValue<types::ActivityResponse>, Error<types::ErrorBody>> {
        let types::ActivityQuery { endpoint, limit, cursor } = query;
        let url = format!("{}/team/activity", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("cursor", &cursor))
            .query(&progenitor_client::QueryParam::new("endpoint", &endpoint))
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .build()?;
        let info = OperationInfo {
            operation_id: "get_activity",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `searchAndScrape`.
    ///
    /// `POST /search`
    pub async fn search_and_scrape<'a>(
        &'a self,
        body: &'a types::SearchRequest,
    ) -> Result<ResponseValue<types::SearchResponse>, Error<types::ErrorBody>> {
        let url = format!("{}/search", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "search_and_scrape",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `listBrowserSessions`.
    ///
    /// `GET /interact`
    ///
    /// - `status`: the parameter `status`
    pub async fn list_browser_sessions<'a>(
        &'a self,
        status: Option<types::BrowserSessionStatus>,
    ) -> Result<ResponseValue<types::BrowserSessionList>, Error<types::ErrorBody>> {
        let url = format!("{}/interact", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("status", &status))
            .build()?;
        let info = OperationInfo {
            operation_id: "list_browser_sessions",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `createBrowserSession`.
    ///
    /// `POST /interact`
    pub async fn create_browser_session<'a>(
        &'a self,
        body: &'a types::BrowserSessionRequest,
    ) -> Result<ResponseValue<types::BrowserSessionStarted>, Error<types::ErrorBody>> {
        let url = format!("{}/interact", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "create_browser_session",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `executeBrowserCode`.
    ///
    /// `POST /interact/{sessionId}/execute`
    ///
    /// - `session_id`: the parameter `sessionId`
    pub async fn execute_browser_code<'a>(
        &'a self,
        session_id: &'a str,
        body: &'a types::BrowserCodeRequest,
    ) -> Result<ResponseValue<types::BrowserCodeResponse>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/interact/{}/execute", self.baseurl, encode_path(& session_id
            .to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "execute_browser_code",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `deleteBrowserSession`.
    ///
    /// `DELETE /interact/{sessionId}`
    ///
    /// - `session_id`: the parameter `sessionId`
    pub async fn delete_browser_session<'a>(
        &'a self,
        session_id: &'a str,
    ) -> Result<ResponseValue<types::BrowserSessionEnded>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/interact/{}", self.baseurl, encode_path(& session_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .delete(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "delete_browser_session",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getScrapeStatus`.
    ///
    /// `GET /scrape/{jobId}`
    ///
    /// - `job_id`: the parameter `jobId` A UUID.
    pub async fn get_scrape_status<'a>(
        &'a self,
        job_id: &'a str,
    ) -> Result<ResponseValue<types::ScrapeResponse>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/scrape/{}", self.baseurl, encode_path(& job_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "get_scrape_status",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `submitSearchFeedback`.
    ///
    /// `POST /search/{jobId}/feedback`
    ///
    /// - `job_id`: the parameter `jobId` A UUID.
    pub async fn submit_search_feedback<'a>(
        &'a self,
        job_id: &'a str,
        body: &'a types::SearchFeedbackRequest,
    ) -> Result<ResponseValue<types::FeedbackResponse>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/search/{}/feedback", self.baseurl, encode_path(& job_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "submit_search_feedback",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `askSupportAgent`.
    ///
    /// `POST /support/ask`
    pub async fn ask_support_agent<'a>(
        &'a self,
        body: &'a types::SupportAskRequest,
    ) -> Result<ResponseValue<types::SupportAskResponse>, Error<types::ErrorBody>> {
        let url = format!("{}/support/ask", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "ask_support_agent",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `searchSupportDocs`.
    ///
    /// `POST /support/docs-search`
    pub async fn search_support_docs<'a>(
        &'a self,
        body: &'a types::SupportDocsSearchRequest,
    ) -> Result<
        ResponseValue<types::SupportDocsSearchResponse>,
        Error<types::ErrorBody>,
    > {
        let url = format!("{}/support/docs-search", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "search_support_docs",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `researchSearchPapers`.
    ///
    /// `GET /search/research/papers`
    pub async fn research_search_papers<'a>(
        &'a self,
        search: &'a types::PaperSearchRequest,
    ) -> Result<ResponseValue<types::PaperSearchResponse>, Error<types::ErrorBody>> {
        let types::PaperSearchRequest { query, k, authors, categories, from, to } = search;
        let url = format!("{}/search/research/papers", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("authors", &authors))
            .query(&progenitor_client::QueryParam::new("categories", &categories))
            .query(&progenitor_client::QueryParam::new("from", &from))
            .query(&progenitor_client::QueryParam::new("k", &k))
            .query(&progenitor_client::QueryParam::new("query", &query))
            .query(&progenitor_client::QueryParam::new("to", &to))
            .build()?;
        let info = OperationInfo {
            operation_id: "research_search_papers",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `researchGetPaper`.
    ///
    /// `GET /search/research/papers/{id}`
    ///
    /// - `id`: the parameter `id`
    pub async fn research_get_paper<'a>(
        &'a self,
        id: &'a str,
        search: &'a types::PaperRequest,
    ) -> Result<ResponseValue<types::PaperResponse>, Error<types::ErrorBody>> {
        let types::PaperRequest { query, k } = search;
        let url = format!(
            "{}/search/research/papers/{}", self.baseurl, encode_path(& id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("k", &k))
            .query(&progenitor_client::QueryParam::new("query", &query))
            .build()?;
        let info = OperationInfo {
            operation_id: "research_get_paper",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `researchRelatedPapers`.
    ///
    /// `GET /search/research/papers/{id}/similar`
    ///
    /// - `id`: the parameter `id`
    pub async fn research_related_papers<'a>(
        &'a self,
        id: &'a str,
        query: &'a types::RelatedPapersRequest,
    ) -> Result<ResponseValue<types::PaperSearchResponse>, Error<types::ErrorBody>> {
        let types::RelatedPapersRequest { intent, mode, k, rerank, anchor } = query;
        let url = format!(
            "{}/search/research/papers/{}/similar", self.baseurl, encode_path(& id
            .to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("anchor", &anchor))
            .query(&progenitor_client::QueryParam::new("intent", &intent))
            .query(&progenitor_client::QueryParam::new("k", &k))
            .query(&progenitor_client::QueryParam::new("mode", &mode))
            .query(&progenitor_client::QueryParam::new("rerank", &rerank))
            .build()?;
        let info = OperationInfo {
            operation_id: "research_related_papers",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `developerSearch`.
    ///
    /// `GET /search/developer`
    pub async fn developer_search<'a>(
        &'a self,
        search: &'a types::DeveloperSearchRequest,
    ) -> Result<ResponseValue<types::DeveloperSearchResponse>, Error<types::ErrorBody>> {
        let types::DeveloperSearchRequest {
            query,
            k,
            types,
            repos,
            sources,
            skills,
            passages,
            language,
            topic,
            license,
            min_stars,
            max_stars,
            archived,
            fork,
        } = search;
        let url = format!("{}/search/developer", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("archived", &archived))
            .query(&progenitor_client::QueryParam::new("fork", &fork))
            .query(&progenitor_client::QueryParam::new("k", &k))
            .query(&progenitor_client::QueryParam::new("language", &language))
            .query(&progenitor_client::QueryParam::new("license", &license))
            .query(&progenitor_client::QueryParam::new("max_stars", &max_stars))
            .query(&progenitor_client::QueryParam::new("min_stars", &min_stars))
            .query(&progenitor_client::QueryParam::new("passages", &passages))
            .query(&progenitor_client::QueryParam::new("query", &query))
            .query(&progenitor_client::QueryParam::new("repos", &repos))
            .query(&progenitor_client::QueryParam::new("skills", &skills))
            .query(&progenitor_client::QueryParam::new("sources", &sources))
            .query(&progenitor_client::QueryParam::new("topic", &topic))
            .query(&progenitor_client::QueryParam::new("types", &types))
            .build()?;
        let info = OperationInfo {
            operation_id: "developer_search",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `developerSearchPost`.
    ///
    /// `POST /search/developer`
    pub async fn developer_search_post<'a>(
        &'a self,
        body: &'a types::DeveloperSearchRequest,
    ) -> Result<ResponseValue<types::DeveloperSearchResponse>, Error<types::ErrorBody>> {
        let url = format!("{}/search/developer", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "developer_search_post",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `submitEndpointFeedback`.
    ///
    /// `POST /feedback`
    pub async fn submit_endpoint_feedback<'a>(
        &'a self,
        body: &'a types::FeedbackRequest,
    ) -> Result<ResponseValue<types::FeedbackResponse>, Error<types::ErrorBody>> {
        let url = format!("{}/feedback", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "submit_endpoint_feedback",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getThreatProtection`.
    ///
    /// `GET /team/threat-protection`
    pub async fn get_threat_protection<'a>(
        &'a self,
    ) -> Result<
        ResponseValue<types::ThreatProtectionResponse>,
        Error<types::ErrorBody>,
    > {
        let url = format!("{}/team/threat-protection", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "get_threat_protection",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `updateThreatProtection`.
    ///
    /// `PUT /team/threat-protection`
    pub async fn update_threat_protection<'a>(
        &'a self,
        body: &'a types::ThreatProtectionRequest,
    ) -> Result<
        ResponseValue<types::ThreatProtectionResponse>,
        Error<types::ErrorBody>,
    > {
        let url = format!("{}/team/threat-protection", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .put(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "update_threat_protection",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getAgentTrace`.
    ///
    /// `GET /agent/{jobId}/trace`. Seen in use; the contract does not promise it.
    ///
    /// - `job_id`: the parameter `jobId` A UUID.
    /// - `live_view`: the parameter `liveView`
    pub async fn get_agent_trace<'a>(
        &'a self,
        job_id: &'a str,
        live_view: Option<bool>,
    ) -> Result<ResponseValue<types::AgentTrace>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/agent/{}/trace", self.baseurl, encode_path(& job_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("liveView", &live_view))
            .build()?;
        let info = OperationInfo {
            operation_id: "get_agent_trace",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getAgentSnapshot`.
    ///
    /// `GET /agent/{jobId}/snapshots/{snapshotId}`. Seen in use; the contract does not promise it.
    ///
    /// - `job_id`: the parameter `jobId` A UUID.
    /// - `snapshot_id`: the parameter `snapshotId`
    pub async fn get_agent_snapshot<'a>(
        &'a self,
        job_id: &'a str,
        snapshot_id: &'a str,
    ) -> Result<ResponseValue<types::AgentSnapshot>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/agent/{}/snapshots/{}", self.baseurl, encode_path(& job_id.to_string()),
            encode_path(& snapshot_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "get_agent_snapshot",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getAgentThread`.
    ///
    /// `GET /agent/threads/{threadId}`. Seen in use; the contract does not promise it.
    ///
    /// - `thread_id`: the parameter `threadId`
    /// - `include_data`: the parameter `includeData`
    pub async fn get_agent_thread<'a>(
        &'a self,
        thread_id: &'a str,
        include_data: Option<bool>,
    ) -> Result<ResponseValue<types::AgentThreadResponse>, Error<types::ErrorBody>> {
        let url = format!(
            "{}/agent/threads/{}", self.baseurl, encode_path(& thread_id.to_string()),
        );
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .query(&progenitor_client::QueryParam::new("includeData", &include_data))
            .build()?;
        let info = OperationInfo {
            operation_id: "get_agent_thread",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getParseFormats`.
    ///
    /// `GET /parse/formats`. Seen in use; the contract does not promise it.
    pub async fn get_parse_formats<'a>(
        &'a self,
    ) -> Result<ResponseValue<types::ParseFormatList>, Error<types::ErrorBody>> {
        let url = format!("{}/parse/formats", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "get_parse_formats",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `getConcurrencyCheck`.
    ///
    /// `GET /concurrency-check`. Seen in use; the contract does not promise it.
    pub async fn get_concurrency_check<'a>(
        &'a self,
    ) -> Result<ResponseValue<types::ConcurrencyResponse>, Error<types::ErrorBody>> {
        let url = format!("{}/concurrency-check", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .get(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .build()?;
        let info = OperationInfo {
            operation_id: "get_concurrency_check",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
    /// Calls `searchGov`.
    ///
    /// `POST /search/gov`. Seen in use; the contract does not promise it.
    pub async fn search_gov<'a>(
        &'a self,
        body: &'a types::GovSearchRequest,
    ) -> Result<ResponseValue<types::SearchResponse>, Error<types::ErrorBody>> {
        let url = format!("{}/search/gov", self.baseurl,);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .build()?;
        let info = OperationInfo {
            operation_id: "search_gov",
        };
        self.pre(&mut request, &info).await?;
        let result = self.exec(request, &info).await;
        self.post(&result, &info).await?;
        let response = result?;
        match response.status().as_u16() {
            200..=299 => ResponseValue::from_response(response).await,
            400u16..=499u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            500u16..=599u16 => {
                Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
            }
            _ => Err(Error::UnexpectedResponse(response)),
        }
    }
}
