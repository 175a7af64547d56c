//! What progenitor writes into functions and people would not.

use quote::ToTokens;
use syn::visit_mut::{VisitMut, visit_expr_mut, visit_type_reference_mut};
use syn::{
    Arm, Block, Expr, ExprMethodCall, FnArg, ImplItemFn, Pat, Receiver, Signature, Stmt, Type,
    TypeReference, parse_quote,
};

/// Makes a function plain: no header for the contract's version, which this
/// service does not know, no lifetimes that the compiler fills in, no copies of
/// texts that are borrowed already.
pub fn plain(function: &mut ImplItemFn) {
    drop_version_header(&mut function.block);
    let texts = borrowed_texts(&function.sig);
    Plain { texts }.visit_block_mut(&mut function.block);
    Answers.visit_block_mut(&mut function.block);
    elide_lifetimes(&mut function.sig);
}

fn drop_version_header(block: &mut Block) {
    block.stmts.retain(|statement| {
        !(mentions(statement, "header_map . append") && mentions(statement, "api_version ()"))
    });
    let appended = block
        .stmts
        .iter()
        .any(|statement| mentions(statement, "header_map . append"));
    if !appended {
        block.stmts.retain(|statement| match statement {
            Stmt::Local(local) => local.pat.to_token_stream().to_string() != "mut header_map",
            _ => true,
        });
        DropHeaders.visit_block_mut(block);
    }
}

fn mentions(tokens: &dyn ToTokens, text: &str) -> bool {
    tokens.to_token_stream().to_string().contains(text)
}

/// The parameters of the type `&str`.
fn borrowed_texts(signature: &Signature) -> Vec<String> {
    signature
        .inputs
        .iter()
        .filter_map(|argument| match argument {
            FnArg::Typed(typed) => match (&*typed.pat, &*typed.ty) {
                (Pat::Ident(name), Type::Reference(reference))
                    if reference.elem.to_token_stream().to_string() == "str" =>
                {
                    Some(name.ident.to_string())
                }
                _ => None,
            },
            FnArg::Receiver(_) => None,
        })
        .collect()
}

fn elide_lifetimes(signature: &mut Signature) {
    let kept = std::mem::take(&mut signature.generics.params)
        .into_iter()
        .filter(|parameter| !matches!(parameter, syn::GenericParam::Lifetime(_)))
        .collect();
    signature.generics.params = kept;
    if signature.generics.params.is_empty() {
        signature.generics = syn::Generics::default();
    }
    for argument in &mut signature.inputs {
        match argument {
            FnArg::Receiver(receiver) => {
                let elided: Receiver = parse_quote!(&self);
                *receiver = elided;
            }
            FnArg::Typed(typed) => Elide.visit_type_mut(&mut typed.ty),
        }
    }
}

struct Elide;

impl VisitMut for Elide {
    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        reference.lifetime = None;
        visit_type_reference_mut(self, reference);
    }
}

/// Takes `.headers(header_map)` out of a chain of calls.
struct DropHeaders;

impl VisitMut for DropHeaders {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        visit_expr_mut(self, expression);
        if let Expr::MethodCall(ExprMethodCall {
            receiver,
            method,
            args,
            ..
        }) = expression
            && method == "headers"
            && args.to_token_stream().to_string() == "header_map"
        {
            *expression = (**receiver).clone();
        }
    }
}

/// Reads answers with the code of the crate, which is there once and not once for each function.
struct Answers;

impl VisitMut for Answers {
    fn visit_expr_mut(&mut self, expression: &mut Expr) {
        if is_usual_sorting(expression) {
            *expression = parse_quote!(crate::answer::sorted(response).await);
            return;
        }
        visit_expr_mut(self, expression);
        let text = expression.to_token_stream().to_string();
        if text == "ResponseValue :: from_response (response) . await" {
            *expression = parse_quote!(crate::answer::value(response).await);
        }
    }
}

/// Whether this is the `match` on a status of an operation that answers with its value or an error.
fn is_usual_sorting(expression: &Expr) -> bool {
    let Expr::Match(sorting) = expression else {
        return false;
    };
    let arms: Vec<String> = sorting.arms.iter().map(arm).collect();
    let read = "ResponseValue::from_response(response).await";
    arms == [
        format!("200..=299=>{read}"),
        format!("400u16..=499u16=>Err(Error::ErrorResponse({read}?))"),
        format!("500u16..=599u16=>Err(Error::ErrorResponse({read}?))"),
        "_=>Err(Error::UnexpectedResponse(response))".to_owned(),
    ]
}

/// An arm without spaces, braces and commas at its end.
fn arm(arm: &Arm) -> String {
    let body = match &*arm.body {
        Expr::Block(block) => match block.block.stmts.as_slice() {
            [Stmt::Expr(only, None)] => only.to_token_stream(),
            _ => block.to_token_stream(),
        },
        body => body.to_token_stream(),
    };
    let text = format!("{}=>{body}", arm.pat.to_token_stream());
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .collect()
}

/// Passes a borrowed text on instead of a reference to its copy.
struct Plain {
    texts: Vec<String>,
}

impl VisitMut for Plain {
    fn visit_macro_mut(&mut self, call: &mut syn::Macro) {
        let mut tokens = call.tokens.to_string();
        for name in &self.texts {
            for copied in [
                format!("& {name} . to_string ()"),
                format!("& {name}.to_string()"),
            ] {
                tokens = tokens.replace(&copied, name);
            }
        }
        if let Ok(parsed) = tokens.parse() {
            call.tokens = parsed;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_becomes_plain() {
        let mut function: ImplItemFn = parse_quote! {
            pub async fn f<'a>(&'a self, id: &'a str, body: &'a types::Body) -> R {
                let url = format!("{}/x/{}", self.baseurl, encode_path(&id.to_string()),);
                let mut header_map = HeaderMap::with_capacity(1usize);
                header_map.append(HeaderName::from_static("api-version"), Self::api_version());
                let request = self.client.get(url).headers(header_map).build()?;
            }
        };
        plain(&mut function);
        let text = function.to_token_stream().to_string();
        let expected: ImplItemFn = parse_quote! {
            pub async fn f(&self, id: &str, body: &types::Body) -> R {
                let url = format!("{}/x/{}", self.baseurl, encode_path(id),);
                let request = self.client.get(url).build()?;
            }
        };
        assert_eq!(text, expected.to_token_stream().to_string());
    }

    #[test]
    fn answers_are_sorted_by_the_code_of_the_crate() {
        let mut function: ImplItemFn = parse_quote! {
            pub async fn f(&self) -> R {
                match response.status().as_u16() {
                    200..=299 => ResponseValue::from_response(response).await,
                    400u16..=499u16 => {
                        Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
                    }
                    500u16..=599u16 => {
                        Err(Error::ErrorResponse(ResponseValue::from_response(response).await?))
                    }
                    _ => Err(Error::UnexpectedResponse(response)),
                }
            }
        };
        plain(&mut function);
        assert!(mentions(
            &function,
            "{ crate :: answer :: sorted (response) . await }"
        ));
    }

    #[test]
    fn an_odd_sorting_stays() {
        let mut function: ImplItemFn = parse_quote! {
            pub async fn f(&self) -> R {
                match response.status().as_u16() {
                    200u16 => ResponseValue::from_response(response).await,
                    204u16 => Ok(ResponseValue::empty(response)),
                    _ => Err(Error::UnexpectedResponse(response)),
                }
            }
        };
        plain(&mut function);
        assert!(mentions(
            &function,
            "200u16 => crate :: answer :: value (response) . await"
        ));
        assert!(mentions(
            &function,
            "204u16 => Ok (ResponseValue :: empty (response))"
        ));
    }

    #[test]
    fn other_headers_stay() {
        let mut function: ImplItemFn = parse_quote! {
            pub async fn f(&self) {
                let mut header_map = HeaderMap::with_capacity(2usize);
                header_map.append(HeaderName::from_static("api-version"), Self::api_version());
                header_map.append("x", "y");
                let request = self.client.get(url).headers(header_map).build()?;
            }
        };
        plain(&mut function);
        assert!(mentions(&function, "headers (header_map)"));
        assert!(!mentions(&function, "api-version"));
    }
}
