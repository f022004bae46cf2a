"""Spectrograms from audio: figures and arrays, made by the program ``specgram`` that this package carries.

>>> import specgram
>>> specgram.render("bird.wav", "bird.png", fmax="12k", colormap="magma")
>>> f, t, S = specgram.spectrogram("bird.wav", preset="scipy")

Keyword arguments are the long flags of the program, with ``_`` for ``-``: ``nfft=2048`` is ``--nfft 2048``, ``True`` gives a
flag without a value, ``None`` and ``False`` leave it out, and a list repeats it.
"""

from ._figure import Figure, render
from ._program import Error, SpecgramWarning, program
from ._spectrogram import spectrogram

__all__ = ["Error", "Figure", "SpecgramWarning", "program", "render", "spectrogram"]
