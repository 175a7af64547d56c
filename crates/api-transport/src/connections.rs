//! Connections: shared ones, and those of a single request.

use std::cell::Cell;
use std::env;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::OnceLock;
use std::task::{Context, Poll};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Client as Http, ClientBuilder, Proxy};
use tower_layer::Layer;
use tower_service::Service;
use url::{Host, Url};

use crate::error::Error;
use crate::tls::Tls;

/// The time for which an idle connection is kept; servers commonly close it after 5 s.
const IDLE: Duration = Duration::from_secs(4);

tokio::task_local! {
    /// True once the attempt has begun to open a connection.
    static OPENS: Cell<bool>;
}

/// The connections of a client and its clones.
pub(crate) struct Connections {
    shared: Http,
    /// Creates a client without shared connections; `None` where the client was handed in.
    recipe: Option<Recipe>,
    /// Created at its first use: most programs need none.
    single: OnceLock<Http>,
    /// The same for connections that change their protocol.
    #[cfg(feature = "ws")]
    upgradable: OnceLock<Http>,
}

/// The settings of connections.
pub(crate) struct Recipe {
    pub connect_timeout: Duration,
    pub tls: Tls,
    pub proxy: Option<Proxy>,
    /// True if the proxies of the environment are ignored.
    pub direct: bool,
    /// True if each new connection begins with the resolution of a name.
    pub resolves: bool,
}

impl Connections {
    /// Creates connections.
    ///
    /// # Errors
    ///
    /// If TLS cannot be set up.
    pub fn new(recipe: Recipe) -> Result<Self, Error> {
        let shared = recipe.client(true).map_err(|source| {
            let message = "the HTTP client cannot be created; see the cause";
            Error::config(message).caused_by(source.without_url())
        })?;
        Ok(Self::with(shared, Some(recipe)))
    }

    /// Wraps a client that was handed in.
    pub fn handed_in(client: Http) -> Self {
        Self::with(client, None)
    }

    fn with(shared: Http, recipe: Option<Recipe>) -> Self {
        Self {
            shared,
            recipe,
            single: OnceLock::new(),
            #[cfg(feature = "ws")]
            upgradable: OnceLock::new(),
        }
    }

    /// Returns the client that reuses connections.
    pub fn shared(&self) -> &Http {
        &self.shared
    }

    /// Returns the client that opens a connection for each request.
    pub fn single(&self) -> &Http {
        self.made(&self.single, |recipe| recipe.client(false))
    }

    /// Returns the client for requests that change the protocol, which takes HTTP/1.1 and a
    /// connection of its own.
    #[cfg(feature = "ws")]
    pub fn upgradable(&self) -> &Http {
        self.made(&self.upgradable, |recipe| {
            recipe.tls.apply_http1(recipe.builder(false)).build()
        })
    }

    fn made<'a>(
        &'a self,
        client: &'a OnceLock<Http>,
        make: fn(&Recipe) -> reqwest::Result<Http>,
    ) -> &'a Http {
        match &self.recipe {
            None => &self.shared,
            Some(recipe) => client.get_or_init(|| {
                // It was created once with the same settings.
                make(recipe).unwrap_or_else(|_| self.shared.clone())
            }),
        }
    }

    /// Sends over shared connections; returns true, too, if the request went over one that was open
    /// before.
    ///
    /// It is unknown of a client that was handed in, and then false. The attempt is pinned, since it is
    /// too large to be moved again and again.
    pub async fn reusing<T>(&self, attempt: Pin<&mut impl Future<Output = T>>) -> (T, bool) {
        let noted = async {
            let result = attempt.await;
            (result, !OPENS.with(Cell::get))
        };
        OPENS.scope(Cell::new(self.recipe.is_none()), noted).await
    }
}

impl Recipe {
    fn client(&self, shared: bool) -> reqwest::Result<Http> {
        self.tls.apply(self.builder(shared)).build()
    }

    /// Returns the settings but for TLS.
    fn builder(&self, shared: bool) -> ClientBuilder {
        let mut builder = Http::builder()
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(IDLE)
            // A redirect could carry the request to another origin.
            .redirect(reqwest::redirect::Policy::none())
            // It would copy each request to retry it, which the client does itself.
            .retry(reqwest::retry::never().max_retries_per_request(0));
        builder = match (shared, self.resolves) {
            (false, _) => builder.pool_max_idle_per_host(0),
            (true, true) => builder.dns_resolver(Arc::new(NoteOpening)),
            (true, false) => builder.connector_layer(NoteOpening),
        };
        match &self.proxy {
            Some(proxy) => builder.proxy(proxy.clone()),
            None if self.direct => builder.no_proxy(),
            None => builder,
        }
    }
}

/// Returns whether each connection to a server begins with the resolution of a name: its own, since
/// no proxy can be on the way.
pub(crate) fn resolves(root: &Url, proxy: Option<&Proxy>, direct: bool) -> bool {
    let is_name = matches!(root.host(), Some(Host::Domain(_)));
    // Another crate of the program may make the HTTP library ask these platforms for proxies.
    let asks_platform = cfg!(any(windows, target_vendor = "apple"));
    is_name && proxy.is_none() && (direct || !(asks_platform || names_proxy()))
}

/// Returns whether the environment may name a proxy; even exceptions are a sign of one.
fn names_proxy() -> bool {
    env::vars_os().any(|(name, value)| {
        let name = name.to_string_lossy().to_ascii_lowercase();
        name.ends_with("_proxy") && !value.is_empty()
    })
}

/// Notes that an attempt opens a connection.
///
/// The HTTP library opens it in the task of the request. The library copies a layer with all that is
/// below it several times for each request, and a resolver never; only a name is resolved, however.
#[derive(Clone, Copy)]
struct NoteOpening;

impl<S> Layer<S> for NoteOpening {
    type Service = Noting<S>;

    fn layer(&self, connector: S) -> Noting<S> {
        Noting(connector)
    }
}

impl NoteOpening {
    fn note() {
        // It is not set for requests with a connection of their own.
        let _ = OPENS.try_with(|opens| opens.set(true));
    }
}

impl Resolve for NoteOpening {
    fn resolve(&self, name: Name) -> Resolving {
        Self::note();
        Box::pin(async move {
            // The HTTP library puts in the port.
            let addresses = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let addresses: Addrs = Box::new(addresses.collect::<Vec<_>>().into_iter());
            Ok(addresses)
        })
    }
}

#[derive(Clone)]
struct Noting<S>(S);

impl<S: Service<R>, R> Service<R> for Noting<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(context)
    }

    fn call(&mut self, request: R) -> S::Future {
        NoteOpening::note();
        self.0.call(request)
    }
}
