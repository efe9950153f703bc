//! A what-if explorer for infrastructure cost.
pub mod amount;
pub mod catalog;
pub mod engine;
pub mod faults;
pub mod scenario;
pub mod session;
pub mod table;
pub mod text;
