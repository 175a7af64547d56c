//! Parses files.

use api_transport::{Error, PartNames, Prepared, Response};
use firecrawl_api::operations;
use firecrawl_api::types::{Document, ParseOptions, ScrapeResponse};

use crate::client::Client;

/// A file for [`Client::parse`], and its options.
///
/// The service goes by the extension of the file's name. It accepts 50 MB at most.
///
/// ```no_run
/// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
/// use firecrawl_client::Upload;
/// use firecrawl_client::types::{ParseFormat, ParseOptions};
///
/// // Read from the disk piece by piece.
/// let report = Upload::path("reports/2026.pdf");
/// let options = ParseOptions::new().formats([ParseFormat::Markdown, ParseFormat::Links]);
/// let report = client.parse(report.options(options)).await?;
/// println!("{:?}", report.markdown);
///
/// // From memory.
/// client.parse(Upload::bytes("notes.txt", "Lamp lit at dusk.")).await?;
///
/// // From a stream, which can be sent once only.
/// let pieces = futures_util::stream::iter(["Lamp lit ", "at dusk."].map(Ok::<_, std::io::Error>));
/// client.parse(Upload::stream("notes.txt", pieces)).await?;
/// # Ok(())
/// # }
/// ```
pub type Upload = api_transport::Upload<ParseOptions>;

/// The parts of the form.
const PARTS: PartNames = PartNames {
    file: "file",
    options: "options",
};

impl Client {
    /// Parses a file into a document: `POST /parse`.
    ///
    /// Takes a path, or an [`Upload`] with a name or options of its own, of 50 MB at
    /// most. The file is sent piece by piece, and the limit of the first byte counts from
    /// the last piece: a slow line needs no longer one.
    ///
    /// Costs credits, also when the response is lost; it is not repeated after
    /// such a loss unless [`RetryPolicy::repeat_costly`](crate::RetryPolicy::repeat_costly)
    /// says so. Every attempt sends the very same bytes.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Upload`](crate::ErrorKind::Upload) if the file cannot be read or changes on the way;
    /// if it cannot be opened, nothing is sent.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::Upload;
    /// use firecrawl_client::types::ParseOptions;
    ///
    /// let report = client.parse("reports/2026.pdf").await?;
    /// println!("{:?}", report.markdown);
    ///
    /// let table = Upload::path("uploads/3f9a")
    ///     .filename("tides.xlsx")
    ///     .options(ParseOptions::new().only_main_content(false));
    /// println!("{:?}", client.parse(table).await?.markdown);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn parse(&self, upload: impl Into<Upload>) -> Result<Response<Document>, Error> {
        let request = Prepared::new(self.transport.root(), &operations::PARSE_FILE, &[]);
        let request = request.and_then(|request| request.upload(upload.into(), PARTS));
        self.transport.send::<ScrapeResponse>(request).await
    }
}
