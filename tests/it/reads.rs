//! Counts the bytes that are read.

/// The result of `work`, and the bytes that this thread alone has read from the system meanwhile.
#[cfg(target_os = "linux")]
pub(crate) fn bytes_read<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let counter = || {
        let text = std::fs::read_to_string("/proc/thread-self/io").expect("the counters of this thread");
        let (_, count) = text.lines().next().and_then(|line| line.split_once("rchar: ")).expect("bytes read");
        count.parse::<u64>().expect("a number")
    };
    let before = counter();
    let result = work();
    (result, counter() - before)
}

/// The result of `work`; reads are counted on Linux only.
#[cfg(not(target_os = "linux"))]
pub(crate) fn bytes_read<T>(work: impl FnOnce() -> T) -> (T, u64) {
    (work(), 0)
}
