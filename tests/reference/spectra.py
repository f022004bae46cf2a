"""Makes spectra.npz, signals of our own and what other libraries compute of them: python3 spectra.py

Needs scipy (1.17.1 made the file as it stands), matplotlib (3.11.2) and librosa (0.11.0). Arrays of the file:
  NAME.x               a signal, real or complex
  CASE.S, .f, .t       the result of a case: rows along frequency, frequencies in hertz, times in seconds
The command line that reproduces each case stands in the table of tests/it/reference/own.rs.
"""
import librosa
import numpy as np
from matplotlib import mlab
from scipy import signal

arrays = {}
n = np.arange(384)
signals = {
    "impulse": (np.eye(1, 256, 100)[0], 1000),
    "two_tones": (np.sin(2 * np.pi * 100 * n / 1024) + 0.5 * np.sin(2 * np.pi * 130.5 * n / 1024 + 1), 1024),
    "dc_nyquist": (0.5 + 0.25 * (-1.0) ** n[:200], 1000),
    "chirp": (np.round(0.8 * 32767 * signal.chirp(n / 8000, 100, 0.08, 3800)) / 32768, 8000),
    "silence": (np.zeros(100), 48000),
    "noise": (np.random.default_rng(3).normal(size=512), 10000),
    "short": (np.random.default_rng(4).normal(size=40), 10000),
    "faint": (1e-18 * np.random.default_rng(5).normal(size=256), 4096),
}
m = np.arange(400) / 2000
signals["iq"] = (np.exp(2j * np.pi * (-300 * m + 1500 * m**2)) + 0.3 * np.exp(2j * np.pi * 410 * m), 2000)


def put(case, S, f=None, t=None):
    arrays[case + ".S"] = np.ascontiguousarray(S)
    if f is not None:
        arrays[case + ".f"] = f
    if t is not None:
        arrays[case + ".t"] = t


def spectrogram(case, name, sort=False, **options):
    x, rate = signals[name]
    f, t, S = signal.spectrogram(x, rate, **options)
    order = np.argsort(f, kind="stable") if sort else slice(None)
    put(case, S[order], f[order], t)


plain = dict(window="hann", nperseg=32, noverlap=10, detrend=False)
spectrogram("scipy_defaults", "noise")
spectrogram("scipy_short", "short")
spectrogram("hann_zeropad", "chirp", **{**plain, "nfft": 64})
spectrogram("hamming_odd", "chirp", window="hamming", nperseg=45, noverlap=5, nfft=51, detrend="linear", scaling="spectrum")
spectrogram("kaiser", "two_tones", window=("kaiser", 8.6), nperseg=64, noverlap=32, detrend=False, scaling="spectrum")
spectrogram("flattop", "two_tones", window="flattop", nperseg=128, noverlap=0, detrend=False, scaling="spectrum")
spectrogram("gaussian", "two_tones", window=("gaussian", 9.5), nperseg=64, noverlap=48, detrend="constant")
spectrogram("dpss", "noise", window=("dpss", 2.5), nperseg=64, noverlap=0, detrend=False)
spectrogram("chebwin", "noise", window=("chebwin", 80), nperseg=64, noverlap=0, detrend=False)
spectrogram("boxcar_density", "dc_nyquist", window="boxcar", nperseg=40, noverlap=0, detrend=False)
spectrogram("boxcar_spectrum", "dc_nyquist", window="boxcar", nperseg=40, noverlap=20, detrend="constant", scaling="spectrum")
spectrogram("impulse", "impulse", **{**plain, "noverlap": 24})
spectrogram("silence", "silence", **plain)
spectrogram("faint", "faint", **plain)
for mode in ("complex", "magnitude", "angle", "phase"):
    spectrogram(mode, "noise", **plain, scaling="spectrum", mode=mode)
spectrogram("magnitude_density", "noise", **plain, mode="magnitude")
spectrogram("two_sided", "noise", sort=True, **plain, return_onesided=False)
spectrogram("two_sided_odd", "noise", sort=True, **{**plain, "nperseg": 31, "noverlap": 0}, return_onesided=False)
spectrogram("iq", "iq", sort=True, **plain, return_onesided=False)
spectrogram("iq_odd_complex", "iq", sort=True, **{**plain, "nperseg": 31, "noverlap": 0}, return_onesided=False, mode="complex")
spectrogram("iq_detrended", "iq", sort=True, **{**plain, "detrend": "linear"}, return_onesided=False)

for boundary in ("zeros", "even", "odd", "constant"):
    x, rate = signals["chirp"]
    f, t, S = signal.stft(x[:301], rate, nperseg=50, noverlap=30, nfft=64, boundary=boundary, padded=True)
    put("stft_" + boundary, S, f, t)
x, rate = signals["noise"]
f, t, S = signal.stft(x[:333], rate, nperseg=33, noverlap=11, boundary=None, padded=True)
put("stft_padded", S, f, t)

for case, options in {
    "mlab_defaults": dict(),
    "mlab_zeropad": dict(NFFT=50, noverlap=25, pad_to=64, detrend="linear", scale_by_freq=False),
    "mlab_magnitude": dict(NFFT=64, noverlap=32, mode="magnitude"),
    "mlab_complex": dict(NFFT=64, noverlap=32, mode="complex"),
    "mlab_phase": dict(NFFT=64, noverlap=32, mode="phase"),
    "mlab_two_sided": dict(NFFT=64, noverlap=32, sides="twosided"),
}.items():
    put(case, *mlab.specgram(x, Fs=rate, **options))

x, rate = signals["chirp"]
centred = dict(hop_length=25, window="hann", center=True, pad_mode="constant", dtype=np.complex128)


def librosa_case(case, S, f, hop):
    put(case, S, f, librosa.frames_to_time(np.arange(S.shape[1]), sr=rate, hop_length=hop))


stft = librosa.stft(x, n_fft=64, win_length=50, **centred)
librosa_case("librosa_stft", stft, librosa.fft_frequencies(sr=rate, n_fft=64), 25)
own_hop = librosa.stft(x, n_fft=63, win_length=50, **{**centred, "hop_length": None})
librosa_case("librosa_odd_own_hop", own_hop, librosa.fft_frequencies(sr=rate, n_fft=63), 50 // 4)
librosa_case("librosa_defaults", np.abs(librosa.stft(x, dtype=np.complex128)), librosa.fft_frequencies(sr=rate, n_fft=2048), 512)
power = np.abs(librosa.stft(x, n_fft=128, **centred)) ** 2
for case, bands, options in (
    ("mel_slaney", 20, dict()),
    ("mel_htk", 12, dict(htk=True, norm=None, fmin=100, fmax=3000)),
):
    options = {"fmin": 0.0, "fmax": rate / 2, "htk": False, "norm": "slaney", **options}
    bank = librosa.filters.mel(sr=rate, n_fft=128, n_mels=bands, dtype=np.float64, **options)
    edges = librosa.mel_frequencies(n_mels=bands + 2, fmin=options["fmin"], fmax=options["fmax"], htk=options["htk"])
    librosa_case(case, bank @ power, edges[1:-1], 25)
    arrays[case + ".fb"] = bank
put("db_max_top", librosa.power_to_db(power, ref=np.max, amin=1e-10, top_db=60))
put("db_one", librosa.power_to_db(power, ref=1.0, amin=1e-8, top_db=None))
put("db_magnitude", librosa.amplitude_to_db(np.sqrt(power), ref=2.5, amin=1e-4, top_db=50))

# tf.signal.stft(x, frame_length, frame_step), by the definitions of tensorflow/python/ops/signal: frames that fit
# (framed_signal, pad_end=False), hann_window with its periodic=True, which makes a difference only where the length is
# even (window_ops.py, _raised_cosine_window), and a DFT of the next power of two (spectral_ops.py, _enclosing_power_of_two)
x, rate = signals["noise"]
for case, length, step in (("tensorflow", 100, 40), ("tensorflow_odd", 99, 31), ("tensorflow_power_of_two", 64, 64)):
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(length) / (length + (1 - length % 2) - 1))
    nfft = 2 ** int(np.ceil(np.log2(length)))
    frames = np.stack([x[start : start + length] for start in range(0, len(x) - length + 1, step)])
    put(case, np.fft.rfft(frames * window, nfft, axis=1).T, np.fft.rfftfreq(nfft, 1 / rate))

for name, (x, _) in signals.items():
    arrays[name + ".x"] = x
np.savez("spectra.npz", **arrays)
