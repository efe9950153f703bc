//! The questions that take many quotes, or none: what a document contradicts, and what each lever is worth.

pub mod audit;
pub mod worth;
