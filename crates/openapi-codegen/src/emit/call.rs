//! Reads from a function of progenitor which request it makes.
//!
//! progenitor writes functions that make a request, send it and sort the
//! response. Only the first part is kept, as data: whatever else stands before
//! the request is sent is an error, so that a new version of progenitor cannot
//! lose a part of a request unseen.

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::visit_mut::{VisitMut, visit_type_reference_mut};
use syn::{
    Expr, ExprCall, ExprIf, ExprMethodCall, FnArg, Ident, ImplItemFn, Lit, Local, Pat, ReturnType,
    Stmt, Token, Type, TypeReference,
};

use super::rust_type::argument;

/// The request that a function makes, and the type of its response.
#[derive(Debug, Default)]
pub struct Call {
    /// The arguments of the function, without lifetimes.
    pub arguments: Vec<(Ident, Type)>,
    /// The HTTP method, in lower case.
    pub method: String,
    /// The path with `{}` for each value.
    pub template: String,
    /// The arguments in the path, in their order.
    pub path: Vec<Ident>,
    /// The query parameters: the name on the wire, and the argument.
    pub query: Vec<(String, Ident)>,
    /// The header parameters: the name, the argument, and whether it is required.
    pub headers: Vec<(String, Ident, bool)>,
    /// The body, which is the argument `body`.
    pub body: Body,
    /// True if the request accepts only JSON.
    pub accepts_json: bool,
    /// The type of a success response; `None` for bytes of any kind.
    pub success: Option<Type>,
}

/// The kind of a body.
#[derive(Debug, Default, PartialEq)]
pub enum Body {
    /// There is none.
    #[default]
    None,
    /// JSON.
    Json,
    /// The fields of an object, as a form.
    Form,
    /// Sent as it is, with this media type.
    Raw(String),
}

/// A part of a function that is not as progenitor writes it.
type Unknown = String;

impl Call {
    /// Reads a function; the error says which part was not recognized.
    pub fn read(function: &ImplItemFn) -> Result<Self, Unknown> {
        let mut call = Self {
            arguments: arguments(function)?,
            success: success(&function.sig.output)?,
            ..Self::default()
        };
        for statement in &function.block.stmts {
            if call.statement(statement)? {
                return Ok(call);
            }
        }
        Err("no request is built".to_owned())
    }

    /// The type of an argument.
    pub fn argument(&self, name: &Ident) -> Option<&Type> {
        let mut arguments = self.arguments.iter();
        arguments.find(|(one, _)| one == name).map(|(_, ty)| ty)
    }

    /// Reads a statement; true once the request is built and what follows only sends it.
    fn statement(&mut self, statement: &Stmt) -> Result<bool, Unknown> {
        match statement {
            Stmt::Local(Local {
                init: Some(init), ..
            }) => match &*init.expr {
                Expr::Macro(made) if made.mac.path.is_ident("format") => self.address(&made.mac)?,
                Expr::Call(made) if called(made).as_deref() == Some("with_capacity") => {}
                made => return self.chain(made).map(|()| true),
            },
            Stmt::Expr(Expr::MethodCall(call), _) => self.header(call, None)?,
            Stmt::Expr(Expr::If(optional), _) => self.optional_header(optional)?,
            _ => return Err("a statement before the request is built".to_owned()),
        }
        Ok(false)
    }

    /// Reads `format!("{}/path/{}", self.baseurl, encode_path(&id.to_string()))`.
    fn address(&mut self, format: &syn::Macro) -> Result<(), Unknown> {
        let unknown = || "the address".to_owned();
        let arguments = format
            .parse_body_with(Punctuated::<Expr, Token![,]>::parse_terminated)
            .map_err(|_| unknown())?;
        let mut arguments = arguments.iter();
        let template = arguments.next().and_then(text).ok_or_else(unknown)?;
        self.template = template.strip_prefix("{}").ok_or_else(unknown)?.to_owned();
        // The root.
        arguments.next().ok_or_else(unknown)?;
        for argument in arguments {
            let value = match argument {
                Expr::Call(encoded) if called(encoded).as_deref() == Some("encode_path") => {
                    encoded.args.first().and_then(as_text)
                }
                _ => None,
            };
            self.path.push(value.ok_or_else(unknown)?);
        }
        Ok(())
    }

    /// Reads `header_map.append("name", value.to_string().try_into()?)`.
    ///
    /// `optional` is the argument that `value` was taken out of.
    fn header(&mut self, call: &ExprMethodCall, optional: Option<Ident>) -> Result<(), Unknown> {
        let arguments: Vec<&Expr> = call.args.iter().collect();
        let header = match arguments[..] {
            _ if call.method != "append" => None,
            // The version of the contract, which services do not read.
            [Expr::Call(made), _] if called(made).as_deref() == Some("from_static") => {
                return Ok(());
            }
            [name, Expr::Try(tried)] => match &*tried.expr {
                Expr::MethodCall(converted) if converted.method == "try_into" => {
                    text(name).zip(as_text(&converted.receiver))
                }
                _ => None,
            },
            _ => None,
        };
        let (name, value) = header.ok_or("a header")?;
        let required = optional.is_none();
        self.headers
            .push((name, optional.unwrap_or(value), required));
        Ok(())
    }

    /// Reads `if let Some(value) = argument { header_map.append(…); }`.
    fn optional_header(&mut self, optional: &ExprIf) -> Result<(), Unknown> {
        let argument = match &*optional.cond {
            Expr::Let(some) => ident(&some.expr),
            _ => None,
        };
        match (argument, optional.then_branch.stmts.as_slice()) {
            (Some(argument), [Stmt::Expr(Expr::MethodCall(call), _)]) => {
                self.header(call, Some(argument))
            }
            _ => Err("a header".to_owned()),
        }
    }

    /// Reads `self.client.post(url).header(…).json(&body).query(…).build()?`.
    fn chain(&mut self, expression: &Expr) -> Result<(), Unknown> {
        let call = match expression {
            Expr::Try(tried) => return self.chain(&tried.expr),
            Expr::MethodCall(call) => call,
            _ => return Err("the request".to_owned()),
        };
        if let Expr::Field(_) = &*call.receiver {
            self.method = call.method.to_string();
            return Ok(());
        }
        self.chain(&call.receiver)?;
        let method = call.method.to_string();
        match (method.as_str(), call.args.first()) {
            ("build" | "headers", _) => {}
            ("json", _) => self.body = Body::Json,
            ("form_urlencoded", _) => self.body = Body::Form,
            ("body", _) if matches!(self.body, Body::Raw(_)) => {}
            ("header", Some(Expr::Path(name))) => {
                let name = name.path.segments.last().map(|last| last.ident.to_string());
                let value = match call.args.get(1) {
                    Some(Expr::Call(made)) => made.args.first().and_then(text),
                    _ => None,
                };
                match (name.as_deref(), value) {
                    (Some("ACCEPT"), Some(_)) => self.accepts_json = true,
                    (Some("CONTENT_TYPE"), Some(media)) => self.body = Body::Raw(media),
                    _ => return Err("a header of the request".to_owned()),
                }
            }
            ("query", Some(parameter)) => {
                let parameter = query(parameter).ok_or("a query parameter")?;
                self.query.push(parameter);
            }
            _ => return Err(format!("`{method}` on the request")),
        }
        Ok(())
    }
}

/// The arguments behind `self`; a generic one is a body of bytes.
fn arguments(function: &ImplItemFn) -> Result<Vec<(Ident, Type)>, Unknown> {
    let generic = |ty: &Type| {
        let mut names = function.sig.generics.type_params();
        names.any(|name| matches!(ty, Type::Path(path) if path.path.is_ident(&name.ident)))
    };
    let mut arguments = Vec::new();
    for argument in &function.sig.inputs {
        let FnArg::Typed(typed) = argument else {
            continue;
        };
        let Pat::Ident(name) = &*typed.pat else {
            return Err("an argument without a name".to_owned());
        };
        let mut ty = (*typed.ty).clone();
        if generic(&ty) {
            ty = syn::parse_quote!(impl Into<api_transport::Bytes>);
        }
        Elide.visit_type_mut(&mut ty);
        arguments.push((name.ident.clone(), ty));
    }
    Ok(arguments)
}

/// Leaves lifetimes to the compiler.
struct Elide;

impl VisitMut for Elide {
    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        reference.lifetime = None;
        visit_type_reference_mut(self, reference);
    }
}

/// The success type in `Result<ResponseValue<T>, Error<E>>`.
fn success(output: &ReturnType) -> Result<Option<Type>, Unknown> {
    let value = match output {
        ReturnType::Type(_, ty) => argument(ty, "Result"),
        ReturnType::Default => None,
    };
    let value = value.and_then(|value| argument(&value, "ResponseValue"));
    let value = value.ok_or("the type of the response")?;
    match value.to_token_stream().to_string().as_str() {
        "ByteStream" => Ok(None),
        text if text.trim_start_matches(":: ").starts_with("reqwest ::") => {
            Err("a response that upgrades the connection".to_owned())
        }
        _ => Ok(Some(value)),
    }
}

/// Reads `&progenitor_client::QueryParam::new("limit", &limit)`.
fn query(parameter: &Expr) -> Option<(String, Ident)> {
    let Expr::Call(made) = behind_reference(parameter) else {
        return None;
    };
    let (name, value) = (made.args.first()?, made.args.get(1)?);
    Some((text(name)?, ident(behind_reference(value))?))
}

/// The argument in `&argument.to_string()`.
fn as_text(expression: &Expr) -> Option<Ident> {
    match behind_reference(expression) {
        Expr::MethodCall(call) if call.method == "to_string" => ident(&call.receiver),
        _ => None,
    }
}

fn behind_reference(expression: &Expr) -> &Expr {
    match expression {
        Expr::Reference(reference) => &reference.expr,
        other => other,
    }
}

fn ident(expression: &Expr) -> Option<Ident> {
    match expression {
        Expr::Path(path) => path.path.get_ident().cloned(),
        _ => None,
    }
}

fn text(expression: &Expr) -> Option<String> {
    if let Expr::Lit(literal) = expression
        && let Lit::Str(text) = &literal.lit
    {
        return Some(text.value());
    }
    None
}

/// The name of a called function, without its path.
fn called(call: &ExprCall) -> Option<String> {
    match &*call.func {
        Expr::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
