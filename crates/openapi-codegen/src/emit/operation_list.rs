//! The list of operations with their facts.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::distinct::Taken;
use super::doc_text;
use super::facts::{Facts, Timeout};
use super::operation::{constant, place};
use crate::catalog::{Kind, OperationEntry};
use crate::naming::pascal;

/// A `static` for each operation, and the enum of all.
pub fn catalog(operations: &[(&OperationEntry, Facts)]) -> TokenStream {
    let entries = || operations.iter().map(|(entry, _)| entry);
    let constants: Vec<_> = entries().map(|entry| constant(entry)).collect();
    let mut taken = Taken::default();
    let mut variant = |id: &str| format_ident!("{}", taken.choose_variant(&pascal(id)));
    let variants: Vec<_> = entries().map(|entry| variant(&entry.id)).collect();
    let doc = |entry| doc_text::attributes(&format!("{}.", place(entry)));
    let docs: Vec<_> = entries().map(|entry| doc(entry)).collect();
    let values = operations.iter().map(|(entry, facts)| value(entry, facts));
    quote! {
        #[allow(unused_imports)]
        use api_transport::{Operation, RetryClass, ServerTimeout, TimeUnit};

        #(
            #docs
            pub static #constants: Operation = #values;
        )*

        /// All operations, in the order of the contract.
        pub static OPERATIONS: &[&Operation] = &[#(&#constants),*];

        /// An operation of the contract.
        ///
        /// A `match` without a wildcard stops compiling when the contract gets a
        /// new operation.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum OperationId {
            #(
                #docs
                #variants,
            )*
        }

        impl OperationId {
            /// All operations, in the order of the contract.
            pub const ALL: &'static [Self] = &[#(Self::#variants),*];

            /// Returns the facts about the operation.
            pub fn operation(self) -> &'static Operation {
                match self {
                    #(Self::#variants => &#constants,)*
                }
            }

            /// Returns the operation with an operationId of the contract.
            pub fn from_id(id: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.operation().id == id)
            }
        }
    }
}

fn value(entry: &OperationEntry, facts: &Facts) -> TokenStream {
    let OperationEntry { id, method, .. } = entry;
    let (path, _) = entry.fixed_parts();
    // The variants have the same names in api-transport.
    let retry = facts.retry.as_ref().map(|retry| {
        let class = format_ident!("{retry:?}");
        quote!(retry: RetryClass::#class,)
    });
    let timeout = facts.timeout.as_ref().map(|Timeout { unit, fields }| {
        let unit = format_ident!("{unit:?}");
        quote! {
            server_timeout: Some(ServerTimeout { unit: TimeUnit::#unit, fields: &[#(#fields),*] }),
        }
    });
    let envelope = facts.envelope.as_ref();
    let field = envelope.and_then(|envelope| envelope.value.as_ref());
    let field = field.map(|field| quote!(value: Some(#field),));
    let beside = facts.beside.as_ref();
    let beside = beside.map(|end| quote!(beside: Some(#end),));
    let label = facts.label.as_ref();
    let label = label.map(|field| quote!(label: Some(#field),));
    let keyless = (!facts.needs_key).then(|| quote!(needs_key: false,));
    let kind = match entry.kind {
        Kind::Generated => None,
        Kind::HandWritten => Some(quote!(generated: false,)),
        Kind::Observed => Some(quote!(observed: true,)),
    };
    let facts = quote!(#beside #retry #timeout #field #label #keyless #kind);
    let operation = quote!(Operation::new(#id, #method, #path));
    match facts.is_empty() {
        true => operation,
        false => quote!(Operation { #facts ..#operation }),
    }
}
