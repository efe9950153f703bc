//! The questions that take many quotes, or none, and the order of what a quote says: what a document contradicts, what
//! the same costs elsewhere and by the lists, what the months ahead bring, what each lever is worth, what to watch.

pub mod against;
pub mod audit;
pub mod cards;
pub mod compare;
pub mod heat;
pub mod seek;
pub mod sweep;
pub mod optimise;
pub mod sensitivity;
pub mod forecast;
pub mod simulate;
pub mod watch;
pub mod worth;
