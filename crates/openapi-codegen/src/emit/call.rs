//! Reads from a function of progenitor which request it makes.
//!
//! progenitor writes functions that make a request, send it and sort the
//! response. Only the first part is kept, as data: whatever else stands before
//! the request is sent is an error, so that a new version of progenitor cannot
//! lose a part of a request unseen.

use syn::punctuated::Punctuated;
use syn::visit_mut::{VisitMut, visit_type_reference_mut};
use syn::{
    Expr, ExprCall, ExprIf, ExprLit, ExprMethodCall, FnArg, GenericArgument, Ident, ImplItemFn,
    Lit, Pat, PathArguments, ReturnType, Stmt, Token, Type, TypeReference,
};

/// The request that a function makes, and the type of its response.
#[derive(Debug)]
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
#[derive(Debug, PartialEq)]
pub enum Body {
    /// There is none.
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
            method: String::new(),
            template: String::new(),
            path: Vec::new(),
            query: Vec::new(),
            headers: Vec::new(),
            body: Body::None,
            accepts_json: false,
            success: success(&function.sig.output)?,
        };
        for statement in &function.block.stmts {
            if call.statement(statement)? {
                return Ok(call);
            }
        }
        Err("no request is built".to_owned())
    }

    /// Reads a statement; true once the request is built and what follows only sends it.
    fn statement(&mut self, statement: &Stmt) -> Result<bool, Unknown> {
        match statement {
            Stmt::Local(local) => match local.init.as_ref().map(|init| &*init.expr) {
                Some(Expr::Macro(made)) if made.mac.path.is_ident("format") => {
                    self.address(&made.mac)?;
                    Ok(false)
                }
                Some(Expr::Call(made)) if called(made).as_deref() == Some("with_capacity") => {
                    Ok(false)
                }
                Some(made) => {
                    self.chain(made)?;
                    Ok(true)
                }
                None => Err("a variable without a value".to_owned()),
            },
            Stmt::Expr(Expr::MethodCall(call), _) => {
                self.header(call, None)?;
                Ok(false)
            }
            Stmt::Expr(Expr::If(optional), _) => {
                self.optional_header(optional)?;
                Ok(false)
            }
            _ => Err("a statement before the request is built".to_owned()),
        }
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
        let unknown = || "a header".to_owned();
        let name = match call.args.first() {
            _ if call.method != "append" => return Err(unknown()),
            // The version of the contract, which services do not read.
            Some(Expr::Call(made)) if called(made).as_deref() == Some("from_static") => {
                return Ok(());
            }
            Some(name) => text(name).ok_or_else(unknown)?,
            None => return Err(unknown()),
        };
        let value = match call.args.get(1) {
            Some(Expr::Try(tried)) => match &*tried.expr {
                Expr::MethodCall(converted) if converted.method == "try_into" => {
                    as_text(&converted.receiver)
                }
                _ => None,
            },
            _ => None,
        };
        let value = value.ok_or_else(unknown)?;
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
    let typed = function
        .sig
        .inputs
        .iter()
        .filter_map(|argument| match argument {
            FnArg::Typed(typed) => Some(typed),
            FnArg::Receiver(_) => None,
        });
    typed
        .map(|typed| match &*typed.pat {
            Pat::Ident(name) => {
                let mut ty = (*typed.ty).clone();
                if generic(&ty) {
                    ty = syn::parse_quote!(impl Into<api_transport::Bytes>);
                }
                Elide.visit_type_mut(&mut ty);
                Ok((name.ident.clone(), ty))
            }
            _ => Err("an argument without a name".to_owned()),
        })
        .collect()
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
        ReturnType::Type(_, ty) => argument_of(ty, "Result"),
        ReturnType::Default => None,
    };
    match value.and_then(|value| argument_of(value, "ResponseValue")) {
        Some(Type::Path(path)) if path.path.is_ident("ByteStream") => Ok(None),
        Some(Type::Path(path))
            if path
                .path
                .segments
                .first()
                .is_some_and(|s| s.ident == "reqwest") =>
        {
            Err("a response that upgrades the connection".to_owned())
        }
        Some(ty) => Ok(Some(ty.clone())),
        None => Err("the type of the response".to_owned()),
    }
}

/// The first type argument of a generic type of this name.
fn argument_of<'a>(ty: &'a Type, name: &str) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    match &last.arguments {
        PathArguments::AngleBracketed(inner) if last.ident == name => match inner.args.first()? {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        },
        _ => None,
    }
}

/// Reads `&progenitor_client::QueryParam::new("limit", &limit)`.
fn query(parameter: &Expr) -> Option<(String, Ident)> {
    let Expr::Call(made) = behind_reference(parameter) else {
        return None;
    };
    let mut arguments = made.args.iter();
    let name = text(arguments.next()?)?;
    Some((name, ident(behind_reference(arguments.next()?))?))
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
    match expression {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
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
