//! The plan that speed is measured on has the results it is known to have.

#[path = "../benches/ref-20/reference.rs"]
mod reference;

#[test]
fn the_reference_workload_is_priced_exactly_as_published() {
    reference::check();
}
