//! Finds duplicate names, which parsing alone does not detect.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit::{Visit, visit_expr_match, visit_impl_item_fn, visit_item_enum, visit_item_struct};
use syn::{
    ExprMatch, File, FnArg, ImplItem, ImplItemFn, Item, ItemEnum, ItemImpl, ItemStruct, Pat, Type,
};

/// Returns the duplicate names in the generated files, each with its location.
pub fn twice(files: &BTreeMap<String, String>) -> Vec<String> {
    let mut search = Search::default();
    for (path, text) in files {
        match syn::parse_file(text) {
            Ok(file) => search.file(path, &file),
            Err(error) => search.found.push(format!("{path} is no Rust: {error}")),
        }
    }
    search.found
}

#[derive(Default)]
struct Search {
    types: BTreeSet<String>,
    functions: BTreeSet<String>,
    found: Vec<String>,
}

impl Search {
    fn file(&mut self, path: &str, file: &File) {
        for item in &file.items {
            if let (
                true,
                Item::Struct(ItemStruct { ident, .. }) | Item::Enum(ItemEnum { ident, .. }),
            ) = (path.starts_with("types/"), item)
            {
                self.once(format!("type {ident}"));
            }
        }
        self.visit_file(file);
    }

    fn once(&mut self, what: String) {
        if !self.types.insert(what.clone()) {
            self.found.push(format!("{what} twice"));
        }
    }

    fn each(&mut self, place: &str, names: impl Iterator<Item = String>) {
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name.clone()) {
                self.found.push(format!("{place} has `{name}` twice"));
            }
        }
    }
}

impl<'ast> Visit<'ast> for Search {
    fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
        let names = item.fields.iter().filter_map(|field| field.ident.as_ref());
        self.each(&item.ident.to_string(), names.map(ToString::to_string));
        visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast ItemEnum) {
        let names = item
            .variants
            .iter()
            .map(|variant| variant.ident.to_string());
        self.each(&item.ident.to_string(), names);
        visit_item_enum(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast ItemImpl) {
        let Type::Path(own) = &*item.self_ty else {
            return;
        };
        let own = own
            .path
            .segments
            .last()
            .map(|segment| segment.ident.to_string());
        for inner in &item.items {
            if let (ImplItem::Fn(function), None, Some(own)) = (inner, &item.trait_, &own) {
                let name = format!("{own}::{}", function.sig.ident);
                if !self.functions.insert(name.clone()) {
                    self.found.push(format!("function {name} twice"));
                }
            }
        }
        syn::visit::visit_item_impl(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast ImplItemFn) {
        let names = item.sig.inputs.iter().filter_map(|input| match input {
            FnArg::Typed(typed) => match &*typed.pat {
                Pat::Ident(pattern) => Some(pattern.ident.to_string()),
                _ => None,
            },
            FnArg::Receiver(_) => None,
        });
        self.each(&item.sig.ident.to_string(), names);
        visit_impl_item_fn(self, item);
    }

    fn visit_expr_match(&mut self, item: &'ast ExprMatch) {
        let texts = item.arms.iter().filter_map(|arm| match &arm.pat {
            Pat::Lit(literal) => match &literal.lit {
                syn::Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            _ => None,
        });
        self.each("a match", texts);
        visit_expr_match(self, item);
    }
}

#[test]
fn what_stands_twice_is_found() {
    let text = "struct A { a: u8, a: u8 }\nenum B { X, X }\nimpl A { fn f() {} fn g(a: u8, a: u8) {} }\nimpl A { fn f() { match x { \"a\" => 1, \"a\" => 2 } } }\nstruct A;\n";
    let files = BTreeMap::from([("types/a.rs".to_owned(), text.to_owned())]);
    assert_eq!(
        twice(&files),
        [
            "type A twice",
            "A has `a` twice",
            "B has `X` twice",
            "g has `a` twice",
            "function A::f twice",
            "a match has `a` twice",
        ]
    );
}
