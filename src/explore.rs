//! The questions that take many quotes, or none, and the order of what a quote says: what a document contradicts, what
//! each lever is worth, what to watch.

pub mod audit;
pub mod watch;
pub mod worth;
