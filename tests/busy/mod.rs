//! How long work keeps this thread busy: other programs may run beside it, and a clock on the wall counts them too.

use std::time::Duration;

/// What comes of some work, and the time of the processor that it took; none where the system does not tell.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Option<Duration>) {
    let begun = busy();
    let done = work();
    let took = busy().zip(begun).map(|(now, begun)| now - begun);
    (done, took)
}

/// How long this thread was busy since it began.
fn busy() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
