//! What can happen to a contract, and to which part of it.

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
    /// Whether something must be there.
    Required,
    /// The type of a value.
    Type,
    /// The format of a value.
    Format,
    /// Whether `null` is a value.
    Nullable,
    /// The values that are listed.
    EnumValue,
    /// The one value.
    Const,
    /// The value that the service takes for one that is missing.
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
    /// The status of an answer.
    StatusCode,
    /// A header of an answer.
    ResponseHeader,
    /// Who may call.
    Security,
    /// Where the service is.
    Server,
    /// What should not be used any more.
    Deprecation,
    /// The name of an operation.
    OperationId,
    /// The group of an operation.
    Tag,
    /// A component.
    Schema,
    /// A keyword that the comparison knows nothing of.
    Keyword,
}

impl Family {
    /// The word in reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Operation => "operation",
            Self::Parameter => "parameter",
            Self::RequestBody => "request-body",
            Self::MediaType => "media-type",
            Self::Property => "property",
            Self::Required => "required",
            Self::Type => "type",
            Self::Format => "format",
            Self::Nullable => "nullable",
            Self::EnumValue => "enum-value",
            Self::Const => "const",
            Self::Default => "default",
            Self::Bound => "bound",
            Self::Pattern => "pattern",
            Self::Length => "length",
            Self::Items => "items",
            Self::Branch => "branch",
            Self::AdditionalProperties => "additional-properties",
            Self::StatusCode => "status-code",
            Self::ResponseHeader => "response-header",
            Self::Security => "security",
            Self::Server => "server",
            Self::Deprecation => "deprecation",
            Self::OperationId => "operation-id",
            Self::Tag => "tag",
            Self::Schema => "schema",
            Self::Keyword => "keyword",
        }
    }
}

/// Writes the list of kinds with the name of each and what it is when read backwards.
macro_rules! kinds {
    ($($kind:ident $name:literal $family:ident $back:ident,)*) => {
        /// What happened, without the direction.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each is told by its name and by its rules")]
        pub enum Kind {
            $($kind,)*
        }

        impl Kind {
            /// Every kind, in the order in which they are documented.
            pub const ALL: &'static [Self] = &[$(Self::$kind,)*];

            /// The stable name.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$kind => $name,)*
                }
            }

            /// The part of a contract that it concerns.
            pub fn family(self) -> Family {
                match self {
                    $(Self::$kind => Family::$family,)*
                }
            }

            /// What the same difference is when the two contracts change places.
            pub fn mirrored(self) -> Self {
                match self {
                    $(Self::$kind => Self::$back,)*
                }
            }
        }
    };
}

kinds! {
    OperationAdded "operation-added" Operation OperationRemoved,
    OperationRemoved "operation-removed" Operation OperationAdded,
    PathRenamed "path-renamed" Operation PathRenamed,
    MethodChanged "operation-method-changed" Operation MethodChanged,
    OperationIdChanged "operation-id-changed" OperationId OperationIdChanged,
    TagAdded "tag-added" Tag TagRemoved,
    TagRemoved "tag-removed" Tag TagAdded,
    Deprecated "deprecated" Deprecation Undeprecated,
    Undeprecated "no-longer-deprecated" Deprecation Deprecated,
    SecurityTightened "security-tightened" Security SecurityLoosened,
    SecurityLoosened "security-loosened" Security SecurityTightened,
    SecurityChanged "security-changed" Security SecurityChanged,
    SecuritySchemeAdded "security-scheme-added" Security SecuritySchemeRemoved,
    SecuritySchemeRemoved "security-scheme-removed" Security SecuritySchemeAdded,
    SecuritySchemeChanged "security-scheme-changed" Security SecuritySchemeChanged,
    ServerAdded "server-added" Server ServerRemoved,
    ServerRemoved "server-removed" Server ServerAdded,
    ServerChanged "server-changed" Server ServerChanged,
    RequiredParameterAdded "required-parameter-added" Parameter RequiredParameterRemoved,
    RequiredParameterRemoved "required-parameter-removed" Parameter RequiredParameterAdded,
    OptionalParameterAdded "optional-parameter-added" Parameter OptionalParameterRemoved,
    OptionalParameterRemoved "optional-parameter-removed" Parameter OptionalParameterAdded,
    ParameterRenamed "path-parameter-renamed" Parameter ParameterRenamed,
    ParameterMoved "parameter-moved" Parameter ParameterMoved,
    ParameterStyleChanged "parameter-style-changed" Parameter ParameterStyleChanged,
    ParameterBecameRequired "parameter-became-required" Required ParameterBecameOptional,
    ParameterBecameOptional "parameter-became-optional" Required ParameterBecameRequired,
    RequiredBodyAdded "required-body-added" RequestBody RequiredBodyRemoved,
    RequiredBodyRemoved "required-body-removed" RequestBody RequiredBodyAdded,
    OptionalBodyAdded "optional-body-added" RequestBody OptionalBodyRemoved,
    OptionalBodyRemoved "optional-body-removed" RequestBody OptionalBodyAdded,
    BodyBecameRequired "body-became-required" Required BodyBecameOptional,
    BodyBecameOptional "body-became-optional" Required BodyBecameRequired,
    MediaTypeAdded "media-type-added" MediaType MediaTypeRemoved,
    MediaTypeRemoved "media-type-removed" MediaType MediaTypeAdded,
    MediaTypeSchemaAdded "media-type-schema-added" MediaType MediaTypeSchemaRemoved,
    MediaTypeSchemaRemoved "media-type-schema-removed" MediaType MediaTypeSchemaAdded,
    EncodingChanged "media-type-encoding-changed" MediaType EncodingChanged,
    StatusAdded "status-added" StatusCode StatusRemoved,
    StatusRemoved "status-removed" StatusCode StatusAdded,
    HeaderAdded "header-added" ResponseHeader HeaderRemoved,
    HeaderRemoved "header-removed" ResponseHeader HeaderAdded,
    HeaderBecameRequired "header-became-required" Required HeaderBecameOptional,
    HeaderBecameOptional "header-became-optional" Required HeaderBecameRequired,
    RequiredPropertyAdded "required-property-added" Property RequiredPropertyRemoved,
    RequiredPropertyRemoved "required-property-removed" Property RequiredPropertyAdded,
    OptionalPropertyAdded "optional-property-added" Property OptionalPropertyRemoved,
    OptionalPropertyRemoved "optional-property-removed" Property OptionalPropertyAdded,
    PropertyRenamed "property-renamed" Property PropertyRenamed,
    BecameRequired "property-became-required" Required BecameOptional,
    BecameOptional "property-became-optional" Required BecameRequired,
    TypeChanged "type-changed" Type TypeChanged,
    TimeFormatChanged "date-time-format-changed" Format TimeFormatChanged,
    FormatAdded "format-added" Format FormatRemoved,
    FormatRemoved "format-removed" Format FormatAdded,
    FormatChanged "format-changed" Format FormatChanged,
    BecameNullable "became-nullable" Nullable BecameNotNullable,
    BecameNotNullable "became-not-nullable" Nullable BecameNullable,
    EnumValueAdded "enum-value-added" EnumValue EnumValueRemoved,
    EnumValueRemoved "enum-value-removed" EnumValue EnumValueAdded,
    EnumAdded "enum-added" EnumValue EnumRemoved,
    EnumRemoved "enum-removed" EnumValue EnumAdded,
    ConstAdded "const-added" Const ConstRemoved,
    ConstRemoved "const-removed" Const ConstAdded,
    ConstChanged "const-changed" Const ConstChanged,
    DefaultChanged "default-changed" Default DefaultChanged,
    BoundTightened "bound-tightened" Bound BoundLoosened,
    BoundLoosened "bound-loosened" Bound BoundTightened,
    BoundChanged "bound-changed" Bound BoundChanged,
    PatternAdded "pattern-added" Pattern PatternRemoved,
    PatternRemoved "pattern-removed" Pattern PatternAdded,
    PatternChanged "pattern-changed" Pattern PatternChanged,
    LengthTightened "length-tightened" Length LengthLoosened,
    LengthLoosened "length-loosened" Length LengthTightened,
    LengthChanged "length-changed" Length LengthChanged,
    ItemsAdded "items-added" Items ItemsRemoved,
    ItemsRemoved "items-removed" Items ItemsAdded,
    UniqueItemsAdded "unique-items-added" Items UniqueItemsRemoved,
    UniqueItemsRemoved "unique-items-removed" Items UniqueItemsAdded,
    BranchAdded "branch-added" Branch BranchRemoved,
    BranchRemoved "branch-removed" Branch BranchAdded,
    PartAdded "all-of-part-added" Branch PartRemoved,
    PartRemoved "all-of-part-removed" Branch PartAdded,
    UnionAdded "union-added" Branch UnionRemoved,
    UnionRemoved "union-removed" Branch UnionAdded,
    AllOfAdded "all-of-added" Branch AllOfRemoved,
    AllOfRemoved "all-of-removed" Branch AllOfAdded,
    NotAdded "not-added" Branch NotRemoved,
    NotRemoved "not-removed" Branch NotAdded,
    DiscriminatorChanged "discriminator-changed" Branch DiscriminatorChanged,
    ExtrasOpened "additional-properties-opened" AdditionalProperties ExtrasClosed,
    ExtrasClosed "additional-properties-closed" AdditionalProperties ExtrasOpened,
    ExtrasStated "additional-properties-stated" AdditionalProperties ExtrasUnstated,
    ExtrasUnstated "additional-properties-unstated" AdditionalProperties ExtrasStated,
    SchemaAdded "schema-added" Schema SchemaRemoved,
    SchemaRemoved "schema-removed" Schema SchemaAdded,
    SchemaRenamed "schema-renamed" Schema SchemaRenamed,
    ComponentAdded "component-added" Schema ComponentRemoved,
    ComponentRemoved "component-removed" Schema ComponentAdded,
    KeywordChanged "keyword-changed" Keyword KeywordChanged,
    SpecificationChanged "openapi-version-changed" Keyword SpecificationChanged,
}
