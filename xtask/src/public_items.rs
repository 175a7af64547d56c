//! Finds public items without documentation in generated source.

use syn::visit::{
    Visit, visit_field, visit_impl_item_fn, visit_item_enum, visit_item_struct, visit_variant,
};
use syn::{Attribute, Field, ImplItemFn, ItemConst, ItemEnum, ItemStruct, Variant, Visibility};

/// The public items of a file that have no doc comment, each with the file.
pub fn undocumented(path: &str, text: &str) -> Vec<String> {
    let Ok(file) = syn::parse_file(text) else {
        return vec![format!("{path} is no Rust")];
    };
    let mut search = Search {
        path,
        owner: String::new(),
        found: Vec::new(),
    };
    search.visit_file(&file);
    search.found
}

struct Search<'a> {
    path: &'a str,
    owner: String,
    found: Vec<String>,
}

impl Search<'_> {
    fn look(&mut self, name: &str, attributes: &[Attribute]) {
        if !attributes
            .iter()
            .any(|attribute| attribute.path().is_ident("doc"))
        {
            self.found.push(format!("{}: `{name}`", self.path));
        }
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
        self.owner = item.ident.to_string();
        if is_public(&item.vis) {
            self.look(&item.ident.to_string(), &item.attrs);
        }
        visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'ast ItemEnum) {
        self.owner = item.ident.to_string();
        if is_public(&item.vis) {
            self.look(&item.ident.to_string(), &item.attrs);
        }
        visit_item_enum(self, item);
    }

    fn visit_variant(&mut self, variant: &'ast Variant) {
        let name = format!("{}::{}", self.owner, variant.ident);
        self.look(&name, &variant.attrs);
        visit_variant(self, variant);
    }

    fn visit_field(&mut self, field: &'ast Field) {
        if let (true, Some(ident)) = (is_public(&field.vis), &field.ident) {
            let name = format!("{}.{ident}", self.owner);
            self.look(&name, &field.attrs);
        }
        visit_field(self, field);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        if is_public(&function.vis) {
            self.look(&function.sig.ident.to_string(), &function.attrs);
        }
        visit_impl_item_fn(self, function);
    }

    fn visit_item_const(&mut self, item: &'ast ItemConst) {
        if is_public(&item.vis) {
            self.look(&item.ident.to_string(), &item.attrs);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_item_is_looked_at() {
        let text = "pub struct A { pub x: u8, y: u8 }\n/// D.\npub enum B { C, /** d */ D }\nimpl A { pub fn f() {} fn g() {} }\npub const K: u8 = 1;\n";
        assert_eq!(
            undocumented("a.rs", text),
            [
                "a.rs: `A`",
                "a.rs: `A.x`",
                "a.rs: `B::C`",
                "a.rs: `f`",
                "a.rs: `K`"
            ]
        );
    }
}
