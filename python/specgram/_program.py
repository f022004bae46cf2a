"""Runs of the program."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import warnings
from typing import TYPE_CHECKING, Any, Mapping, Union

if TYPE_CHECKING:
    import numpy

    #: A path, or samples: one-dimensional, or [frame, channel] as ``soundfile.read`` returns them.
    Input = Union[str, "os.PathLike[str]", "numpy.ndarray[Any, Any]"]


class Error(RuntimeError):
    """The program's error: the text of its message, and the hint, if there is one, on a second line."""


class SpecgramWarning(UserWarning):
    """The program's warning, such as one of truncated data."""


def program() -> str:
    """The path of the program: that of this package's installation, or else the first on the search path."""
    name = "specgram.exe" if os.name == "nt" else "specgram"
    folders = [sysconfig.get_path("scripts"), os.path.dirname(sys.executable)]
    if sys.version_info >= (3, 10):
        folders.append(sysconfig.get_path("scripts", sysconfig.get_preferred_scheme("user")))
    for folder in folders:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    found = shutil.which(name)
    if found is None:
        raise Error("the program specgram is not installed")
    return found


def flags(options: Mapping[str, Any]) -> list[str]:
    """Keyword arguments as flags of the program."""
    words = []
    for key, value in options.items():
        flag = "--" + key.replace("_", "-")
        for item in value if isinstance(value, (list, tuple)) else [value]:
            if item is True:
                words.append(flag)
            elif item is not None and item is not False:
                # With "=", a value that begins with "-" is still a value.
                words.append(f"{flag}={item}")
    return words


def run(command: str, source: Input, rate: float | None, options: Mapping[str, Any], output: list[str]) -> bytes:
    """Runs a command on a file or on samples, and returns what it writes to standard output.

    Raises:
        Error: The program failed.
        TypeError, ValueError: Samples without a rate, or of a kind that is not audio.
    """
    words = [program(), command, *flags(options), *output]
    if isinstance(source, (str, os.PathLike)):
        if rate is not None:
            words.append(f"--rate={rate}")
        # An absolute path does not begin with "-".
        words.append(os.path.abspath(os.fspath(source)))
        data = None
    else:
        kind, channels, data = _samples(source)
        if rate is None:
            raise TypeError("samples require their rate in hertz: rate=44100")
        words += [f"--raw={kind}", f"--rate={rate}", f"--channels={channels}", "-"]
    done = subprocess.run(words, input=data, stdin=None if data is not None else subprocess.DEVNULL, capture_output=True)
    lines = done.stderr.decode("utf-8", "replace").splitlines()
    if done.returncode != 0:
        raise Error(_message(lines) or f"specgram ended with status {done.returncode}")
    for line in lines:
        prefix = "specgram: warning: "
        if line.startswith(prefix):
            warnings.warn(line[len(prefix) :], SpecgramWarning, stacklevel=3)
    return done.stdout


def _message(lines: list[str]) -> str:
    """The error and the hint among the lines of standard error."""
    errors = [line[len("specgram: ") :] for line in lines if line.startswith("specgram: ")]
    errors = [line for line in errors if not line.startswith("warning: ")]
    hints = [line for line in lines if line.startswith("hint: ")]
    return "\n".join(errors + hints)


def _samples(source: Any) -> tuple[str, int, bytes]:
    """Samples as the name of a raw format, the number of channels, and bytes."""
    import numpy

    samples = numpy.asarray(source)
    if samples.ndim not in (1, 2) or samples.size == 0:
        raise ValueError(f"samples must be a vector or [frame, channel], and not empty; got the shape {samples.shape}")
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    if samples.dtype.kind == "c":
        # There is no raw format of complex samples with more digits.
        kind, code = "cf32le", "<c8"
    elif samples.dtype.kind == "f":
        kind, code = ("f32le", "<f4") if samples.dtype.itemsize <= 4 else ("f64le", "<f8")
    else:
        integers = {"uint8": ("u8", "u1"), "int16": ("s16le", "<i2"), "int32": ("s32le", "<i4")}
        if samples.dtype.name not in integers:
            # Their full scale would be a guess.
            known = "floats, complex numbers, uint8, int16 or int32"
            raise TypeError(f"samples must be {known}, got {samples.dtype.name}")
        kind, code = integers[samples.dtype.name]
    return kind, channels, numpy.ascontiguousarray(samples, code).tobytes()
