//! What progenitor writes into functions and people would not.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::visit_mut::{VisitMut, visit_expr_mut, visit_expr_struct_mut, visit_type_reference_mut};
use syn::{
    Arm, Block, Expr, ExprLit, ExprMethodCall, ExprStruct, FnArg, ImplItemFn, Lit, Pat, Receiver,
    Signature, Stmt, Token, Type, TypeReference, parse_quote,
};

/// Makes a function plain: no header for the contract's version, which this
/// service does not know, no lifetimes that the compiler fills in, no copies of
/// texts that are borrowed already.
///
/// Hooks are told the function by its name here, which is not always progenitor's.
pub fn plain(function: &mut ImplItemFn) {
    let name = function.sig.ident.to_string();
    Name(name.trim_start_matches("r#").to_owned()).visit_block_mut(&mut function.block);
    drop_version_header(&mut function.block);
    let texts = borrowed_texts(&function.sig);
    Plain { texts }.visit_block_mut(&mut function.block);
    address(&mut function.block);
    if exchange(&mut function.block) {
        prepare(&mut function.sig);
    }
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

/// Writes this name where progenitor wrote its own.
struct Name(String);

impl VisitMut for Name {
    fn visit_expr_struct_mut(&mut self, literal: &mut ExprStruct) {
        visit_expr_struct_mut(self, literal);
        let name = &self.0;
        if literal.path.is_ident("OperationInfo") {
            *literal = parse_quote!(OperationInfo { operation_id: #name });
        }
    }
}

/// Puts the address together from the parsed root, in place of parsing all of it on each call.
fn address(block: &mut Block) {
    for statement in &mut block.stmts {
        let Stmt::Local(local) = statement else {
            continue;
        };
        let Some(init) = &mut local.init else {
            continue;
        };
        let Expr::Macro(formatted) = &*init.expr else {
            continue;
        };
        if !formatted.mac.path.is_ident("format") {
            continue;
        }
        let parsed = formatted
            .mac
            .parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated);
        let Ok(arguments) = parsed else { continue };
        let mut arguments = arguments.into_iter();
        let template = match arguments.next() {
            Some(Expr::Lit(ExprLit {
                lit: Lit::Str(template),
                ..
            })) => template.value(),
            _ => continue,
        };
        let root = arguments.next();
        let is_root = root.is_some_and(|root| text(&root) == "self.baseurl");
        if let (true, Some(path)) = (is_root, template.strip_prefix("{}")) {
            *init.expr = parse_quote!(self.url(format_args!(#path #(, #arguments)*)));
        }
    }
}

/// Sends and sorts with the code of the crate, which is there once and not once for each function.
fn exchange(block: &mut Block) -> bool {
    let Some(start) = block.stmts.len().checked_sub(6) else {
        return false;
    };
    let (rest, end) = block.stmts.split_at(start);
    let [info, pre, exec, post, response, Stmt::Expr(sorting, None)] = end else {
        return false;
    };
    let usual = text(pre) == "self.pre(&mutrequest,&info).await?;"
        && text(exec) == "letresult=self.exec(request,&info).await;"
        && text(post) == "self.post(&result,&info).await?;"
        && text(response) == "letresponse=result?;"
        && is_usual_sorting(sorting);
    let operation = operation_id(info);
    let (true, Some(operation)) = (usual, operation) else {
        return false;
    };
    let mut statements = rest.to_vec();
    for statement in &mut statements {
        fix_request(statement);
    }
    let name = operation.to_token_stream().to_string();
    let name = quote::format_ident!("{}", name.trim_matches('"').to_uppercase());
    let prepared: Expr = parse_quote!(Ok(Prepared::new(request, &super::catalog::#name)));
    statements.push(Stmt::Expr(prepared, None));
    block.stmts = statements;
    true
}

/// Gives the request back instead of sending it.
fn prepare(signature: &mut Signature) {
    signature.asyncness = None;
    let syn::ReturnType::Type(_, output) = &signature.output else {
        return;
    };
    let text = output.to_token_stream().to_string().replace(' ', "");
    let body = text
        .strip_prefix("Result<ResponseValue<")
        .and_then(|rest| rest.split_once(">,Error<"))
        .and_then(|(body, _)| syn::parse_str::<Type>(body).ok());
    if let Some(body) = body {
        signature.output = parse_quote!(-> Result<Prepared<#body>, reqwest::Error>);
    }
}

/// The name in `let info = OperationInfo { operation_id: "name" };`.
fn operation_id(statement: &Stmt) -> Option<Expr> {
    let Stmt::Local(local) = statement else {
        return None;
    };
    match &*local.init.as_ref()?.expr {
        Expr::Struct(info) if info.path.is_ident("OperationInfo") => match info.fields.first() {
            Some(field) if info.fields.len() == 1 => Some(field.expr.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// Nothing changes the request after it was built.
fn fix_request(statement: &mut Stmt) {
    if let Stmt::Local(local) = statement
        && let Pat::Ident(name) = &mut local.pat
        && name.ident == "request"
    {
        name.mutability = None;
        local.attrs.clear();
    }
}

/// The text of a piece of code without spaces.
fn text(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    text.chars()
        .filter(|letter| !letter.is_whitespace())
        .collect()
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
    format!("{}=>{}", text(&arm.pat), text(&body))
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
                let url = self.url(format_args!("/x/{}", encode_path(id)));
                let request = self.client.get(url).build()?;
            }
        };
        assert_eq!(text, expected.to_token_stream().to_string());
    }

    /// With a name that progenitor writes otherwise.
    fn operation(sorting: Expr) -> ImplItemFn {
        parse_quote! {
            pub async fn get_lamp_urls(&self, id: &str) -> R {
                let url = format!("{}/x/{}", self.baseurl, encode_path(&id.to_string()),);
                #[allow(unused_mut)]
                let mut request = self.client.get(url).build()?;
                let info = OperationInfo { operation_id: "get_lamp_ur_ls" };
                self.pre(&mut request, &info).await?;
                let result = self.exec(request, &info).await;
                self.post(&result, &info).await?;
                let response = result?;
                #sorting
            }
        }
    }

    #[test]
    fn an_operation_sends_with_the_code_of_the_crate() {
        let mut function = operation(parse_quote! {
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
        });
        plain(&mut function);
        let expected: ImplItemFn = parse_quote! {
            pub async fn get_lamp_urls(&self, id: &str) -> R {
                let url = self.url(format_args!("/x/{}", encode_path(id)));
                let request = self.client.get(url).build()?;
                Ok(Prepared::new(request, &super::catalog::GET_LAMP_URLS))
            }
        };
        assert_eq!(text(&function), text(&expected));
    }

    #[test]
    fn an_operation_with_odd_statuses_sorts_by_itself() {
        let mut function = operation(parse_quote! {
            match response.status().as_u16() {
                200u16 => ResponseValue::from_response(response).await,
                204u16 => Ok(ResponseValue::empty(response)),
                _ => Err(Error::UnexpectedResponse(response)),
            }
        });
        plain(&mut function);
        assert!(mentions(&function, "operation_id : \"get_lamp_urls\""));
        assert!(mentions(
            &function,
            "self . exec (request , & info) . await"
        ));
        assert!(mentions(
            &function,
            "204u16 => Ok (ResponseValue :: empty (response))"
        ));
        assert!(mentions(
            &function,
            "self . url (format_args ! (\"/x/{}\" , encode_path (id)))"
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
