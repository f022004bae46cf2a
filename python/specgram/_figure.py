"""Figures."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from ._program import run

if TYPE_CHECKING:
    from ._program import Input


class Figure:
    """A figure as a PNG file in memory; notebooks show it."""

    def __init__(self, png: bytes) -> None:
        self.png = png

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the PNG file."""
        with open(path, "wb") as file:
            file.write(self.png)

    def _repr_png_(self) -> bytes:
        return self.png

    def __repr__(self) -> str:
        return f"<specgram.Figure, PNG of {len(self.png)} bytes>"


def render(
    source: Input, output: str | os.PathLike[str] | None = None, *, rate: float | None = None, **options: Any
) -> Figure | None:
    """Draws the spectrogram of a file or of samples.

    Args:
        source: A path, or an array of samples: a vector, or [frame, channel]. Floats have full scale 1; uint8, int16 and int32
            that of their type. Complex samples are I + iQ, read in single precision.
        output: The file to write; its extension chooses the format.
        rate: The sample rate in hertz; required for samples.
        options: Flags of ``specgram render``.

    Returns:
        A :class:`Figure` if there is no output, else ``None``.

    Raises:
        Error: The program's error.
    """
    if output is not None:
        run("render", source, rate, options, [f"--output={os.fspath(output)}"])
        return None
    return Figure(run("render", source, rate, options, ["--output=-", "--format=png"]))
