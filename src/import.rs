//! What comes in from elsewhere.

pub mod bill;
