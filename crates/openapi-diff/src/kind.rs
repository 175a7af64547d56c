//! The kinds of changes, with the class of each and the reason.

use crate::change::Class::{self, Additive, Behavioral, Breaking, Neutral};
use crate::change::Side;
pub use crate::family::Family;
use crate::rules::Rule::{self, Any, BySide};

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
const OPEN_READERS: &str = "only readers with a closed list break, and generated ones are open";
const UNDECLARED: &str = "the generated field is gone; a value that is still sent is undeclared";
const OLD_ADDRESS: &str = "existing clients call the old address";
const NEW_USES: &str = "a new use of it is reported where it is used";
const OLD_USES: &str = "the end of a use is reported where it was used";
const NO_CALL: &str = "no call requires it";
const NOT_GENERATED: &str = "nothing is generated from it; those who receive such calls look at it";
const AS_SAID: &str = "the same values are valid, and the same type is generated";
const ANOTHER_NAME: &str = "the generated type has another name";
const ONLY_SENT: &str = "the value is sent as before";
const ONLY_RECEIVED: &str = "the value is received as before";
const NOTICE: &str = "calls stop working sooner than was announced, or than the notice allows";
const NULL_OR_NONE: &str = "`null` and a missing value are read alike";
const NULL_OR_UNSET: &str =
    "the generated field changes between `Option<T>` and `Option<Option<T>>`; its setter stays";
const OPEN_LIST: &str = "the list is open: other values were and are valid";
const OTHER_MEDIA: &str = "the generated client speaks JSON, which both contracts have";
const BRANCHES: &str = "unions are distinguished by their branches";
const OTHER_RESULT: &str = "the generated type of the response changes";
const TIMESTAMP: &str = "the generated type changes between a text and a timestamp";
const NO_EXTRAS: &str = "the field of the request for further properties is gone";
const UNTYPED: &str = "further properties are read as any JSON";
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
/// Another keyword says the same.
const SAID: Rule = BySide((Neutral, AS_SAID), (Neutral, AS_SAID));

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
        Any(Neutral, "the part still works; look for what replaces it"),
    Undeprecated "no-longer-deprecated" Deprecation Deprecated =>
        Any(Neutral, "the part works as before"),
    SunsetAdded "sunset-added" Deprecation SunsetRemoved =>
        Any(Neutral, "the part works until that date; look for what replaces it"),
    SunsetRemoved "sunset-removed" Deprecation SunsetAdded =>
        Any(Neutral, "the date until which it works is no longer announced"),
    SunsetPostponed "sunset-postponed" Deprecation SunsetAdvanced =>
        Any(Neutral, "the part works for longer than was announced"),
    SunsetAdvanced "sunset-advanced" Deprecation SunsetPostponed => Any(Behavioral, NOTICE),
    SunsetTooSoon "sunset-too-soon" Deprecation SunsetTooSoon => Any(Behavioral, NOTICE),
    SunsetInvalid "sunset-invalid" Deprecation SunsetInvalid =>
        Any(Neutral, "the date cannot be read, so the end is not known"),
    RemovedBeforeSunset "removed-before-sunset" Deprecation RemovedBeforeSunset =>
        Any(Breaking, "the part was announced to work until a later date"),
    RemovedAfterSunset "removed-after-sunset" Deprecation RemovedAfterSunset =>
        Any(Neutral, "the part is gone as announced"),
    DeprecatedWithoutSunset "deprecated-without-sunset" Deprecation DeprecatedWithoutSunset =>
        Any(Neutral, "no date is announced until which it works, so it may end at any time"),
    StabilityChanged "stability-changed" Deprecation StabilityChanged =>
        Any(Neutral, "the part works as before; the service promises another stability"),
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
    SecurityFlowChanged "security-flow-changed" Security SecurityFlowChanged =>
        Any(Behavioral, "callers get their tokens in another way"),
    SecurityScopesChanged "security-scopes-changed" Security SecurityScopesChanged =>
        Any(Neutral, "the scopes that a call needs are listed with the call"),
    UnusedSchemeAdded "unused-security-scheme-added" Security UnusedSchemeRemoved =>
        Any(Neutral, NO_CALL),
    UnusedSchemeRemoved "unused-security-scheme-removed" Security UnusedSchemeAdded =>
        Any(Neutral, NO_CALL),
    UnusedSchemeChanged "unused-security-scheme-changed" Security UnusedSchemeChanged =>
        Any(Neutral, NO_CALL),
    ServerAdded "server-added" Server ServerRemoved =>
        Any(Additive, "there is one more address to call"),
    ServerRemoved "server-removed" Server ServerAdded => Any(Breaking, OLD_ADDRESS),
    ServerChanged "server-changed" Server ServerChanged => Any(Breaking, OLD_ADDRESS),
    ServerSlashChanged "server-slash-changed" Server ServerSlashChanged =>
        Any(Neutral, "there is one slash between the address and a path, with or without it"),
    RequiredParameterAdded "required-parameter-added" Parameter RequiredParameterRemoved =>
        Any(Breaking, "existing calls lack it: the generated function takes one more argument"),
    RequiredParameterRemoved "required-parameter-removed" Parameter RequiredParameterAdded =>
        Any(Breaking, FIELD_GONE),
    OptionalParameterAdded "optional-parameter-added" Parameter OptionalParameterRemoved =>
        Any(Additive, MORE_TO_SEND),
    OptionalParameterRemoved "optional-parameter-removed" Parameter OptionalParameterAdded =>
        Any(Breaking, FIELD_GONE),
    OptionalArgumentAdded "optional-argument-added" Parameter OptionalArgumentRemoved =>
        Any(Breaking, "the function takes one more argument; calls on the wire still work"),
    OptionalArgumentRemoved "optional-argument-removed" Parameter OptionalArgumentAdded =>
        Any(Breaking, FIELD_GONE),
    ParameterRenamed "path-parameter-renamed" Parameter ParameterRenamed =>
        Any(Neutral, "a path parameter is identified by its position, on the wire and in the code"),
    ParameterMoved "parameter-moved" Parameter ParameterMoved =>
        Any(Breaking, "existing clients send it where the service no longer looks"),
    ParameterStyleChanged "parameter-style-changed" Parameter ParameterStyleChanged =>
        Any(Breaking, "existing clients write it in the old style"),
    ParameterLoosened "parameter-loosened" Parameter ParameterTightened => Any(Additive, ACCEPTED),
    ParameterTightened "parameter-tightened" Parameter ParameterLoosened =>
        Any(Breaking, REJECTED),
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
        Any(Breaking, "the generated argument changes between `&T` and `Option<&T>`"),
    MediaTypeAdded "media-type-added" MediaType MediaTypeRemoved => BySide(
        (Additive, ACCEPTED),
        (Breaking, "clients may receive a body that they cannot read"),
    ),
    MediaTypeRemoved "media-type-removed" MediaType MediaTypeAdded => BySide(
        (Breaking, REJECTED),
        (Breaking, "the generated function may lose the type of its response"),
    ),
    MediaTypeGeneralized "media-type-generalized" MediaType MediaTypeSpecialized => CHANGED,
    MediaTypeSpecialized "media-type-specialized" MediaType MediaTypeGeneralized => CHANGED,
    OtherMediaTypeAdded "other-media-type-added" MediaType OtherMediaTypeRemoved =>
        BySide((Additive, ACCEPTED), (Neutral, OTHER_MEDIA)),
    OtherMediaTypeRemoved "other-media-type-removed" MediaType OtherMediaTypeAdded =>
        BySide((Neutral, OTHER_MEDIA), (Neutral, OTHER_MEDIA)),
    MediaParametersChanged "media-type-parameters-changed" MediaType MediaParametersChanged =>
        BySide((Breaking, REJECTED), (Neutral, "a body is read by its type alone")),
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
    SuccessAdded "success-status-added" StatusCode SuccessRemoved => Any(Breaking, OTHER_RESULT),
    SuccessRemoved "success-status-removed" StatusCode SuccessAdded => Any(Breaking, OTHER_RESULT),
    KnownStatusAdded "known-status-added" StatusCode KnownStatusRemoved =>
        Any(Neutral, "its body is read as the type that is generated for another status"),
    KnownStatusRemoved "known-status-removed" StatusCode KnownStatusAdded =>
        Any(Neutral, "the type of the response is generated for another status"),
    HeaderAdded "header-added" ResponseHeader HeaderRemoved =>
        Any(Additive, "there is one more header to read"),
    HeaderRemoved "header-removed" ResponseHeader HeaderAdded =>
        Any(Behavioral, "no code is generated from headers; code that reads it finds none"),
    HeaderBecameRequired "header-became-required" Required HeaderBecameOptional =>
        Any(Neutral, "headers are not generated"),
    HeaderBecameOptional "header-became-optional" Required HeaderBecameRequired =>
        Any(Behavioral, "no code is generated from headers; code that reads it may find none"),
    HeaderSchemaChanged "header-schema-changed" ResponseHeader HeaderSchemaChanged =>
        Any(Neutral, "headers are read as text"),
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
    ArgumentsReordered "arguments-reordered" Required ArgumentsReordered => BySide(
        (Breaking, "the constructor takes its arguments in another order"),
        (Neutral, "fields are read by their names"),
    ),
    ReadOnlyAdded "read-only-added" Property ReadOnlyRemoved => BySide(
        (Breaking, "the service ignores or rejects the value, and requests have no field for it"),
        (Neutral, ONLY_RECEIVED),
    ),
    ReadOnlyRemoved "read-only-removed" Property ReadOnlyAdded =>
        BySide((Additive, MORE_TO_SEND), (Neutral, ONLY_RECEIVED)),
    WriteOnlyAdded "write-only-added" Property WriteOnlyRemoved => BySide(
        (Neutral, ONLY_SENT),
        (Breaking, "the service no longer returns the value, and responses have no field for it"),
    ),
    WriteOnlyRemoved "write-only-removed" Property WriteOnlyAdded =>
        BySide((Neutral, ONLY_SENT), (Additive, MORE_TO_READ)),
    TypeStated "type-stated" Type TypeUnstated => SAID,
    TypeUnstated "type-unstated" Type TypeStated => SAID,
    TypeChanged "type-changed" Type TypeChanged => CHANGED,
    TimeFormatAdded "date-time-format-added" Format TimeFormatRemoved =>
        BySide((Breaking, REJECTED), (Breaking, TIMESTAMP)),
    TimeFormatRemoved "date-time-format-removed" Format TimeFormatAdded =>
        BySide((Additive, ACCEPTED), (Breaking, TIMESTAMP)),
    TimeFormatChanged "date-time-format-changed" Format TimeFormatChanged =>
        BySide((Breaking, REJECTED), (Breaking, TIMESTAMP)),
    FormatAdded "format-added" Format FormatRemoved => TIGHTER,
    FormatRemoved "format-removed" Format FormatAdded => LOOSER,
    FormatChanged "format-changed" Format FormatChanged => TIGHTER,
    FormatWidened "format-widened" Format FormatNarrowed => LOOSER,
    FormatNarrowed "format-narrowed" Format FormatWidened => TIGHTER,
    BecameNullable "became-nullable" Nullable BecameNotNullable =>
        BySide((Breaking, OPTION), (Breaking, OPTION)),
    BecameNotNullable "became-not-nullable" Nullable BecameNullable =>
        BySide((Breaking, REJECTED), (Breaking, OPTION)),
    OptionalBecameNullable "optional-became-nullable" Nullable OptionalBecameNotNullable =>
        BySide((Breaking, NULL_OR_UNSET), (Neutral, NULL_OR_NONE)),
    OptionalBecameNotNullable "optional-became-not-nullable" Nullable OptionalBecameNullable =>
        BySide((Breaking, REJECTED), (Neutral, NULL_OR_NONE)),
    EnumValueAdded "enum-value-added" EnumValue EnumValueRemoved =>
        BySide((Additive, "there is one more value to send"), (Additive, OPEN_READERS)),
    EnumValueRemoved "enum-value-removed" EnumValue EnumValueAdded => NO_VARIANT,
    NumberAdded "listed-number-added" EnumValue NumberRemoved => LOOSER,
    NumberRemoved "listed-number-removed" EnumValue NumberAdded => TIGHTER,
    NumbersAdded "listed-numbers-added" EnumValue NumbersRemoved => TIGHTER,
    NumbersRemoved "listed-numbers-removed" EnumValue NumbersAdded => LOOSER,
    ExtensibleValueAdded "extensible-value-added" EnumValue ExtensibleValueRemoved =>
        BySide((Additive, "there is one more value to send"), (Neutral, OPEN_LIST)),
    ExtensibleValueRemoved "extensible-value-removed" EnumValue ExtensibleValueAdded =>
        BySide((Breaking, REJECTED), (Neutral, OPEN_LIST)),
    ExtensibleValuesAdded "extensible-enum-added" EnumValue ExtensibleValuesRemoved =>
        BySide((Neutral, OPEN_LIST), (Neutral, OPEN_LIST)),
    ExtensibleValuesRemoved "extensible-enum-removed" EnumValue ExtensibleValuesAdded =>
        BySide((Neutral, OPEN_LIST), (Neutral, OPEN_LIST)),
    EnumAdded "enum-added" EnumValue EnumRemoved => CHANGED,
    EnumRemoved "enum-removed" EnumValue EnumAdded => CHANGED,
    ConstAdded "const-added" Const ConstRemoved => CHANGED,
    ConstRemoved "const-removed" Const ConstAdded => CHANGED,
    ConstChanged "const-changed" Const ConstChanged => CHANGED,
    DefaultChanged "default-changed" Default DefaultChanged => BySide(
        (Behavioral, "calls that do not set it get another result; clients send no defaults"),
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
    UnionAdded "union-added" Branch UnionRemoved => CHANGED,
    UnionRemoved "union-removed" Branch UnionAdded => CHANGED,
    UnionFormChanged "union-form-changed" Branch UnionFormChanged => SAID,
    PartsChanged "all-of-parts-changed" Branch PartsChanged => BySide(
        (Neutral, "the same fields are sent; the request may embed the type of a part"),
        (Neutral, "the same fields are read; the names of types inside a part may differ"),
    ),
    PartRenamed "all-of-part-renamed" Branch PartRenamed => BySide(
        (Breaking, "the request may embed the type of the part, which has another name"),
        (Neutral, "the same fields are read, and none has the type of a part"),
    ),
    NotAdded "not-added" Branch NotRemoved => TIGHTER,
    NotRemoved "not-removed" Branch NotAdded => LOOSER,
    NotWidened "not-widened" Branch NotNarrowed => TIGHTER,
    NotNarrowed "not-narrowed" Branch NotWidened => LOOSER,
    NotChanged "not-changed" Branch NotChanged => TIGHTER,
    TagPropertyChanged "discriminator-property-changed" Branch TagPropertyChanged => BySide(
        (Breaking, "the service looks for the kind of a value in another property"),
        (Breaking, "the kind of a value is read from another property, which is not a field"),
    ),
    DiscriminatorAdded "discriminator-added" Branch DiscriminatorRemoved => CHANGED,
    DiscriminatorRemoved "discriminator-removed" Branch DiscriminatorAdded => CHANGED,
    DiscriminatorChanged "discriminator-changed" Branch DiscriminatorChanged =>
        BySide((Neutral, BRANCHES), (Neutral, BRANCHES)),
    MappingAdded "discriminator-value-added" Branch MappingRemoved =>
        BySide((Additive, "there is one more value to send"), (Additive, OPEN_READERS)),
    MappingRemoved "discriminator-value-removed" Branch MappingAdded => BySide(
        (Breaking, "existing clients may send the value"),
        (Breaking, VARIANT_GONE),
    ),
    MappingChanged "discriminator-value-changed" Branch MappingChanged => BySide(
        (Breaking, "the service reads a value that is sent today as another schema"),
        (Breaking, "a value that is received today comes with another schema"),
    ),
    ExtrasOpened "additional-properties-opened" AdditionalProperties ExtrasClosed =>
        BySide((Additive, ACCEPTED), (Neutral, "undeclared fields were read before")),
    ExtrasClosed "additional-properties-closed" AdditionalProperties ExtrasOpened =>
        BySide((Breaking, REJECTED), (Neutral, "undeclared fields are still read")),
    ExtrasStated "additional-properties-stated" AdditionalProperties ExtrasUnstated =>
        BySide((Additive, "the request has a field for further properties"), (Neutral, OPEN)),
    ExtrasUnstated "additional-properties-unstated" AdditionalProperties ExtrasStated =>
        BySide((Breaking, NO_EXTRAS), (Neutral, OPEN)),
    ExtrasTyped "additional-properties-typed" AdditionalProperties ExtrasUntyped =>
        BySide((Breaking, REJECTED), (Neutral, UNTYPED)),
    ExtrasUntyped "additional-properties-untyped" AdditionalProperties ExtrasTyped =>
        BySide((Breaking, NO_EXTRAS), (Neutral, UNTYPED)),
    ExtrasChanged "additional-properties-changed" AdditionalProperties ExtrasChanged =>
        BySide((Breaking, REJECTED), (Neutral, UNTYPED)),
    SchemaAdded "schema-added" Schema SchemaRemoved => Any(Neutral, NEW_USES),
    SchemaRemoved "schema-removed" Schema SchemaAdded => Any(Neutral, OLD_USES),
    SchemaRenamed "schema-renamed" Schema SchemaRenamed =>
        Any(Breaking, "the generated type has another name, unless it is given the old one"),
    TypeRenamed "type-renamed" Schema TypeRenamed =>
        BySide((Breaking, ANOTHER_NAME), (Breaking, ANOTHER_NAME)),
    CodeChanged "generated-code-changed" Schema CodeChanged =>
        Any(Breaking, "code of the client that is generated today is gone or differs"),
    ComponentAdded "component-added" Schema ComponentRemoved => Any(Neutral, NEW_USES),
    ComponentRemoved "component-removed" Schema ComponentAdded => Any(Neutral, OLD_USES),
    WebhookAdded "webhook-added" Callback WebhookRemoved =>
        Any(Additive, "there is one more event to receive, with a type of its own"),
    WebhookRemoved "webhook-removed" Callback WebhookAdded =>
        Any(Breaking, "the generated type of the event may be gone"),
    CallbackAdded "callback-added" Callback CallbackRemoved => Any(Neutral, NOT_GENERATED),
    CallbackRemoved "callback-removed" Callback CallbackAdded => Any(Neutral, NOT_GENERATED),
    ConstraintAdded "constraint-added" Keyword ConstraintRemoved => TIGHTER,
    ConstraintRemoved "constraint-removed" Keyword ConstraintAdded => LOOSER,
    ConstraintTightened "constraint-tightened" Keyword ConstraintLoosened => TIGHTER,
    ConstraintLoosened "constraint-loosened" Keyword ConstraintTightened => LOOSER,
    ConstraintChanged "constraint-changed" Keyword ConstraintChanged => TIGHTER,
    KeywordChanged "keyword-changed" Keyword KeywordChanged =>
        Any(Neutral, "nothing is generated from it"),
    SpecificationChanged "openapi-version-changed" Keyword SpecificationChanged =>
        Any(Neutral, "the version says how the contract is written, not what is sent"),
}

impl Kind {
    /// Returns the class that a kind has for a side where no line of generated code differs: that
    /// of the difference in what is sent, or allowed to be sent.
    pub fn wire_class(self, side: Option<Side>, class: Class) -> Class {
        use Family::{Branch, Const, EnumValue, Format, Items, Nullable, Required, Schema};
        let lowered = match (side, self) {
            _ if class != Breaking => class,
            (_, Self::OperationIdChanged | Self::SchemaRenamed | Self::TypeRenamed) => Neutral,
            (_, Self::SuccessAdded | Self::SuccessRemoved | Self::WebhookRemoved) => Neutral,
            (_, Self::BodyBecameOptional | Self::ParameterBecameOptional) => Additive,
            (_, Self::OptionalBodyAdded | Self::OptionalArgumentAdded) => Additive,
            (_, Self::DiscriminatorAdded | Self::DiscriminatorRemoved) => Neutral,
            (Some(Side::Request), Self::BecameOptional | Self::BecameNullable) => Additive,
            (Some(Side::Request), Self::OptionalBecameNullable) => Additive,
            (Some(Side::Request), Self::EnumRemoved | Self::ConstRemoved) => Additive,
            (Some(Side::Request), Self::ItemsRemoved | Self::ExtrasUntyped) => Additive,
            (Some(Side::Request), Self::ArgumentsReordered | Self::ExtrasUnstated) => Neutral,
            (Some(Side::Response), kind) => match kind.family() {
                Branch | Const | EnumValue | Format | Items | Nullable | Required | Schema => {
                    Neutral
                }
                _ => class,
            },
            _ => class,
        };
        class.max(lowered)
    }
}
