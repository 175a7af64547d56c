//! Security requirements: each must name a declared scheme.

use serde_json::Value;

use super::report::{Place, Report};
use super::walk::Operation;
use openapi_document::kind;

/// Checks the requirements of the document and of each operation.
pub(super) fn check(document: &Value, operations: &[Operation<'_>], report: &mut Report) {
    let schemes = document.pointer("/components/securitySchemes");
    check_list(&Place::default(), document, schemes, report);
    for operation in operations {
        check_list(&operation.place, operation.value, schemes, report);
    }
}

fn check_list(place: &Place, holder: &Value, schemes: Option<&Value>, report: &mut Report) {
    let Some(security) = holder.get("security") else {
        return;
    };
    let Some(alternatives) = security.as_array() else {
        let message = format!("`security` is {}, not a list", kind(security));
        return report.fault(
            &place.key("security"),
            message,
            "list the requirements as objects",
        );
    };
    for (index, requirement) in alternatives.iter().enumerate() {
        let place = place.index("security", index);
        let Some(requirement) = requirement.as_object() else {
            let message = format!("the requirement is {}, not an object", kind(requirement));
            report.fault(&place, message, "map the name of a scheme to its scopes");
            continue;
        };
        for name in requirement.keys() {
            if schemes.and_then(|schemes| schemes.get(name)).is_none() {
                report.fault(
                    &place.key(name),
                    format!("the security scheme `{name}` is not declared"),
                    "declare it in `#/components/securitySchemes` or correct the name",
                );
            }
        }
    }
}
