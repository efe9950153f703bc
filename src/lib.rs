//! A what-if explorer for infrastructure cost. The modules stand in the order of the ladder: each uses only those above.
pub mod text;
pub mod amount;
pub mod faults;
pub mod table;
pub mod catalog;
pub mod scenario;
pub mod engine;
pub mod report;
pub mod cli;
