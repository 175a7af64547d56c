//! Reads an overlay document and rejects everything that it does not know.

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::action::{Action, Effect, Overlay, Query, label};
use openapi_document::{Error, Result, join};

impl Overlay {
    /// Reads an overlay from its text in JSON or YAML; the file is only named in messages.
    ///
    /// # Errors
    ///
    /// Fails if the text is neither, a field is missing, unknown or of the wrong type, a JSONPath
    /// does not parse, or an action has both `update` and `copy`. The error names the file, the
    /// JSON pointer and the action.
    pub fn parse(file: &str, text: &str) -> Result<Overlay> {
        let document = openapi_document::parse_text(file, text.as_bytes())?;
        read(file, &document.value).map_err(|error| error.in_file(file))
    }
}

fn read(file: &str, doc: &Value) -> Result<Overlay> {
    let root = Fields::of(doc, String::new(), "the overlay".to_owned())?;
    let revision = Revision::parse(root.required("overlay")?).ok_or_else(|| {
        Error::new("overlay is not a version that this engine knows")
            .at("/overlay")
            .remedy("write 1.0.x or 1.1.x")
    })?;
    root.only(&["overlay", "info", "extends", "actions"])?;

    let info = Fields::of(root.value("info")?, "/info".to_owned(), "info".to_owned())?;
    match revision {
        Revision::V1_0 => info.only(&["title", "version"])?,
        Revision::V1_1 => info.only(&["title", "version", "description"])?,
    }
    info.string("description")?;
    let (title, version) = (info.required("title")?, info.required("version")?);
    let extends = root.string("extends")?;
    let Value::Array(list) = root.value("actions")? else {
        return Err(root.wrong("actions", "a list"));
    };
    if list.is_empty() {
        return Err(Error::new("there is no action")
            .at("/actions")
            .remedy("add one, or delete the overlay"));
    }
    let action = |(index, action): (usize, &Value)| {
        if let Some(first) = list[..index].iter().position(|other| other == action) {
            return Err(Error::new(format!("action {index} repeats action {first}"))
                .at(format!("/actions/{index}"))
                .remedy("delete it"));
        }
        read_action(index, action, revision)
    };
    Ok(Overlay {
        file: file.to_owned(),
        title: title.to_owned(),
        version: version.to_owned(),
        extends: extends.map(str::to_owned),
        actions: list.iter().enumerate().map(action).collect::<Result<_>>()?,
    })
}

fn read_action(index: usize, action: &Value, revision: Revision) -> Result<Action> {
    let name = label(index, action.get("description").and_then(Value::as_str));
    let fields = Fields::of(action, format!("/actions/{index}"), name)?;
    fields.only(&["target", "description", "update", "remove", "copy"])?;
    let description = fields.string("description")?.map(str::to_owned);
    let target = fields.query("target")?;
    let target = target.ok_or_else(|| fields.missing("target"))?;
    if revision == Revision::V1_0 && fields.map.contains_key("copy") {
        return Err(fields
            .fault("copy", "copy is not part of overlay 1.0")
            .remedy("write overlay 1.1.0"));
    }
    let mut extensions = fields.map.clone();
    extensions.retain(|name, _| name.starts_with("x-"));
    Ok(Action {
        target,
        description,
        effect: read_effect(&fields)?,
        optional: fields.flag("x-optional")?,
        extensions,
    })
}

fn read_effect(fields: &Fields) -> Result<Effect> {
    let copy = fields.query("copy")?;
    let update = fields.map.get("update");
    Ok(match (fields.flag("remove")?, update, copy) {
        // The specification says that the other two have no impact then.
        (true, ..) => Effect::Remove,
        (false, Some(value), None) => Effect::Update(value.clone()),
        (false, None, Some(source)) => Effect::Copy(source),
        (false, None, None) => Effect::Nothing,
        // Each has no impact beside the other, by the specification.
        (false, Some(_), Some(_)) => Effect::Both,
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Revision {
    V1_0,
    V1_1,
}

impl Revision {
    fn parse(text: &str) -> Option<Self> {
        let (feature_set, patch) = text.rsplit_once('.')?;
        let is_number = !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit());
        match feature_set {
            "1.0" if is_number => Some(Self::V1_0),
            "1.1" if is_number => Some(Self::V1_1),
            _ => None,
        }
    }
}

/// The fields of one object of the overlay, with its name in messages.
struct Fields<'v> {
    map: &'v Map<String, Value>,
    pointer: String,
    subject: String,
}

impl<'v> Fields<'v> {
    fn of(value: &'v Value, pointer: String, subject: String) -> Result<Self> {
        let Value::Object(map) = value else {
            let error = Error::new(format!("{subject} is not an object"));
            return Err(match pointer.as_str() {
                "" => error,
                _ => error.at(pointer),
            });
        };
        Ok(Self {
            map,
            pointer,
            subject,
        })
    }

    fn value(&self, field: &str) -> Result<&'v Value> {
        self.map.get(field).ok_or_else(|| self.missing(field))
    }

    fn required(&self, field: &str) -> Result<&'v str> {
        self.string(field)?.ok_or_else(|| self.missing(field))
    }

    fn string(&self, field: &str) -> Result<Option<&'v str>> {
        self.typed(field, "a string", Value::as_str)
    }

    fn flag(&self, field: &str) -> Result<bool> {
        let flag = self.typed(field, "true or false", Value::as_bool)?;
        Ok(flag.unwrap_or(false))
    }

    fn typed<T>(
        &self,
        field: &str,
        expected: &str,
        read: fn(&'v Value) -> Option<T>,
    ) -> Result<Option<T>> {
        let value = self.map.get(field);
        let read = value.map(|value| read(value).ok_or_else(|| self.wrong(field, expected)));
        read.transpose()
    }

    fn query(&self, field: &str) -> Result<Option<Query>> {
        let Some(text) = self.string(field)?.map(str::to_owned) else {
            return Ok(None);
        };
        match JsonPath::parse(&text) {
            Ok(path) => Ok(Some(Query { text, path })),
            Err(source) => Err(self
                .fault(field, &format!("{field} {text:?} is not a JSONPath"))
                .caused_by(source)
                .remedy("write it by RFC 9535")),
        }
    }

    /// Rejects every field that is neither known nor an extension: it is most likely misspelled.
    fn only(&self, known: &[&str]) -> Result<()> {
        let is_known = |name: &str| known.contains(&name) || name.starts_with("x-");
        match self.map.keys().find(|name| !is_known(name)) {
            None => Ok(()),
            Some(name) => Err(self
                .fault(name, &format!("the field {name:?} is unknown"))
                .remedy(format!("use one of {}, or an x- field", known.join(", ")))),
        }
    }

    fn missing(&self, field: &str) -> Error {
        self.fault(field, &format!("{field} is missing"))
            .remedy(format!("add {field}"))
    }

    fn wrong(&self, field: &str, expected: &str) -> Error {
        self.fault(field, &format!("{field} is not {expected}"))
    }

    fn fault(&self, field: &str, message: &str) -> Error {
        let pointer = match field {
            "" => self.pointer.clone(),
            field => join(&self.pointer, field),
        };
        Error::new(format!("{}: {message}", self.subject)).at(pointer)
    }
}
