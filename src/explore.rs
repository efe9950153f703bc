//! The questions that take many quotes, or none, and the order of what a quote says: what a document contradicts, what
//! the same costs elsewhere and by the lists, along sliders and in the months ahead, what moves it most and what it may
//! cost, what each lever is worth and which are the cheapest, what to watch.

pub mod against;
pub mod audit;
pub mod calibrate;
pub mod cards;
pub mod compare;
pub mod estimate;
pub mod forecast;
pub mod heat;
pub mod optimise;
pub mod question;
pub mod seek;
pub mod sensitivity;
pub mod simulate;
pub mod sweep;
pub mod watch;
pub mod worth;
