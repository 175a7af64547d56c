//! The parts of a contract that changes concern.

use serde::Serialize;

/// The part of a contract that a change concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// An operation, its path and its method.
    Operation,
    /// A parameter.
    Parameter,
    /// The body of a request.
    RequestBody,
    /// A media type of a body.
    MediaType,
    /// A property of an object.
    Property,
    /// The obligation to send or to return something.
    Required,
    /// The type of a value.
    Type,
    /// The format of a value.
    Format,
    /// The permission of `null`.
    Nullable,
    /// The listed values.
    EnumValue,
    /// The one value.
    Const,
    /// The value that the service assumes for a missing one.
    Default,
    /// The bounds of a number.
    Bound,
    /// The pattern of a text.
    Pattern,
    /// The length of a text or list, or the count of properties.
    Length,
    /// The entries of a list.
    Items,
    /// A branch of `oneOf`, `anyOf` or `allOf`, or a `not`.
    Branch,
    /// Properties beside the declared ones.
    AdditionalProperties,
    /// The status of a response.
    StatusCode,
    /// A header of a response.
    ResponseHeader,
    /// The authorization of calls.
    Security,
    /// The address of the service.
    Server,
    /// The advice not to use something any more, and the date until which it works.
    Deprecation,
    /// The name of an operation.
    OperationId,
    /// The group of an operation.
    Tag,
    /// A component, and the name of a generated type.
    Schema,
    /// A call that the service makes to its clients.
    Callback,
    /// A keyword without a rule of its own.
    Keyword,
}
