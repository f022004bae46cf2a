"""Arrays."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from ._program import run

if TYPE_CHECKING:
    import numpy

    from ._program import Input


def spectrogram(
    source: Input, rate: float | None = None, **options: Any
) -> tuple[numpy.ndarray[Any, Any], numpy.ndarray[Any, Any], numpy.ndarray[Any, Any]]:
    """Frequencies, times and the spectrogram, as ``scipy.signal.spectrogram`` returns them.

    Args:
        source: A path, or an array of samples, as for :func:`render`.
        rate: The sample rate in hertz; required for samples.
        options: Flags of ``specgram export``; ``preset="scipy"`` gives scipy's defaults.

    Returns:
        ``f`` in hertz, ``t`` in seconds, and ``S`` of shape [frequency, time], or with ``channel="all"`` of shape
        [channel, frequency, time].

    Raises:
        Error: The program's error.
    """
    import numpy

    data = run("export", source, rate, options, ["--output=-", "--format=npz"])
    with numpy.load(io.BytesIO(data)) as arrays:
        return arrays["f"], arrays["t"], arrays["S"]
