//! Functions as progenitor writes them, and as it might.

use syn::parse_quote;

use super::*;

/// A function with this code before the request is sent, as progenitor writes it.
fn function(before: &[Stmt]) -> ImplItemFn {
    parse_quote! {
        pub async fn get_lamp<'a>(
            &'a self,
            id: &'a str,
            limit: Option<i64>,
            trace: &'a str,
            body: &'a types::Lamp,
        ) -> Result<ResponseValue<types::Light>, Error<types::ErrorBody>> {
            #(#before)*
            let info = OperationInfo { operation_id: "get_lamp" };
            self.pre(&mut request, &info).await?;
            let result = self.exec(request, &info).await;
        }
    }
}

fn usual() -> Vec<Stmt> {
    parse_quote! {
        let url = format!("{}/lamps/{}", self.baseurl, encode_path(&id.to_string()),);
        let mut header_map = ::reqwest::header::HeaderMap::with_capacity(2usize);
        header_map.append(
            ::reqwest::header::HeaderName::from_static("api-version"),
            ::reqwest::header::HeaderValue::from_static(Self::api_version()),
        );
        header_map.append("x-trace", trace.to_string().try_into()?);
        #[allow(unused_mut)]
        let mut request = self
            .client
            .post(url)
            .header(
                ::reqwest::header::ACCEPT,
                ::reqwest::header::HeaderValue::from_static("application/json"),
            )
            .json(&body)
            .query(&progenitor_client::QueryParam::new("limit", &limit))
            .headers(header_map)
            .build()?;
    }
}

#[test]
fn a_function_is_read_as_data() {
    let call = Call::read(&function(&usual())).unwrap();
    let arguments: Vec<String> = call
        .arguments
        .iter()
        .map(|(name, ty)| format!("{name}: {}", ty.to_token_stream()))
        .collect();
    assert_eq!(
        arguments,
        [
            "id: & str",
            "limit: Option < i64 >",
            "trace: & str",
            "body: & types :: Lamp"
        ]
    );
    assert_eq!((&*call.method, &*call.template), ("post", "/lamps/{}"));
    assert_eq!(call.path, ["id"]);
    let (name, argument) = &call.query[0];
    assert_eq!(
        (&**name, argument.to_string()),
        ("limit", "limit".to_owned())
    );
    let (name, argument, required) = &call.headers[0];
    assert_eq!(
        (&**name, argument.to_string(), *required),
        ("x-trace", "trace".to_owned(), true)
    );
    assert_eq!(call.body, Body::Json);
    assert!(call.accepts_json);
    assert_eq!(call.success, Some(parse_quote!(types::Light)));
}

#[test]
fn an_unknown_part_is_an_error_that_names_it() {
    let unknown = |change: fn(&mut Vec<Stmt>)| {
        let mut before = usual();
        change(&mut before);
        Call::read(&function(&before)).unwrap_err()
    };
    assert_eq!(unknown(Vec::clear), "the request");
    assert_eq!(
        unknown(|all| all[0] = parse_quote!(let url = format!("{}/{}", self.baseurl, secret(id));)),
        "the address"
    );
    assert_eq!(
        unknown(|all| all[3] = parse_quote!(header_map.append("x-trace", trace.clone());)),
        "a header"
    );
    assert_eq!(
        unknown(|all| all.insert(1, parse_quote!(return Ok(()); ))),
        "a statement before the request is built"
    );
    assert_eq!(
        unknown(
            |all| all[4] = parse_quote!(let request = self.client.get(url).timeout(time).build()?;)
        ),
        "`timeout` on the request"
    );
}

#[test]
fn only_known_responses_have_a_type() {
    let success = |output: ReturnType| success(&output);
    let output = |ty: Type| parse_quote!(-> Result<ResponseValue<#ty>, Error<()>>);
    assert_eq!(success(output(parse_quote!(ByteStream))), Ok(None));
    assert_eq!(
        success(output(parse_quote!(()))),
        Ok(Some(parse_quote!(())))
    );
    assert!(success(output(parse_quote!(reqwest::Upgraded))).is_err());
    assert!(success(parse_quote!(-> ResponseValue<()>)).is_err());
}
