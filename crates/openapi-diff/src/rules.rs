//! The rule table: which change has which class, by direction, and why.

use super::change::{Class, Side, Verdict};
use super::kind::Kind;
use Class::{Additive, Breaking, Neutral};

/// The class of a kind of change and the reason.
type Ruling = (Class, &'static str);

/// What the table says of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// The direction does not matter.
    Any(Ruling),
    /// The direction decides: of what is sent, then of what is received.
    BySide(Ruling, Ruling),
}

/// The verdicts on a kind of change that reaches these sides, the one that decides first.
pub fn verdicts(kind: Kind, sides: &[Side]) -> Vec<Verdict> {
    let (request, response) = match rule(kind) {
        Rule::Any((class, reason)) => {
            return vec![Verdict {
                rule: kind.name().to_owned(),
                side: None,
                class,
                reason,
            }];
        }
        Rule::BySide(request, response) => (request, response),
    };
    let of = |side: Side, (class, reason): Ruling| Verdict {
        rule: format!("{}-{}", side.word(), kind.name()),
        side: Some(side),
        class,
        reason,
    };
    let mut verdicts: Vec<Verdict> = [(Side::Request, request), (Side::Response, response)]
        .into_iter()
        .filter(|(side, _)| sides.contains(side))
        .map(|(side, ruling)| of(side, ruling))
        .collect();
    verdicts.sort_by_key(|verdict| (verdict.class, verdict.side));
    if verdicts.is_empty() {
        verdicts.push(Verdict {
            rule: format!("unused-{}", kind.name()),
            side: None,
            class: Neutral,
            reason: "no operation that both contracts have uses it",
        });
    }
    verdicts
}

/// Every rule: its id, the side it speaks of, its class and its reason.
pub fn table() -> impl Iterator<Item = Verdict> {
    Kind::ALL.iter().flat_map(|kind| {
        let mut rows = verdicts(*kind, &[Side::Request, Side::Response]);
        if matches!(rule(*kind), Rule::BySide(..)) {
            rows.extend(verdicts(*kind, &[]));
        }
        rows
    })
}

const OTHER_TYPE: &str = "the generated type of the value is another one";
const REFUSED: &str = "the service may refuse a value that is sent today";
const ACCEPTED: &str = "the service takes everything that it took, and more";
const NOT_CHECKED: &str = "the client does not check answers for it";
const MORE_TO_SEND: &str = "there is one more thing that can be sent, and nobody has to";
const FIELD_GONE: &str = "the generated field or argument is gone, and a strict service refuses it";
const OPTION: &str = "the generated field changes between `T` and `Option<T>`";
const WHO_CALLS: &str = "a call that is allowed today may be refused";

/// What the table says of a kind.
pub fn rule(kind: Kind) -> Rule {
    use Rule::{Any, BySide};
    match kind {
        Kind::OperationAdded => Any((Additive, "there is one more operation to call")),
        Kind::OperationRemoved => Any((
            Breaking,
            "the generated function is gone, and the service answers 404 or 405",
        )),
        Kind::PathRenamed => Any((Breaking, "a client of today calls the old path")),
        Kind::MethodChanged => Any((Breaking, "a client of today calls with the old method")),
        Kind::OperationIdChanged => Any((Breaking, "the generated function has another name")),
        Kind::TagAdded | Kind::TagRemoved => Any((Neutral, "tags only group the documentation")),
        Kind::Deprecated => Any((Neutral, "it still works; look for what replaces it")),
        Kind::Undeprecated => Any((Neutral, "it works as before")),
        Kind::SecurityTightened | Kind::SecurityChanged | Kind::SecuritySchemeRemoved => {
            Any((Breaking, WHO_CALLS))
        }
        Kind::SecurityLoosened => Any((Additive, "whoever may call today still may")),
        Kind::SecuritySchemeAdded => Any((Neutral, "no operation that is there changes by it")),
        Kind::SecuritySchemeChanged => Any((
            Breaking,
            "the client sends its key in the way that was declared",
        )),
        Kind::ServerAdded => Any((Additive, "there is one more address to call")),
        Kind::ServerRemoved | Kind::ServerChanged => {
            Any((Breaking, "a client of today calls the old address"))
        }
        Kind::RequiredParameterAdded => Any((
            Breaking,
            "calls of today lack it: the generated function takes one more argument",
        )),
        Kind::OptionalParameterAdded => Any((Additive, MORE_TO_SEND)),
        Kind::RequiredParameterRemoved | Kind::OptionalParameterRemoved => {
            Any((Breaking, FIELD_GONE))
        }
        Kind::ParameterRenamed => Any((
            Neutral,
            "what stands in a path is told by its position, on the wire and in the code",
        )),
        Kind::ParameterMoved => Any((
            Breaking,
            "a client of today sends it where the service no longer looks",
        )),
        Kind::ParameterStyleChanged => {
            Any((Breaking, "a client of today writes it in the old style"))
        }
        Kind::ParameterBecameRequired => Any((Breaking, "calls of today may lack it")),
        Kind::ParameterBecameOptional => Any((Breaking, OPTION)),
        Kind::RequiredBodyAdded => Any((
            Breaking,
            "calls of today send no body: the generated function takes one more argument",
        )),
        Kind::OptionalBodyAdded => Any((
            Breaking,
            "the generated function takes one more argument; calls on the wire still work",
        )),
        Kind::RequiredBodyRemoved | Kind::OptionalBodyRemoved => Any((Breaking, FIELD_GONE)),
        Kind::BodyBecameRequired => Any((Breaking, "calls of today may send no body")),
        Kind::BodyBecameOptional => Any((Additive, ACCEPTED)),
        Kind::MediaTypeAdded => BySide(
            (Additive, ACCEPTED),
            (Breaking, "the client may get what it cannot read"),
        ),
        Kind::MediaTypeRemoved => BySide(
            (Breaking, REFUSED),
            (
                Breaking,
                "the generated function may lose what it reads the answer as",
            ),
        ),
        Kind::MediaTypeSchemaAdded | Kind::MediaTypeSchemaRemoved => {
            BySide((Breaking, OTHER_TYPE), (Breaking, OTHER_TYPE))
        }
        Kind::EncodingChanged => BySide(
            (
                Breaking,
                "a client of today writes the part in the old encoding",
            ),
            (Breaking, "the client reads the part in the old encoding"),
        ),
        Kind::StatusAdded => Any((
            Additive,
            "the client turns every status that it does not know into an error",
        )),
        Kind::StatusRemoved => Any((
            Breaking,
            "what is generated for the answer may be gone or another type",
        )),
        Kind::HeaderAdded => Any((Additive, "there is one more header to read")),
        Kind::HeaderRemoved => Any((Breaking, "code of today may read it")),
        Kind::HeaderBecameRequired => Any((Neutral, "headers are not generated")),
        Kind::HeaderBecameOptional => Any((Breaking, "code of today may rely on it")),
        Kind::RequiredPropertyAdded => BySide(
            (
                Breaking,
                "calls of today lack it: the constructor takes one more argument",
            ),
            (Additive, "there is one more field to read"),
        ),
        Kind::OptionalPropertyAdded => BySide(
            (Additive, MORE_TO_SEND),
            (Additive, "there is one more field to read"),
        ),
        Kind::RequiredPropertyRemoved | Kind::OptionalPropertyRemoved => BySide(
            (Breaking, FIELD_GONE),
            (
                Breaking,
                "the generated field is gone; a value that still comes stands in `extra`",
            ),
        ),
        Kind::PropertyRenamed => BySide(
            (Breaking, "a client of today sends the old name"),
            (
                Breaking,
                "the generated field has another name, and the old one stays empty",
            ),
        ),
        Kind::BecameRequired => BySide(
            (
                Breaking,
                "calls of today may lack it: the constructor takes one more argument",
            ),
            (Breaking, OPTION),
        ),
        Kind::BecameOptional => BySide(
            (
                Breaking,
                "the constructor takes one argument less; calls on the wire still work",
            ),
            (Breaking, OPTION),
        ),
        _ => schema_rule(kind),
    }
}

/// What the table says of what happens inside of a schema, and of components.
fn schema_rule(kind: Kind) -> Rule {
    use Rule::{Any, BySide};
    match kind {
        Kind::TimeFormatChanged => BySide(
            (Breaking, REFUSED),
            (
                Breaking,
                "a text becomes a `Timestamp`, or a `Timestamp` a text",
            ),
        ),
        Kind::FormatAdded | Kind::FormatChanged => {
            BySide((Breaking, REFUSED), (Neutral, NOT_CHECKED))
        }
        Kind::BecameNullable => BySide((Additive, ACCEPTED), (Breaking, OPTION)),
        Kind::BecameNotNullable => BySide((Breaking, REFUSED), (Breaking, OPTION)),
        Kind::EnumValueAdded => BySide(
            (Additive, "there is one more value to send"),
            (Additive, "it breaks only closed readers, and ours are open"),
        ),
        Kind::EnumValueRemoved => BySide(
            (
                Breaking,
                "a client of today may send it, and the variant is gone",
            ),
            (Breaking, "the generated variant is gone"),
        ),
        Kind::DefaultChanged => BySide(
            (
                Neutral,
                "defaults belong to the service, and the client sends none",
            ),
            (
                Neutral,
                "defaults belong to the service, and the client fills in none",
            ),
        ),
        Kind::BoundTightened
        | Kind::BoundChanged
        | Kind::LengthTightened
        | Kind::LengthChanged
        | Kind::PatternAdded
        | Kind::PatternChanged
        | Kind::UniqueItemsAdded
        | Kind::NotAdded => BySide((Breaking, REFUSED), (Neutral, NOT_CHECKED)),
        Kind::BoundLoosened
        | Kind::LengthLoosened
        | Kind::PatternRemoved
        | Kind::FormatRemoved
        | Kind::UniqueItemsRemoved
        | Kind::NotRemoved => BySide((Additive, ACCEPTED), (Neutral, NOT_CHECKED)),
        Kind::BranchAdded => BySide(
            (Additive, "there is one more shape to send"),
            (Additive, "it breaks only closed readers, and ours are open"),
        ),
        Kind::BranchRemoved => BySide(
            (
                Breaking,
                "a client of today may send it, and the variant is gone",
            ),
            (Breaking, "the generated variant is gone"),
        ),
        Kind::PartAdded => BySide(
            (Breaking, REFUSED),
            (Additive, "there are more fields to read"),
        ),
        Kind::PartRemoved => BySide(
            (Breaking, FIELD_GONE),
            (Breaking, "the generated fields of the part are gone"),
        ),
        Kind::DiscriminatorChanged => BySide(
            (Neutral, "unions are told apart by their branches"),
            (Neutral, "unions are told apart by their branches"),
        ),
        Kind::ExtrasOpened => BySide(
            (Additive, ACCEPTED),
            (Neutral, "fields that are not declared were read before"),
        ),
        Kind::ExtrasClosed => BySide(
            (Breaking, REFUSED),
            (Neutral, "fields that are not declared are still read"),
        ),
        Kind::ExtrasStated | Kind::ExtrasUnstated => BySide(
            (
                Neutral,
                "where nothing is said, further properties are allowed",
            ),
            (
                Neutral,
                "where nothing is said, further properties are allowed",
            ),
        ),
        Kind::SchemaAdded | Kind::ComponentAdded => {
            Any((Neutral, "what uses it is told where it is used"))
        }
        Kind::SchemaRemoved | Kind::ComponentRemoved => {
            Any((Neutral, "what used it is told where it was used"))
        }
        Kind::SchemaRenamed => Any((
            Breaking,
            "the generated type has another name, unless `names.toml` gives it one",
        )),
        Kind::SpecificationChanged => Any((
            Neutral,
            "it says how the contract is written, and not what is sent",
        )),
        // What is left is another type: `items`, `const`, a union, a list of values.
        // Of a keyword that nobody knows the worst is assumed.
        _ => BySide((Breaking, OTHER_TYPE), (Breaking, OTHER_TYPE)),
    }
}
