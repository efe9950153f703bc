//! What leaves the explorer and what comes into it: keys in, files and screens out.

mod binary;
mod screens {
    pub mod app;
}
mod in_and_out {
    mod incoming;
    mod leaving;
}
