//! The facade over a socket.

mod exchange;
