//! The code of a facade method, made from its generated function.

pub mod remove;

use openapi_codegen::catalog::OperationEntry;
use openapi_codegen::naming::pascal;
use openapi_codegen::pipeline::Run;
use openapi_document::json_schema::{Mode, json_schema};
use openapi_document::sample::Sampler;
use openapi_document::{Error, Result, code_span, json_content, operations, visible_json};

use crate::project::Project;

/// The words of a new method until a person has written its documentation.
pub const PLACEHOLDERS: [&str; 2] = ["Describe what it does: ", "Describe when it fails."];

/// A facade method that is to be written.
#[derive(Debug)]
pub struct Method<'a> {
    entry: &'a OperationEntry,
    group: &'a str,
    name: &'a str,
    /// The API crate, as code names it.
    package: String,
    /// The arguments of the generated function, with their types.
    arguments: Vec<(String, String)>,
    /// The type of the value in the response.
    value: String,
    /// The least request body that the contract allows.
    body: Option<String>,
}

impl<'a> Method<'a> {
    /// Works out a method of a group for an operation.
    ///
    /// # Errors
    ///
    /// If the operation has no generated function.
    pub fn new(
        project: &Project,
        run: &'a Run,
        entry: &'a OperationEntry,
        (group, name): (&'a str, &'a str),
    ) -> Result<Self> {
        let folder = project.outputs.package.rsplit('/').next();
        let package = folder.unwrap_or_default().replace('-', "_");
        let file = |name: &str| run.code.files.get(name).map_or("", String::as_str);
        let missing = || {
            Error::new("there is no generated function")
                .in_operation(&entry.id)
                .remedy("write the method by hand")
        };
        let start = format!("pub fn {}(", entry.function);
        let (_, signature) = file("operations.rs")
            .split_once(&start)
            .ok_or_else(missing)?;
        let (arguments, result) = signature.split_once(") -> ").ok_or_else(missing)?;
        let arguments = arguments.split(',').filter_map(|argument| {
            let (name, kind) = argument.split_once(':')?;
            Some((name.trim().to_owned(), kind.trim().to_owned()))
        });
        let response = result.split(['<', '>']).nth(2).unwrap_or_default();
        let response = response.trim_start_matches("types::");
        let value = value_type(run, response);
        let mut operations = operations(&run.corrected);
        let declared = operations.find(|operation| operation.value["operationId"] == *entry.id);
        let schema =
            declared.and_then(|operation| json_content(operation.value.get("requestBody")?));
        let body = schema.map(|schema| {
            let schema = json_schema(&run.corrected, schema, Mode::Request);
            Sampler::default()
                .required_only()
                .sample(&schema)
                .to_string()
        });
        Ok(Self {
            entry,
            group,
            name,
            arguments: arguments.collect(),
            value: qualified(value, &run.code.types, &package),
            body,
            package,
        })
    }

    /// Returns the method.
    pub fn code(&self) -> String {
        let client = match self.group {
            "Client" => "self",
            _ => "self.client",
        };
        let mut parameters = "&self".to_owned();
        let mut conversion = "";
        let mut values = Vec::new();
        for (name, kind) in &self.arguments {
            if let Some(request) = kind.strip_prefix("&types::") {
                let request = format!("{}::types::{request}", self.package);
                parameters += &format!(", request: impl Into<{request}>");
                conversion = "        let request = request.into();\n";
                values.push("&request");
            } else {
                parameters += &format!(", {name}: {kind}");
                values.push(name);
            }
        }
        let [summary, failure] = PLACEHOLDERS;
        format!(
            "\n    /// {summary}{}.\n    ///\n    /// # Errors\n    ///\n    \
             /// {failure}\n    pub async fn {}({parameters}) -> Result<Response<{}>, \
             Error> {{\n{conversion}        {client}.send(|api| api.{}({})).await\n    }}\n",
            code_span(&format!("{} {}", self.entry.method, self.entry.path)),
            self.name,
            self.value,
            self.entry.function,
            values.join(", ")
        )
    }

    /// Returns the row of the drift tests that calls the method with any request.
    pub fn row(&self, accessor: &str) -> String {
        let values = self.values(|name, request| {
            let source = if name == "body" { "body" } else { "query" };
            format!("given.{source}::<{request}>()?")
        });
        let unused = if values.contains("given") { "" } else { "_" };
        let (group, name) = (self.group, self.name);
        format!(
            "    {} => \"{group}::{name}\": |client, {unused}given| {accessor}.{name}({values});\n",
            pascal(&self.entry.id)
        )
    }

    /// Returns the least request as a typical one, if the operation takes a body.
    pub fn typical_request(&self, accessor: &str) -> Option<String> {
        let body = self.body.as_ref()?;
        // The escapes of JSON are not those of Rust.
        let is_rust = !visible_json(body).contains(['\\', '\u{7f}']);
        let values = self.values(|_, request| match is_rust {
            true => format!("serde_json::from_value::<{request}>(json!({body})).unwrap()"),
            false => format!("serde_json::from_str::<{request}>({body:?}).unwrap()"),
        });
        let (id, name) = (&self.entry.id, self.name);
        Some(format!(
            "    {id:?}, \"the least\": |client| {accessor}.{name}({values});\n"
        ))
    }

    /// Returns the values of the arguments in a test; `request` gives those of a request, by the
    /// name and the type of the argument.
    fn values(&self, request: impl Fn(&str, &str) -> String) -> String {
        let value = |(name, kind): &(String, String)| match kind.strip_prefix("&types::") {
            Some(kind) => request(name, &format!("{}::types::{kind}", self.package)),
            None if kind == "&str" => "ID".to_owned(),
            None => "None".to_owned(),
        };
        let values: Vec<String> = self.arguments.iter().map(value).collect();
        values.join(", ")
    }
}

/// Returns the type of the value that a response holds: the response itself, or one of its fields.
pub fn value_type<'a>(run: &'a Run, response: &'a str) -> &'a str {
    let bodies = run.code.files.get("response_bodies.rs");
    let head = format!("ResponseBody for {response} {{\n    type Value = ");
    let value = bodies.and_then(|text| text.split_once(&head)?.1.split_once(';'));
    value.map_or(
        response,
        |(value, _)| if value == "Self" { response } else { value },
    )
}

/// Adds the path of the types to each type's name.
fn qualified(text: &str, types: &[String], package: &str) -> String {
    let mut out = String::new();
    for word in text.split_inclusive(|letter: char| !letter.is_alphanumeric()) {
        let name = word.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        if types.iter().any(|known| known == name) {
            out.push_str(&format!("{package}::types::"));
        }
        out.push_str(word);
    }
    out
}
