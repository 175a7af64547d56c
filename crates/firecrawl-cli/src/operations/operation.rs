//! An operation, its arguments, and their kinds.

use super::OPERATIONS;

/// An operation with the arguments that it takes.
#[derive(Debug)]
pub struct Operation {
    /// The facts that the client goes by.
    pub operation: &'static firecrawl_api::Operation,
    /// The documentation; its first line is a summary.
    pub doc: &'static str,
    /// The sentence of the documentation that says what a call costs.
    pub cost: Option<&'static str>,
    /// The parameters of the path, in its order.
    pub path: &'static [Argument],
    /// The headers.
    pub headers: &'static [Argument],
    /// The parameters of the query.
    pub query: Option<&'static Record>,
    /// The JSON body.
    pub body: Option<&'static Record>,
}

/// An object that operations take, alone or in a field.
#[derive(Debug)]
pub struct Record {
    /// Its fields.
    pub fields: &'static [Argument],
    /// The records whose fields are its fields too.
    pub embedded: &'static [&'static Record],
}

/// A value that an operation takes.
#[derive(Debug)]
pub struct Argument {
    /// The name on the wire.
    pub name: &'static str,
    /// The documentation.
    pub doc: &'static str,
    /// The kind of value.
    pub kind: Kind,
    /// True if nearly every request has it; without most of them, the service rejects the request.
    pub required: bool,
    /// The fields of the object that it is, which can be given one by one.
    pub inner: Option<&'static Record>,
}

/// A part of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The path.
    Path,
    /// The headers.
    Header,
    /// The query.
    Query,
    /// The JSON body.
    Body,
}

/// An argument at a place of the request.
#[derive(Clone, Copy, Debug)]
pub struct Given {
    /// The argument.
    pub argument: &'static Argument,
    /// The name of the object that it is in, unless that is the whole part.
    pub outer: Option<&'static str>,
    /// The part of the request.
    pub part: Part,
}

/// A kind of value.
#[allow(dead_code, reason = "the contract decides which kinds there are")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A text; these are the known ones.
    Word(&'static [&'static str]),
    /// One of these words, or JSON with more to it.
    WordOrJson(&'static [&'static str]),
    /// A text, or JSON with more to it.
    TextOrJson,
    /// JSON.
    Json,
    /// A duration that travels in milliseconds.
    Milliseconds,
    /// A duration that travels in whole seconds.
    Seconds,
    /// A duration that travels in seconds with decimals.
    DecimalSeconds,
    /// Several values.
    List(&'static Kind),
}

impl Operation {
    /// Finds an operation by its operationId.
    pub fn find(id: &str) -> Option<&'static Self> {
        OPERATIONS.iter().find(|known| known.operation.id == id)
    }

    /// Returns the first line of the documentation.
    pub fn summary(&self) -> &'static str {
        self.doc.lines().next().unwrap_or_default()
    }

    /// Returns all arguments: those of the path, the headers, the query, and the body.
    pub fn arguments(&self) -> Vec<Given> {
        let given = |part| {
            move |argument| Given {
                argument,
                outer: None,
                part,
            }
        };
        let path = self.path.iter().map(given(Part::Path));
        let headers = self.headers.iter().map(given(Part::Header));
        let mut all: Vec<Given> = path.chain(headers).collect();
        for (record, part) in [(self.query, Part::Query), (self.body, Part::Body)] {
            if let Some(record) = record {
                record.add(None, part, &mut all);
            }
        }
        all
    }

    /// Returns the method and the path: `POST /scrape`.
    pub fn route(&self) -> String {
        format!("{} {}", self.operation.method, self.operation.path)
    }
}

impl Record {
    /// Adds all fields, also those of embedded records and of the objects in its fields.
    fn add(&'static self, outer: Option<&'static str>, part: Part, all: &mut Vec<Given>) {
        for argument in self.fields {
            let given = Given {
                argument,
                outer,
                part,
            };
            all.push(given);
            if let (Some(inner), None) = (argument.inner, outer) {
                inner.add(Some(argument.name), part, all);
            }
        }
        for record in self.embedded {
            record.add(outer, part, all);
        }
    }
}

impl Given {
    /// Returns the name on the wire, below that of the object that it is in.
    pub fn place(&self) -> Vec<&'static str> {
        let outer = self.outer.into_iter();
        outer.chain([self.argument.name]).collect()
    }

    /// Returns true for an argument that nearly every request has.
    pub fn is_required(&self) -> bool {
        self.argument.required && self.outer.is_none()
    }
}
