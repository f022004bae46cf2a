"""Tests of the installed package, run by CI in a clean environment with numpy and scipy."""

import pathlib
import subprocess
import sys
import tempfile
import unittest
import warnings

import numpy
import scipy.io.wavfile
import scipy.signal

import specgram

RATE = 16000


def tone(frames: int = RATE) -> numpy.ndarray:
    return 0.5 * numpy.sin(2 * numpy.pi * 1000 * numpy.arange(frames) / RATE)


class Package(unittest.TestCase):
    def setUp(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = pathlib.Path(self.folder.name) / "in put.wav"
        self.samples = tone()
        scipy.io.wavfile.write(self.path, RATE, self.samples)
        # 16000 samples fill no whole number of frames.
        warnings.simplefilter("ignore", specgram.SpecgramWarning)

    def test_the_program_is_that_of_the_environment(self) -> None:
        self.assertTrue(specgram.program().startswith(sys.prefix), specgram.program())
        version = subprocess.run([sys.executable, "-m", "specgram", "--version"], capture_output=True, text=True, check=True)
        self.assertTrue(version.stdout.startswith("specgram "), version.stdout)

    def test_the_numbers_are_those_of_scipy(self) -> None:
        expected = scipy.signal.spectrogram(self.samples, RATE)
        for source, rate in [(self.path, None), (str(self.path), None), (self.samples, RATE)]:
            for actual, array in zip(specgram.spectrogram(source, rate, preset="scipy"), expected):
                self.assertEqual(actual.shape, array.shape)
                numpy.testing.assert_allclose(actual, array, rtol=1e-9, atol=1e-18)

    def test_samples_of_every_type_are_read(self) -> None:
        scales = {"u1": 2**7, "<i2": 2**15, ">i2": 2**15, "<i4": 2**31, "<f2": 1, "<f4": 1, ">f8": 1}
        for code, scale in scales.items():
            samples = numpy.round(self.samples * scale * 0.99) if scale > 1 else self.samples
            samples = (samples + (128 if code == "u1" else 0)).astype(code)
            f, _, levels = specgram.spectrogram(samples, RATE, nfft=1024, scaling="dbfs", db=True)
            peak = numpy.unravel_index(levels.argmax(), levels.shape)
            self.assertAlmostEqual(f[peak[0]], 1000, delta=8)
            self.assertAlmostEqual(levels.max(), -6.0, delta=0.2, msg=code)

    def test_channels_and_complex_samples(self) -> None:
        stereo = numpy.stack([self.samples, numpy.zeros(RATE)], axis=1)
        _, _, levels = specgram.spectrogram(stereo, RATE, channel="all")
        self.assertEqual((levels.shape[0], levels[1].max()), (2, 0))
        f, _, levels = specgram.spectrogram(numpy.exp(-2j * numpy.pi * 2000 * numpy.arange(RATE) / RATE), RATE)
        self.assertAlmostEqual(f[levels.mean(axis=1).argmax()], -2000, delta=20)

    def test_figures(self) -> None:
        figure = specgram.render(self.path, size="640x320", panel=["waveform", "spectrum"], no_title=True)
        self.assertEqual(figure._repr_png_()[:8], b"\x89PNG\r\n\x1a\n")
        self.assertEqual(int.from_bytes(figure.png[16:20], "big"), 640)
        self.assertEqual(figure.png, specgram.render(self.path, size="640x320", panel=["waveform", "spectrum"], no_title=True).png)
        output = pathlib.Path(self.folder.name) / "out.svg"
        self.assertIsNone(specgram.render(self.samples, output, rate=RATE, db_range="-100:0"))
        self.assertIn("<svg", output.read_text())
        figure.save(output.with_suffix(".png"))
        self.assertEqual(output.with_suffix(".png").read_bytes(), figure.png)

    def test_errors_and_warnings(self) -> None:
        with self.assertRaisesRegex(specgram.Error, "missing.wav: cannot open"):
            specgram.render("missing.wav")
        with self.assertRaisesRegex(specgram.Error, "--nfft"):
            specgram.spectrogram(self.path, nfft=0)
        with self.assertRaisesRegex(specgram.Error, "--colour"):
            specgram.render(self.path, colour="red")
        with self.assertRaisesRegex(TypeError, "rate"):
            specgram.render(self.samples)
        for samples in ([1, 2, 3], self.samples > 0, (self.samples * 1000).astype("u2")):
            with self.assertRaisesRegex(TypeError, "got (int64|bool|uint16)"):
                specgram.spectrogram(samples, RATE)
        with self.assertRaisesRegex(ValueError, "shape"):
            specgram.render(numpy.zeros((2, 2, 2)), rate=RATE)
        with self.assertWarnsRegex(specgram.SpecgramWarning, "not a whole frame"):
            warnings.simplefilter("always")
            specgram.spectrogram(self.samples[:1500], RATE, nfft=1024, hop=512)


if __name__ == "__main__":
    unittest.main()
