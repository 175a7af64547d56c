//! Files that are uploaded first and parsed later.

use bytes::Bytes;
use chrono::{TimeDelta, Utc};
use parking_lot::Mutex;
use serde_json::json;
use uuid::Uuid;

use crate::lru_cache::LruCache;
use crate::request::Request;
use crate::response::Response;
use crate::timestamp;

/// The largest file that the service accepts.
pub const MAX_FILE_BYTES: usize = 50 * 1024 * 1024;

const MAX_UPLOADS: usize = 1000;
const MAX_UPLOAD_BYTES: usize = 256 * 1024 * 1024;
/// The path of an upload below the origin of the server, before its reference.
const PATH: &str = "/uploads/";

/// Files by their reference; `None` until one is uploaded.
#[derive(Default)]
pub struct Uploads(Mutex<Files>);

type Files = LruCache<String, (String, Option<Bytes>), MAX_UPLOADS, MAX_UPLOAD_BYTES>;

impl Uploads {
    /// Handles `POST /parse/upload-url`.
    pub fn create(&self, request: &Request) -> Response {
        let reference = Uuid::new_v4().to_string();
        let name = request.body_str("filename").unwrap_or_default().to_owned();
        let content_type = request.body_str("contentType");
        let content_type = content_type.unwrap_or("application/octet-stream");
        let url = format!("{}{PATH}{reference}", request.public_origin());
        let response = Response::data(json!({
            "uploadUrl": url,
            "uploadRef": reference,
            "method": "PUT",
            "headers": {"Content-Type": content_type},
            "expiresAt": timestamp::millis(Utc::now() + TimeDelta::minutes(15)),
            "maxSizeBytes": MAX_FILE_BYTES,
        }));
        self.0.lock().insert(reference, (name, None), 0);
        response
    }

    /// Returns the reference in the path of an upload.
    pub fn reference(path: &str) -> Option<&str> {
        path.strip_prefix(PATH)
    }

    /// Handles the upload of a file.
    pub fn store(&self, reference: &str, file: Bytes) -> Response {
        let mut files = self.0.lock();
        let reference = reference.to_owned();
        let Some(((name, _), _)) = files.remove(&reference) else {
            return Response::error(404, "Upload not found.");
        };
        let bytes = file.len();
        files.insert(reference, (name, Some(file)), bytes);
        Response::raw(200, "", Bytes::new())
    }

    /// Returns the name and the content of a file that was uploaded.
    pub fn file(&self, reference: &str) -> Result<(String, Bytes), Box<Response>> {
        let found = self.0.lock().get(&reference.to_owned());
        let (name, file) = found.ok_or_else(|| Response::error(404, "Upload not found."))?;
        let file = file.ok_or_else(|| Response::error(404, "The file was not uploaded."))?;
        Ok((name, file))
    }
}
