//! Nothing of a file reaches a terminal raw, whichever way it goes: what acts is replaced, and what stands around it is there.

#[expect(dead_code, reason = "other tests use the rest")]
mod archive;
mod binary;
mod busy;
#[expect(dead_code, reason = "other tests use the rest")]
mod dice;
mod sinks {
    mod acting;
    mod answers;
    mod characters;
    mod errors;
    mod exports;
    mod hostile;
    mod incoming;
    mod markup;
    mod screen;
    mod structure;
}
