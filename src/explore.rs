//! The questions that take many quotes, or none, and the order of what a quote says: what a document contradicts, what
//! the same costs elsewhere and by the lists, what each lever is worth, what it may cost, what to watch.

pub mod against;
pub mod audit;
pub mod cards;
pub mod simulate;
pub mod watch;
pub mod worth;
