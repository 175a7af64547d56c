//! Pages as the rows of a Parquet file.
//!
//! Rows are collected until they hold [`GROUP_BYTES`], and are then written as a row group, so that
//! memory does not grow with the file.

use std::io::Write;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use parquet::schema::types::ColumnPath;
use serde_json::Value;

use super::Subject;
use super::output::text_of;
use crate::failure::Failure;

/// The bytes of text in a row group, after which it is written.
const GROUP_BYTES: usize = 16 << 20;

/// The columns, in the order in which [`Rows::flush`] writes them.
///
/// `metadata` and `more` are JSON texts; `more` holds the fields of the document that have no column.
const SCHEMA: &str = "message page {
  optional int64 position;
  optional int32 status;
  required binary url (STRING);
  optional binary title (STRING);
  optional binary markdown (STRING);
  optional binary html (STRING);
  optional binary raw_html (STRING);
  optional binary metadata (STRING);
  optional binary more (STRING);
  optional binary code (STRING);
  optional binary error (STRING);
  optional group links (LIST) { repeated group list { required binary element (STRING); } }
}";

/// The columns of text, from `url` to `error`.
const TEXTS: usize = 9;
const URL: usize = 0;
const TITLE: usize = 1;
const MARKDOWN: usize = 2;
const HTML: usize = 3;
const RAW_HTML: usize = 4;
const METADATA: usize = 5;
const MORE: usize = 6;
const CODE: usize = 7;
const ERROR: usize = 8;

/// The fields of a document that have a column of text.
const FIELDS: [(&str, usize); 3] = [
    ("markdown", MARKDOWN),
    ("html", HTML),
    ("rawHtml", RAW_HTML),
];

/// A Parquet file that is being written.
pub struct Rows<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    positions: Column<i64>,
    statuses: Column<i32>,
    texts: [Column<ByteArray>; TEXTS],
    links: Column<ByteArray>,
    /// The bytes of text that are not written yet.
    bytes: usize,
}

/// Values of a column, with the levels that say where one is missing.
#[derive(Default)]
struct Column<T> {
    values: Vec<T>,
    definitions: Vec<i16>,
    /// Of lists only: 0 begins a row.
    repetitions: Option<Vec<i16>>,
}

impl<T> Column<T> {
    fn push(&mut self, value: Option<T>) {
        self.definitions.push(i16::from(value.is_some()));
        self.values.extend(value);
    }

    /// Writes the values as the next column, and forgets them.
    fn write<D: DataType<T = T>>(
        &mut self,
        group: &mut SerializedRowGroupWriter<'_, impl Write + Send>,
    ) -> Result<(), ParquetError> {
        let column = std::mem::replace(
            self,
            Self {
                values: Vec::new(),
                definitions: Vec::new(),
                repetitions: self.repetitions.as_ref().map(|_| Vec::new()),
            },
        );
        let Some(mut writer) = group.next_column()? else {
            return Err(ParquetError::General("a column too many".to_owned()));
        };
        let (levels, repetitions) = (&column.definitions, column.repetitions.as_deref());
        writer
            .typed::<D>()
            .write_batch(&column.values, Some(levels), repetitions)?;
        writer.close()
    }
}

impl Column<ByteArray> {
    /// Adds a list: null, empty, or with its items.
    fn push_list(&mut self, items: Option<Vec<&str>>) {
        let repetitions = self.repetitions.get_or_insert_default();
        match items {
            Some(items) if !items.is_empty() => {
                for (index, item) in items.into_iter().enumerate() {
                    self.definitions.push(2);
                    repetitions.push(i16::from(index > 0));
                    self.values.push(ByteArray::from(item));
                }
            }
            items => {
                self.definitions.push(i16::from(items.is_some()));
                repetitions.push(0);
            }
        }
    }
}

impl<W: Write + Send> Rows<W> {
    /// Begins a file.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn new(out: W) -> Result<Self, Failure> {
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            // Pages differ, and a dictionary would hold each once more.
            .set_dictionary_enabled(false)
            .set_created_by(concat!("firecrawl-cli ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_statistics_enabled(EnabledStatistics::None);
        for name in ["position", "status", "url"] {
            let column = ColumnPath::from(name);
            properties = properties.set_column_statistics_enabled(column, EnabledStatistics::Chunk);
        }
        let schema = Arc::new(parse_message_type(SCHEMA).map_err(failure)?);
        let writer = SerializedFileWriter::new(out, schema, Arc::new(properties.build()));
        Ok(Self {
            writer: writer.map_err(failure)?,
            positions: Column::default(),
            statuses: Column::default(),
            texts: Default::default(),
            links: Column::default(),
            bytes: 0,
        })
    }

    /// Adds a page.
    ///
    /// # Errors
    ///
    /// If the row group is full and cannot be written.
    pub fn page(&mut self, subject: Subject<'_>, document: &Value) -> Result<(), Failure> {
        let metadata = document.get("metadata").filter(|value| !value.is_null());
        let status = metadata.and_then(|metadata| metadata["statusCode"].as_i64());
        let mut texts: [Option<String>; TEXTS] = Default::default();
        texts[TITLE] = metadata
            .and_then(|metadata| text_of(metadata, "title"))
            .map(|title| title.trim_end().to_owned());
        texts[METADATA] = metadata.map(Value::to_string);
        for (field, column) in FIELDS {
            texts[column] = text_of(document, field);
        }
        let has_column = |name: &str| {
            matches!(name, "metadata" | "links") || FIELDS.iter().any(|(field, _)| *field == name)
        };
        let fields = document.as_object().into_iter().flatten();
        let more: serde_json::Map<String, Value> = fields
            .filter(|(name, value)| !has_column(name) && !value.is_null())
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        texts[MORE] = (!more.is_empty()).then(|| Value::Object(more).to_string());
        let links = document.get("links").and_then(Value::as_array);
        let links = links.map(|links| links.iter().filter_map(Value::as_str).collect());
        self.add(subject, status, texts, links)
    }

    /// Adds a page that failed.
    ///
    /// # Errors
    ///
    /// As [`Self::page`].
    pub fn failed(&mut self, subject: Subject<'_>, code: &str, error: &str) -> Result<(), Failure> {
        let mut texts: [Option<String>; TEXTS] = Default::default();
        texts[CODE] = (!code.is_empty()).then(|| code.to_owned());
        texts[ERROR] = Some(error.to_owned());
        self.add(subject, None, texts, None)
    }

    fn add(
        &mut self,
        subject: Subject<'_>,
        status: Option<i64>,
        mut texts: [Option<String>; TEXTS],
        links: Option<Vec<&str>>,
    ) -> Result<(), Failure> {
        let position = subject.position.and_then(|at| i64::try_from(at).ok());
        self.positions.push(position);
        self.statuses
            .push(status.and_then(|status| status.try_into().ok()));
        texts[URL] = Some(subject.url.to_owned());
        for (column, text) in self.texts.iter_mut().zip(texts) {
            self.bytes += text.as_ref().map_or(0, String::len);
            column.push(text.map(|text| ByteArray::from(text.into_bytes())));
        }
        let length = |links: &Vec<&str>| links.iter().map(|link| link.len() + 32).sum();
        // What a row takes besides its texts.
        self.bytes += 512 + links.as_ref().map_or(0, length);
        self.links.push_list(links);
        match self.bytes >= GROUP_BYTES {
            true => self.flush().map_err(failure),
            false => Ok(()),
        }
    }

    /// Returns the bytes that were written so far.
    pub fn written(&self) -> usize {
        self.writer.bytes_written()
    }

    fn flush(&mut self) -> Result<(), ParquetError> {
        if self.bytes == 0 {
            return Ok(());
        }
        self.bytes = 0;
        let mut group = self.writer.next_row_group()?;
        self.positions.write::<Int64Type>(&mut group)?;
        self.statuses.write::<Int32Type>(&mut group)?;
        for column in &mut self.texts {
            column.write::<ByteArrayType>(&mut group)?;
        }
        self.links.write::<ByteArrayType>(&mut group)?;
        group.close().map(drop)
    }

    /// Writes the rest and the end of the file, and returns what it was written to.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn finish(mut self) -> Result<W, Failure> {
        self.flush().map_err(failure)?;
        self.writer.into_inner().map_err(failure)
    }
}

fn failure(error: ParquetError) -> Failure {
    Failure::new(format!("the Parquet file cannot be written: {error}"))
}
