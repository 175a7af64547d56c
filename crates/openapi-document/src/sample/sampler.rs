//! The entry: tries until a value fits its schema.

use serde_json::Value;

use super::generator::Generator;

/// The number of attempts with other branches if a value does not match its schema.
const ATTEMPTS: usize = 4;

/// Returns a value that a JSON Schema accepts, with every property present.
///
/// The same schema always gives the same value. Recursion ends at the first repetition, and a
/// schema that accepts nothing gets the nearest attempt, or `null`.
///
/// ```
/// let schema = serde_json::json!({
///     "properties": {"title": {"type": "string"}, "price": {"type": "number", "minimum": 0}},
/// });
/// assert_eq!(
///     openapi_document::sample::sample(&schema),
///     serde_json::json!({"title": "example title", "price": 1.5}),
/// );
/// ```
pub fn sample(schema: &Value) -> Value {
    Sampler::default().sample(schema)
}

/// The choices of a caller where a schema leaves several.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sampler<'a> {
    pub(super) required_only: bool,
    omitted: &'a [&'a str],
    preferred: &'a [(&'a str, Value)],
}

impl<'a> Sampler<'a> {
    /// Leaves out every property that is not required.
    #[must_use]
    pub fn required_only(self) -> Self {
        Self {
            required_only: true,
            ..self
        }
    }

    /// Leaves out properties of these names unless they are required.
    #[must_use]
    pub fn omit(self, omitted: &'a [&'a str]) -> Self {
        Self { omitted, ..self }
    }

    /// Gives properties of these names these values, where the schema lists the value or declares
    /// a boolean.
    #[must_use]
    pub fn prefer(self, preferred: &'a [(&'a str, Value)]) -> Self {
        Self { preferred, ..self }
    }

    /// Returns a value that a JSON Schema accepts.
    ///
    /// Without the feature `checked` the first attempt is not compared with the schema.
    pub fn sample(self, schema: &Value) -> Value {
        let accepts = acceptance(schema);
        let mut nearest = None;
        for sampler in [self, self.required_only()] {
            for attempt in 0..ATTEMPTS {
                let Some(value) = Generator::new(schema, sampler, attempt).value() else {
                    continue;
                };
                if accepts(&value) {
                    return value;
                }
                nearest.get_or_insert(value);
            }
        }
        nearest.unwrap_or(Value::Null)
    }

    pub(super) fn wants(&self, name: &str) -> bool {
        !self.required_only && !self.omitted.contains(&name)
    }

    pub(super) fn preference(&self, name: &str) -> Option<&'a Value> {
        let preferred = self.preferred.iter().find(|(known, _)| *known == name);
        preferred.map(|(_, value)| value)
    }
}

/// Returns a check of values against a schema, which accepts all where the schema is invalid.
#[cfg(feature = "checked")]
fn acceptance(schema: &Value) -> impl Fn(&Value) -> bool {
    let validator = jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .build(schema)
        .ok();
    move |value| validator.as_ref().is_none_or(|v| v.is_valid(value))
}

#[cfg(not(feature = "checked"))]
fn acceptance(_: &Value) -> impl Fn(&Value) -> bool {
    |_| true
}
