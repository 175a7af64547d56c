//! Without the feature: nothing.

use crate::client::Client;
use crate::transport::Route;

/// Looks at nothing.
#[inline(always)]
pub(crate) fn look<T>(_: &Client, _: &Route, _: &[u8]) {}
