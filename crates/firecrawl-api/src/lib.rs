//! Types and operations of the Firecrawl v2 API, generated from its contract.
