//! The samples of one frame, real or complex.

/// The samples of one frame.
#[derive(Debug, Clone, Copy)]
pub enum Signal<'a, T> {
    /// Real samples.
    Real(&'a [T]),
    /// The real and the imaginary parts of complex samples, of equal length.
    Complex(&'a [T], &'a [T]),
}

impl<'a, T> From<&'a [T]> for Signal<'a, T> {
    fn from(samples: &'a [T]) -> Self {
        Self::Real(samples)
    }
}

impl<'a, T> From<&'a Vec<T>> for Signal<'a, T> {
    fn from(samples: &'a Vec<T>) -> Self {
        Self::Real(samples)
    }
}

impl<'a, T, const N: usize> From<&'a [T; N]> for Signal<'a, T> {
    fn from(samples: &'a [T; N]) -> Self {
        Self::Real(samples)
    }
}
