"""Makes sox.npz, a signal of our own and the colours that SoX draws it with: python3 sox.py

Needs numpy, Pillow and SoX (14.4.2 made the file as it stands). Arrays of the file:
  x       the signal, multiples of 2^-31, at 12800 Hz
  colors  its spectrogram, [frequency, time], lowest frequency first: SoX's numbers of colours, 0 to 250
At -X 200 SoX makes one DFT of 128 samples per column, 64 samples apart, the first centred on sample 32. At both ends it
shortens its window; those columns are left out, so that column m begins on sample 32 + 64m.
"""
import subprocess
import tempfile
import wave
from pathlib import Path

import numpy as np
from PIL import Image

RATE = 12800
n = np.arange(2000)
t = n / RATE
chirp = 0.4 * np.sin(2 * np.pi * (1500 * t + 10000 * t**2))
steady = 0.01 * np.sin(2 * np.pi * 20 * n / 128 + 0.3)
edges = 0.05 + 0.02 * (-1.0) ** n
noise = 0.001 * np.random.default_rng(6).normal(size=n.size)
codes = np.round((chirp + steady + edges + noise) * 2**31).astype(np.int32)

with tempfile.TemporaryDirectory() as folder:
    sound, picture = Path(folder, "x.wav"), Path(folder, "x.png")
    with wave.open(str(sound), "wb") as file:
        file.setparams((1, 4, RATE, n.size, "NONE", ""))
        file.writeframes(codes.astype("<i4").tobytes())
    flags = ["-r", "-y", "65", "-w", "Hann", "-X", "200", "-z", "120", "-o", str(picture)]
    subprocess.run(["sox", str(sound), "-n", "spectrogram", *flags], check=True)
    # The palette begins with the four colours of the furniture.
    colors = np.array(Image.open(picture))[::-1].astype(float) - 4

np.savez("sox.npz", x=codes / 2**31, colors=np.ascontiguousarray(colors[:, 1:-1]))
