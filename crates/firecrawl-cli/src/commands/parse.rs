//! `firecrawl parse`: a file of this machine as a document.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use firecrawl_client::{Method, Response};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use super::{add_schema, client, formats, scrape};
use crate::arguments::flags;
use crate::failure::{Failure, exit};
use crate::operations::Operation;
use crate::output::Output;

/// The largest file that the service takes, in bytes.
const LARGEST: u64 = 50 << 20;

/// Uploads the file and writes the document.
pub async fn run(operation: &'static Operation, matches: &ArgMatches) -> Result<u8, Failure> {
    let parts = flags::parts(operation, matches)?;
    let mut options: Map<String, Value> = match parts.body.get("options") {
        Some(Value::Object(options)) => options.clone(),
        _ => Map::new(),
    };
    add_schema(matches, &mut options);
    let path = PathBuf::from(matches.get_one::<String>("file").map_or("", String::as_str));
    let fault = |error: std::io::Error| Failure::file(&path, &error);
    if fs::metadata(&path).map_err(fault)?.len() > LARGEST {
        let message = format!(
            "{}: larger than 50 MB, which the service refuses",
            path.display()
        );
        return Err(Failure::new(message).code(exit::REJECTED));
    }
    let content = fs::read(&path).map_err(fault)?;
    let Some(client) = client(matches, operation, &options)? else {
        return Ok(exit::OK);
    };
    let formats = match formats(&options) {
        none if none.is_empty() => vec!["markdown".to_owned()],
        formats => formats,
    };
    let (media_type, form) = form(&path, &content, &Value::Object(options));
    let request = client.request(Method::POST, operation.operation.path);
    let request = request.header("content-type", &media_type)?.body(form);
    let response: Response<Value> = request.send().await?;
    let page = scrape::document(response.into_inner());
    Output::read(matches).page(&page, &formats)?;
    Ok(exit::OK)
}

/// Returns the media type and the bytes of the form with a file and its options.
fn form(path: &Path, content: &[u8], options: &Value) -> (String, Vec<u8>) {
    let mut boundary = "firecrawl-".to_owned();
    // No file contains its own hash.
    for byte in Sha256::digest(content) {
        let _ = write!(boundary, "{byte:02x}");
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name: String = name
        .chars()
        .map(|letter| match letter {
            '"' | '\\' => '_',
            letter if letter.is_control() => '_',
            letter => letter,
        })
        .collect();
    let mut form = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"options\"\r\n\r\n{options}\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
         Content-Type: application/octet-stream\r\n\r\n"
    )
    .into_bytes();
    form.extend_from_slice(content);
    form.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), form)
}
