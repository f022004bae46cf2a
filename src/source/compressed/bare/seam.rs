//! What was between packets, and what is told of it.

/// Bytes between packets that are none.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in super::super) struct Seam {
    /// Packets of sound before it.
    pub(in super::super) packets: u64,
    /// Where in the stream it begins.
    pub(in super::super) at: u64,
    pub(in super::super) bytes: u64,
    /// Samples per channel that would have had room in it; none at the end, or before the beginning.
    pub(in super::super) samples: u64,
    /// Whether the packets before it were all of one size, so that the samples are known and not only guessed.
    pub(in super::super) is_exact: bool,
}

/// Seams that were come upon.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Passed {
    seams: u64,
    bytes: u64,
    first: u64,
    samples: u64,
    is_guessed: bool,
}

impl Passed {
    pub(in super::super) fn add(&mut self, seam: &Seam) {
        if self.seams == 0 {
            self.first = seam.at;
        }
        self.seams += 1;
        self.bytes += seam.bytes;
        self.samples += seam.samples;
        self.is_guessed |= !seam.is_exact && seam.samples > 0;
    }

    /// One line on all of them; none where there are none.
    pub(in super::super) fn told(&self, name: &str) -> Option<String> {
        let Self { seams, bytes, first, samples, is_guessed } = self;
        let what = match (bytes, seams) {
            (_, 0) => return None,
            (1, _) => format!("1 byte at byte {first} is no packet of {name}"),
            (_, 1) => format!("{bytes} bytes at byte {first} are no packets of {name}"),
            _ => format!("{bytes} bytes in {seams} places, the first at byte {first}, are no packets of {name}"),
        };
        let about = if *is_guessed { "about " } else { "" };
        Some(match samples {
            0 => format!("{what}; left out"),
            _ => format!("{what}; {about}{samples} samples of silence are in their place"),
        })
    }
}
