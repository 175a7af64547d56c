//! Looks through Rust source for calls of operations.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{
    Attribute, Expr, ExprMethodCall, ExprPath, ImplItemFn, ItemFn, ItemImpl, ItemMacro, ItemMod,
    ItemTrait, LitStr, Macro, Member, TraitItemFn, Type,
};

use openapi_codegen::catalog::{Kind, OperationEntry};
use openapi_document::{Error, Result};

/// What was found so far.
pub(super) struct Found {
    generated: BTreeSet<String>,
    by_hand: BTreeSet<String>,
    by_function: BTreeMap<String, BTreeSet<String>>,
}

impl Found {
    /// Nothing yet of these operations.
    pub(super) fn new(entries: &[OperationEntry]) -> Self {
        let (by_hand, generated) = entries
            .iter()
            .partition::<Vec<_>, _>(|entry| entry.kind == Kind::HandWritten);
        let names = |entries: Vec<&OperationEntry>| {
            let names = entries.into_iter().map(|entry| entry.function.clone());
            names.collect()
        };
        Self {
            generated: names(generated),
            by_hand: names(by_hand),
            by_function: BTreeMap::new(),
        }
    }

    /// Looks through one file.
    pub(super) fn read(&mut self, file: &str, text: &str) -> Result<()> {
        let syntax = syn::parse_file(text).map_err(|error| {
            Error::new("is no Rust that can be read")
                .in_file(file)
                .caused_by(error)
                .remedy("make `cargo check -p firecrawl-client` pass first")
        })?;
        Search {
            found: self,
            owner: None,
            function: None,
        }
        .visit_file(&syntax);
        Ok(())
    }

    /// The methods by the function of the operation, both sorted.
    pub(super) fn methods(self) -> BTreeMap<String, Vec<String>> {
        self.by_function
            .into_iter()
            .map(|(function, methods)| (function, methods.into_iter().collect()))
            .collect()
    }
}

/// Goes through one file and knows in which method it is.
struct Search<'a> {
    found: &'a mut Found,
    owner: Option<String>,
    function: Option<String>,
}

impl Search<'_> {
    /// The method around, if there is one.
    fn place(&self) -> Option<String> {
        let function = self.function.as_ref()?;
        Some(match &self.owner {
            Some(owner) => format!("{owner}::{function}"),
            None => function.clone(),
        })
    }

    fn note(&mut self, function: &str) {
        if let Some(place) = self.place() {
            let methods = self.found.by_function.entry(function.to_owned());
            methods.or_default().insert(place);
        }
    }

    fn called(&mut self, function: &str) {
        if self.found.generated.contains(function) {
            self.note(function);
        }
    }

    fn named(&mut self, text: &str) {
        if self.found.by_hand.contains(text) {
            self.note(text);
        }
    }

    fn inside(&mut self, owner: Option<String>, visit: impl FnOnce(&mut Self)) {
        let before = std::mem::replace(&mut self.owner, owner);
        visit(self);
        self.owner = before;
    }

    fn function(&mut self, name: String, visit: impl FnOnce(&mut Self)) {
        let before = self.function.replace(name);
        visit(self);
        self.function = before;
    }

    /// Looks for calls where there is no syntax yet: in what a macro takes.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Ident(name) if is_on_client(&tokens[..at]) => {
                    self.called(&name.to_string());
                }
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse2::<LitStr>(TokenTree::from(literal.clone()).into())
                    {
                        self.named(&text.value());
                    }
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        if !is_test(&item.attrs) {
            self.inside(name_of(&item.self_ty), |search| {
                visit::visit_item_impl(search, item);
            });
        }
    }

    fn visit_item_trait(&mut self, item: &'ast ItemTrait) {
        self.inside(Some(item.ident.to_string()), |search| {
            visit::visit_item_trait(search, item);
        });
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        if !is_test(&item.attrs) {
            self.function(item.sig.ident.to_string(), |search| {
                visit::visit_impl_item_fn(search, item);
            });
        }
    }

    fn visit_trait_item_fn(&mut self, item: &'ast TraitItemFn) {
        self.function(item.sig.ident.to_string(), |search| {
            visit::visit_trait_item_fn(search, item);
        });
    }

    fn visit_item_fn(&mut self, item: &'ast ItemFn) {
        // A function in a method is a part of it.
        if self.function.is_some() {
            visit::visit_item_fn(self, item);
        } else if !is_test(&item.attrs) {
            self.function(item.sig.ident.to_string(), |search| {
                visit::visit_item_fn(search, item);
            });
        }
    }

    fn visit_item_macro(&mut self, item: &'ast ItemMacro) {
        match &item.ident {
            Some(name) => self.function(format!("{name}!"), |search| {
                visit::visit_item_macro(search, item);
            }),
            None => visit::visit_item_macro(self, item),
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        if is_client(&call.receiver) {
            self.called(&call.method.to_string());
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_path(&mut self, path: &'ast ExprPath) {
        let mut segments = path.path.segments.iter();
        if let (Some(last), true) = (
            segments.next_back(),
            segments.any(|segment| segment.ident == "firecrawl_api"),
        ) {
            self.called(&last.ident.to_string());
        }
    }

    fn visit_lit_str(&mut self, text: &'ast LitStr) {
        self.named(&text.value());
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_macro(&mut self, call: &'ast Macro) {
        self.tokens(call.tokens.clone());
    }
}

/// Whether an expression is the generated client, which the facade calls `api`.
fn is_client(receiver: &Expr) -> bool {
    match receiver {
        Expr::MethodCall(call) => call.method == "api",
        Expr::Path(path) => path.path.is_ident("api"),
        Expr::Field(field) => matches!(&field.member, Member::Named(name) if name == "api"),
        Expr::Paren(inner) => is_client(&inner.expr),
        Expr::Reference(inner) => is_client(&inner.expr),
        _ => false,
    }
}

/// Whether the tokens before a name are `api.` or `api().`.
fn is_on_client(before: &[TokenTree]) -> bool {
    let is_api = |token: &TokenTree| matches!(token, TokenTree::Ident(name) if name == "api");
    let is_dot = |token: &TokenTree| matches!(token, TokenTree::Punct(dot) if dot.as_char() == '.');
    let is_call = |token: &TokenTree| {
        matches!(token, TokenTree::Group(group)
            if group.delimiter() == Delimiter::Parenthesis && group.stream().is_empty())
    };
    match before {
        [.., api, call, dot] if is_api(api) => is_call(call) && is_dot(dot),
        [.., api, dot] => is_api(api) && is_dot(dot),
        _ => false,
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .meta
                .require_list()
                .is_ok_and(|list| list.tokens.to_string() == "test")
    })
}

fn name_of(implemented: &Type) -> Option<String> {
    match implemented {
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        Type::Reference(inner) => name_of(&inner.elem),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(function: &str, kind: Kind) -> OperationEntry {
        OperationEntry {
            method: "GET".to_owned(),
            path: "/".to_owned(),
            id: function.to_owned(),
            function: function.to_owned(),
            request: None,
            query: None,
            response: None,
            kind,
        }
    }

    fn found(text: &str) -> Vec<(String, Vec<String>)> {
        let entries = [
            entry("map_urls", Kind::Generated),
            entry("search_gov", Kind::Observed),
            entry("parse_file", Kind::HandWritten),
        ];
        let mut found = Found::new(&entries);
        found.read("x.rs", text).unwrap();
        found.methods().into_iter().collect()
    }

    fn one(text: &str) -> String {
        let found = found(text);
        let shown: Vec<String> = found
            .iter()
            .map(|(function, methods)| format!("{function}: {}", methods.join(" ")))
            .collect();
        shown.join("; ")
    }

    #[test]
    fn a_call_counts_for_the_method_around_it() {
        for (text, expected) in [
            (
                "impl Client { async fn map(&self) { let call = self.call(); call.api().map_urls(&x).await; } }",
                "map_urls: Client::map",
            ),
            (
                "impl Kind for a::Crawl<'_> { fn status(api: &Api) -> F { Box::pin(async move { api.map_urls().await }) } }",
                "map_urls: Crawl::status",
            ),
            (
                "impl Kind for &Crawl { fn status(&self) { self.api.map_urls() } }",
                "map_urls: Crawl::status",
            ),
            (
                "fn send() { firecrawl_api::Client::map_urls(c) }",
                "map_urls: send",
            ),
            (
                "impl A { fn f() { fn g(api: &Api) { api.map_urls() } } }",
                "map_urls: A::f",
            ),
            (
                "impl A { fn f() { select! { r = call.api().map_urls(&x) => r, _ = api.search_gov() => 1 } } }",
                "map_urls: A::f; search_gov: A::f",
            ),
            (
                "macro_rules! calls { () => { $call.api().map_urls() } }",
                "map_urls: calls!",
            ),
            (
                "trait Kind { fn f(api: &Api) { api.map_urls() } } impl B { fn g() { (&api).map_urls() } }",
                "map_urls: B::g Kind::f",
            ),
        ] {
            assert_eq!(one(text), expected, "{text}");
        }
    }

    #[test]
    fn an_operation_by_hand_counts_where_its_name_stands() {
        let text = r#"impl Client { fn parse(&self) { Route::of_function("parse_file"); } }"#;
        assert_eq!(one(text), "parse_file: Client::parse");
        let text = r#"impl Client { fn parse(&self) { vec![Some("parse_file")]; } }"#;
        assert_eq!(one(text), "parse_file: Client::parse");
    }

    #[test]
    fn what_only_looks_like_a_call_does_not_count() {
        for text in [
            // A method of the facade that is named as the function.
            "impl Client { fn f(&self) { self.search_gov(); self.client.map_urls(); Client::search_gov(self) } }",
            "impl Client { fn f(&self) { call.api().other(); \"map_urls\"; } }",
            "const COSTLY: &[&str] = &[\"parse_file\"];",
            "#[cfg(test)] mod tests { impl A { fn f() { x.api().map_urls() } } }",
            "impl A { #[cfg(test)] fn f() { x.api().map_urls() } }",
            "#[cfg(test)] impl A { fn f() { \"parse_file\" } }",
            "impl A { #[doc = \"parse_file\"] fn f() {} }",
            "impl A { fn f() { vec![search_gov(api), apis.map_urls()] } }",
        ] {
            assert_eq!(one(text), "", "{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let error = Found::new(&[]).read("a/x.rs", "fn (").unwrap_err();
        assert!(error.to_string().contains("a/x.rs"), "{error}");
    }
}
