//! Messages on the standard input and output, a line each.

use std::io;

use rmcp::ErrorData;
use rmcp::model::{ClientJsonRpcMessage, ErrorCode, RequestId, ServerJsonRpcMessage};
use rmcp::service::RoleServer;
use rmcp::transport::Transport;
use rmcp::transport::async_rw::AsyncRwTransport;
use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncWrite, BufReader, Empty, empty};
use tokio::task::JoinHandle;

/// The most bytes of a line.
const LONGEST: usize = 16 << 20;

/// A transport that responds to each line, also to one that holds no message: a host would wait for ever otherwise.
pub struct Messages<R, W: AsyncWrite> {
    input: BufReader<R>,
    /// The line so far, which stays if the read is dropped; at most one part longer than allowed.
    line: Vec<u8>,
    output: AsyncRwTransport<RoleServer, Empty, W>,
    /// The response to a line without a message, while it is written.
    response: Option<JoinHandle<io::Result<()>>>,
}

impl<R, W> Messages<R, W>
where
    R: AsyncRead + Send + Unpin,
    W: AsyncWrite + Send + Unpin + 'static,
{
    /// Creates the transport.
    pub fn new(input: R, output: W) -> Self {
        Self {
            input: BufReader::new(input),
            line: Vec::new(),
            output: AsyncRwTransport::new(empty(), output),
            response: None,
        }
    }

    /// Reads a line; `None` at the end of the input.
    async fn read(&mut self) -> Option<Vec<u8>> {
        loop {
            let part = self.input.fill_buf().await.ok()?;
            if part.is_empty() {
                // The last line may lack its end.
                let last = std::mem::take(&mut self.line);
                return (!last.is_empty()).then_some(last);
            }
            let end = part.iter().position(|byte| *byte == b'\n');
            let length = end.map_or(part.len(), |end| end + 1);
            if self.line.len() <= LONGEST {
                self.line.extend_from_slice(&part[..length]);
            }
            self.input.consume(length);
            if end.is_some() {
                return Some(std::mem::take(&mut self.line));
            }
        }
    }
}

impl<R, W> Transport<RoleServer> for Messages<R, W>
where
    R: AsyncRead + Send + Unpin,
    W: AsyncWrite + Send + Unpin + 'static,
{
    type Error = io::Error;

    fn send(
        &mut self,
        message: ServerJsonRpcMessage,
    ) -> impl Future<Output = io::Result<()>> + Send + 'static {
        self.output.send(message)
    }

    async fn receive(&mut self) -> Option<ClientJsonRpcMessage> {
        loop {
            // Before the end of the input as well; a task goes on if this is dropped.
            if let Some(response) = &mut self.response {
                let _ = response.await;
                self.response = None;
            }
            match message(&self.read().await?) {
                Ok(Some(message)) => return Some(message),
                Ok(None) => {}
                Err(response) => self.response = Some(tokio::spawn(self.send(*response))),
            }
        }
    }

    async fn close(&mut self) -> io::Result<()> {
        self.output.close().await
    }
}

/// Reads a message; `None` for what needs no response: a blank line, and a notification that is not known.
///
/// # Errors
///
/// The response to a line that holds no message.
fn message(line: &[u8]) -> Result<Option<ClientJsonRpcMessage>, Box<ServerJsonRpcMessage>> {
    let wrong = |code, message: &str, id| {
        let error = ErrorData::new(code, message.to_owned(), None);
        Box::new(ServerJsonRpcMessage::error(error, id))
    };
    let line = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line);
    let line = line.trim_ascii();
    if line.is_empty() {
        return Ok(None);
    }
    if line.len() >= LONGEST {
        let message = format!("the message is longer than {LONGEST} bytes");
        return Err(wrong(ErrorCode::INVALID_REQUEST, &message, None));
    }
    if let Ok(message) = serde_json::from_slice(line) {
        return Ok(Some(message));
    }
    let value: Value = serde_json::from_slice(line).map_err(|error| {
        let message = format!("the message is not JSON: {error}");
        wrong(ErrorCode::PARSE_ERROR, &message, None)
    })?;
    match value.get("id") {
        None if value["method"].is_string() => Ok(None),
        id => {
            let id: Option<RequestId> = id.and_then(|id| serde_json::from_value(id.clone()).ok());
            let message = "the message is neither a request nor a notification nor a response";
            Err(wrong(ErrorCode::INVALID_REQUEST, message, id))
        }
    }
}
