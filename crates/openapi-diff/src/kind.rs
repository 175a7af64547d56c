//! The kinds of changes, with the class of each and the reason.

use serde::Serialize;

use crate::change::Class::{Additive, Breaking, Neutral};
use crate::rules::Rule::{self, Any, BySide};

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
    /// The advice not to use something any more.
    Deprecation,
    /// The name of an operation.
    OperationId,
    /// The group of an operation.
    Tag,
    /// A component.
    Schema,
    /// A keyword that the comparison does not know.
    Keyword,
}

/// Defines the kinds, each with its name, its family, its reverse and its rule.
macro_rules! kinds {
    ($($kind:ident $name:literal $family:ident $reverse:ident => $rule:expr,)*) => {
        /// A kind of change, without the direction in which the value is sent.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "the name and the rules describe each")]
        pub enum Kind {
            $($kind,)*
        }

        impl Kind {
            /// Every kind, in the order in which they are documented.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// Returns the stable name.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// Returns the part of a contract that it concerns.
            pub fn family(self) -> Family {
                match self {
                    $(Self::$kind => Family::$family,)*
                }
            }

            /// Returns the kind of the same difference when the two contracts change places, such as
            /// the one for removed of the one for added.
            pub fn mirrored(self) -> Self {
                match self {
                    $(Self::$kind => Self::$reverse,)*
                }
            }

            pub(crate) fn rule(self) -> Rule {
                match self {
                    $(Self::$kind => $rule,)*
                }
            }
        }
    };
}

const OTHER_TYPE: &str = "the generated type of the value changes";
const NOT_CHECKED: &str = "clients do not check responses for it";
const REJECTED: &str = "the service may reject a value that is sent today";
const ACCEPTED: &str = "the service accepts everything that it accepted before, and more";
const FIELD_GONE: &str = "the generated field or argument is gone, and a strict service rejects it";
const OPTION: &str = "the generated field changes between `T` and `Option<T>`";
const OPEN: &str = "additional properties are allowed unless the contract forbids them";
const FORBIDDEN: &str = "a call that is allowed today may be rejected";
const MORE_TO_SEND: &str = "there is one more optional thing to send";
const MORE_TO_READ: &str = "there is one more field to read";
const VARIANT_SENT: &str = "existing clients may send it, and the variant is gone";
const VARIANT_GONE: &str = "the generated variant is gone";
const OPEN_READERS: &str = "it breaks only readers with a closed list, and generated ones are open";
const UNDECLARED: &str = "the generated field is gone; a value that is still sent is undeclared";
const OLD_ADDRESS: &str = "existing clients call the old address";
const NEW_USES: &str = "a new use of it is reported where it is used";
const OLD_USES: &str = "the end of a use is reported where it was used";
const BRANCHES: &str = "unions are distinguished by their branches";
const GROUPS: &str = "tags only group the documentation";

/// The generated type changes.
const CHANGED: Rule = BySide((Breaking, OTHER_TYPE), (Breaking, OTHER_TYPE));
/// Fewer values are valid.
const TIGHTER: Rule = BySide((Breaking, REJECTED), (Neutral, NOT_CHECKED));
/// More values are valid.
const LOOSER: Rule = BySide((Additive, ACCEPTED), (Neutral, NOT_CHECKED));
/// A field is gone.
const NO_FIELD: Rule = BySide((Breaking, FIELD_GONE), (Breaking, UNDECLARED));
/// A variant is gone.
const NO_VARIANT: Rule = BySide((Breaking, VARIANT_SENT), (Breaking, VARIANT_GONE));
/// The same values are valid, written in another way.
const SAME: Rule = BySide((Neutral, OPEN), (Neutral, OPEN));

kinds! {
    OperationAdded "operation-added" Operation OperationRemoved =>
        Any(Additive, "there is one more operation to call"),
    OperationRemoved "operation-removed" Operation OperationAdded =>
        Any(Breaking, "the generated function is gone, and the service responds with 404 or 405"),
    PathRenamed "path-renamed" Operation PathRenamed =>
        Any(Breaking, "existing clients call the old path"),
    MethodChanged "operation-method-changed" Operation MethodChanged =>
        Any(Breaking, "existing clients call with the old method"),
    OperationIdChanged "operation-id-changed" OperationId OperationIdChanged =>
        Any(Breaking, "the generated function has another name"),
    TagAdded "tag-added" Tag TagRemoved => Any(Neutral, GROUPS),
    TagRemoved "tag-removed" Tag TagAdded => Any(Neutral, GROUPS),
    Deprecated "deprecated" Deprecation Undeprecated =>
        Any(Neutral, "it still works; look for what replaces it"),
    Undeprecated "no-longer-deprecated" Deprecation Deprecated =>
        Any(Neutral, "it works as before"),
    SecurityTightened "security-tightened" Security SecurityLoosened => Any(Breaking, FORBIDDEN),
    SecurityLoosened "security-loosened" Security SecurityTightened =>
        Any(Additive, "every call that is allowed today still is"),
    SecurityChanged "security-changed" Security SecurityChanged => Any(Breaking, FORBIDDEN),
    SecuritySchemeAdded "security-scheme-added" Security SecuritySchemeRemoved =>
        Any(Neutral, "no existing operation changes by it"),
    SecuritySchemeRemoved "security-scheme-removed" Security SecuritySchemeAdded =>
        Any(Breaking, FORBIDDEN),
    SecuritySchemeChanged "security-scheme-changed" Security SecuritySchemeChanged =>
        Any(Breaking, "clients send their key in the way that was declared"),
    ServerAdded "server-added" Server ServerRemoved =>
        Any(Additive, "there is one more address to call"),
    ServerRemoved "server-removed" Server ServerAdded => Any(Breaking, OLD_ADDRESS),
    ServerChanged "server-changed" Server ServerChanged => Any(Breaking, OLD_ADDRESS),
    RequiredParameterAdded "required-parameter-added" Parameter RequiredParameterRemoved =>
        Any(Breaking, "existing calls lack it: the generated function takes one more argument"),
    RequiredParameterRemoved "required-parameter-removed" Parameter RequiredParameterAdded =>
        Any(Breaking, FIELD_GONE),
    OptionalParameterAdded "optional-parameter-added" Parameter OptionalParameterRemoved =>
        Any(Additive, MORE_TO_SEND),
    OptionalParameterRemoved "optional-parameter-removed" Parameter OptionalParameterAdded =>
        Any(Breaking, FIELD_GONE),
    ParameterRenamed "path-parameter-renamed" Parameter ParameterRenamed =>
        Any(Neutral, "a path parameter is identified by its position, on the wire and in the code"),
    ParameterMoved "parameter-moved" Parameter ParameterMoved =>
        Any(Breaking, "existing clients send it where the service no longer looks"),
    ParameterStyleChanged "parameter-style-changed" Parameter ParameterStyleChanged =>
        Any(Breaking, "existing clients write it in the old style"),
    ParameterBecameRequired "parameter-became-required" Required ParameterBecameOptional =>
        Any(Breaking, "existing calls may lack it"),
    ParameterBecameOptional "parameter-became-optional" Required ParameterBecameRequired =>
        Any(Breaking, OPTION),
    RequiredBodyAdded "required-body-added" RequestBody RequiredBodyRemoved =>
        Any(Breaking, "existing calls send no body: the function takes one more argument"),
    RequiredBodyRemoved "required-body-removed" RequestBody RequiredBodyAdded =>
        Any(Breaking, FIELD_GONE),
    OptionalBodyAdded "optional-body-added" RequestBody OptionalBodyRemoved =>
        Any(Breaking, "the function takes one more argument; calls on the wire still work"),
    OptionalBodyRemoved "optional-body-removed" RequestBody OptionalBodyAdded =>
        Any(Breaking, FIELD_GONE),
    BodyBecameRequired "body-became-required" Required BodyBecameOptional =>
        Any(Breaking, "existing calls may send no body"),
    BodyBecameOptional "body-became-optional" Required BodyBecameRequired =>
        Any(Additive, ACCEPTED),
    MediaTypeAdded "media-type-added" MediaType MediaTypeRemoved => BySide(
        (Additive, ACCEPTED),
        (Breaking, "clients may receive a body that they cannot read"),
    ),
    MediaTypeRemoved "media-type-removed" MediaType MediaTypeAdded => BySide(
        (Breaking, REJECTED),
        (Breaking, "the generated function may lose the type of its response"),
    ),
    MediaTypeSchemaAdded "media-type-schema-added" MediaType MediaTypeSchemaRemoved => CHANGED,
    MediaTypeSchemaRemoved "media-type-schema-removed" MediaType MediaTypeSchemaAdded => CHANGED,
    EncodingChanged "media-type-encoding-changed" MediaType EncodingChanged => BySide(
        (Breaking, "existing clients write the part in the old encoding"),
        (Breaking, "existing clients read the part in the old encoding"),
    ),
    StatusAdded "status-added" StatusCode StatusRemoved =>
        Any(Additive, "clients turn every status that they do not know into an error"),
    StatusRemoved "status-removed" StatusCode StatusAdded =>
        Any(Breaking, "the generated type of the response may be gone or change"),
    HeaderAdded "header-added" ResponseHeader HeaderRemoved =>
        Any(Additive, "there is one more header to read"),
    HeaderRemoved "header-removed" ResponseHeader HeaderAdded =>
        Any(Breaking, "existing code may read it"),
    HeaderBecameRequired "header-became-required" Required HeaderBecameOptional =>
        Any(Neutral, "headers are not generated"),
    HeaderBecameOptional "header-became-optional" Required HeaderBecameRequired =>
        Any(Breaking, "existing code may rely on it"),
    RequiredPropertyAdded "required-property-added" Property RequiredPropertyRemoved => BySide(
        (Breaking, "existing calls lack it: the constructor takes one more argument"),
        (Additive, MORE_TO_READ),
    ),
    RequiredPropertyRemoved "required-property-removed" Property RequiredPropertyAdded => NO_FIELD,
    OptionalPropertyAdded "optional-property-added" Property OptionalPropertyRemoved =>
        BySide((Additive, MORE_TO_SEND), (Additive, MORE_TO_READ)),
    OptionalPropertyRemoved "optional-property-removed" Property OptionalPropertyAdded => NO_FIELD,
    PropertyRenamed "property-renamed" Property PropertyRenamed => BySide(
        (Breaking, "existing clients send the old name"),
        (Breaking, "the generated field has another name, and the old one stays empty"),
    ),
    BecameRequired "property-became-required" Required BecameOptional => BySide(
        (Breaking, "existing calls may lack it: the constructor takes one more argument"),
        (Breaking, OPTION),
    ),
    BecameOptional "property-became-optional" Required BecameRequired => BySide(
        (Breaking, "the constructor takes one argument fewer; calls on the wire still work"),
        (Breaking, OPTION),
    ),
    TypeChanged "type-changed" Type TypeChanged => CHANGED,
    TimeFormatChanged "date-time-format-changed" Format TimeFormatChanged => BySide(
        (Breaking, REJECTED),
        (Breaking, "the generated type changes between a text and a timestamp"),
    ),
    FormatAdded "format-added" Format FormatRemoved => TIGHTER,
    FormatRemoved "format-removed" Format FormatAdded => LOOSER,
    FormatChanged "format-changed" Format FormatChanged => TIGHTER,
    BecameNullable "became-nullable" Nullable BecameNotNullable =>
        BySide((Additive, ACCEPTED), (Breaking, OPTION)),
    BecameNotNullable "became-not-nullable" Nullable BecameNullable =>
        BySide((Breaking, REJECTED), (Breaking, OPTION)),
    EnumValueAdded "enum-value-added" EnumValue EnumValueRemoved =>
        BySide((Additive, "there is one more value to send"), (Additive, OPEN_READERS)),
    EnumValueRemoved "enum-value-removed" EnumValue EnumValueAdded => NO_VARIANT,
    EnumAdded "enum-added" EnumValue EnumRemoved => CHANGED,
    EnumRemoved "enum-removed" EnumValue EnumAdded => CHANGED,
    ConstAdded "const-added" Const ConstRemoved => CHANGED,
    ConstRemoved "const-removed" Const ConstAdded => CHANGED,
    ConstChanged "const-changed" Const ConstChanged => CHANGED,
    DefaultChanged "default-changed" Default DefaultChanged => BySide(
        (Neutral, "defaults belong to the service, and clients send none"),
        (Neutral, "defaults belong to the service, and clients fill in none"),
    ),
    BoundTightened "bound-tightened" Bound BoundLoosened => TIGHTER,
    BoundLoosened "bound-loosened" Bound BoundTightened => LOOSER,
    BoundChanged "bound-changed" Bound BoundChanged => TIGHTER,
    PatternAdded "pattern-added" Pattern PatternRemoved => TIGHTER,
    PatternRemoved "pattern-removed" Pattern PatternAdded => LOOSER,
    PatternChanged "pattern-changed" Pattern PatternChanged => TIGHTER,
    LengthTightened "length-tightened" Length LengthLoosened => TIGHTER,
    LengthLoosened "length-loosened" Length LengthTightened => LOOSER,
    LengthChanged "length-changed" Length LengthChanged => TIGHTER,
    ItemsAdded "items-added" Items ItemsRemoved => CHANGED,
    ItemsRemoved "items-removed" Items ItemsAdded => CHANGED,
    UniqueItemsAdded "unique-items-added" Items UniqueItemsRemoved => TIGHTER,
    UniqueItemsRemoved "unique-items-removed" Items UniqueItemsAdded => LOOSER,
    BranchAdded "branch-added" Branch BranchRemoved =>
        BySide((Additive, "there is one more shape to send"), (Additive, OPEN_READERS)),
    BranchRemoved "branch-removed" Branch BranchAdded => NO_VARIANT,
    PartAdded "all-of-part-added" Branch PartRemoved =>
        BySide((Breaking, REJECTED), (Additive, "there are more fields to read")),
    PartRemoved "all-of-part-removed" Branch PartAdded =>
        BySide((Breaking, FIELD_GONE), (Breaking, "the generated fields of the part are gone")),
    UnionAdded "union-added" Branch UnionRemoved => CHANGED,
    UnionRemoved "union-removed" Branch UnionAdded => CHANGED,
    AllOfAdded "all-of-added" Branch AllOfRemoved => CHANGED,
    AllOfRemoved "all-of-removed" Branch AllOfAdded => CHANGED,
    NotAdded "not-added" Branch NotRemoved => TIGHTER,
    NotRemoved "not-removed" Branch NotAdded => LOOSER,
    DiscriminatorChanged "discriminator-changed" Branch DiscriminatorChanged =>
        BySide((Neutral, BRANCHES), (Neutral, BRANCHES)),
    ExtrasOpened "additional-properties-opened" AdditionalProperties ExtrasClosed =>
        BySide((Additive, ACCEPTED), (Neutral, "undeclared fields were read before")),
    ExtrasClosed "additional-properties-closed" AdditionalProperties ExtrasOpened =>
        BySide((Breaking, REJECTED), (Neutral, "undeclared fields are still read")),
    ExtrasStated "additional-properties-stated" AdditionalProperties ExtrasUnstated => SAME,
    ExtrasUnstated "additional-properties-unstated" AdditionalProperties ExtrasStated => SAME,
    SchemaAdded "schema-added" Schema SchemaRemoved => Any(Neutral, NEW_USES),
    SchemaRemoved "schema-removed" Schema SchemaAdded => Any(Neutral, OLD_USES),
    SchemaRenamed "schema-renamed" Schema SchemaRenamed =>
        Any(Breaking, "the generated type has another name, unless it is given the old one"),
    ComponentAdded "component-added" Schema ComponentRemoved => Any(Neutral, NEW_USES),
    ComponentRemoved "component-removed" Schema ComponentAdded => Any(Neutral, OLD_USES),
    KeywordChanged "keyword-changed" Keyword KeywordChanged => CHANGED,
    SpecificationChanged "openapi-version-changed" Keyword SpecificationChanged =>
        Any(Neutral, "it describes how the contract is written, not what is sent"),
}
