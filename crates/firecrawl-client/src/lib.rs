//! A client for the Firecrawl v2 API: web pages in, clean data out.
