//! Names of encodings.

use symphonia::core::codecs::audio::AudioCodecId;
use symphonia::core::codecs::audio::AudioCodecParameters;
use symphonia::core::codecs::audio::well_known::*;

use crate::error::Error;

/// Encodings that are known by name, supported or not, except PCM.
const CODED: [(AudioCodecId, &str); 34] = [
    (CODEC_ID_AAC, "AAC"),
    (CODEC_ID_AC3, "AC-3"),
    (CODEC_ID_AC4, "AC-4"),
    (CODEC_ID_ADPCM_G722, "G.722 ADPCM"),
    (CODEC_ID_ADPCM_G726, "G.726 ADPCM"),
    (CODEC_ID_ADPCM_G726LE, "G.726 ADPCM"),
    (CODEC_ID_ADPCM_IMA_QT, "IMA ADPCM"),
    (CODEC_ID_ADPCM_IMA_WAV, "IMA ADPCM"),
    (CODEC_ID_ADPCM_MS, "Microsoft ADPCM"),
    (CODEC_ID_ALAC, "ALAC"),
    (CODEC_ID_ATRAC1, "ATRAC1"),
    (CODEC_ID_ATRAC3, "ATRAC3"),
    (CODEC_ID_COOK, "RealAudio"),
    (CODEC_ID_DCA, "DTS"),
    (CODEC_ID_EAC3, "E-AC-3"),
    (CODEC_ID_FLAC, "FLAC"),
    (CODEC_ID_MONKEYS_AUDIO, "Monkey's Audio"),
    (CODEC_ID_MP1, "MP1"),
    (CODEC_ID_MP2, "MP2"),
    (CODEC_ID_MP3, "MP3"),
    (CODEC_ID_MUSEPACK, "Musepack"),
    (CODEC_ID_OPUS, "Opus"),
    (CODEC_ID_PCM_ALAW, "A-law"),
    (CODEC_ID_PCM_MULAW, "µ-law"),
    (CODEC_ID_RA10, "RealAudio"),
    (CODEC_ID_RA20, "RealAudio"),
    (CODEC_ID_RALF, "RealAudio"),
    (CODEC_ID_SIPR, "RealAudio"),
    (CODEC_ID_SPEEX, "Speex"),
    (CODEC_ID_TRUEHD, "TrueHD"),
    (CODEC_ID_TTA, "True Audio"),
    (CODEC_ID_VORBIS, "Vorbis"),
    (CODEC_ID_WAVPACK, "WavPack"),
    (CODEC_ID_WMA, "Windows Media Audio"),
];

/// The name of an encoding, if known.
pub(super) fn encoding(codec: AudioCodecId) -> Option<&'static str> {
    let coded = CODED.iter().find(|(id, _)| *id == codec).map(|&(_, name)| name);
    let is_float = [CODEC_ID_PCM_F32BE, CODEC_ID_PCM_F32LE, CODEC_ID_PCM_F64BE, CODEC_ID_PCM_F64LE].contains(&codec);
    let plain = || if is_float { "float" } else { "PCM" };
    coded.or_else(|| (CODEC_ID_PCM_S32LE..=CODEC_ID_PCM_F64BE_PLANAR).contains(&codec).then(plain))
}

/// The error for a container `name` whose tracks have an unsupported encoding.
pub(super) fn not_supported(name: &str, encoding: &str) -> Error {
    Error::convertible(format!("{name} with {encoding} is not supported"))
}

/// Significant bits per sample of lossless encodings.
pub(super) fn bits(parameters: &AudioCodecParameters) -> Option<u32> {
    let stated = parameters.bits_per_coded_sample.or(parameters.bits_per_sample).filter(|&bits| bits > 0);
    match parameters.codec {
        CODEC_ID_FLAC => stated,
        CODEC_ID_ALAC => alac_cookie(parameters).map(|cookie| u32::from(cookie[5])),
        codec => stated.filter(|_| matches!(encoding(codec), Some("PCM" | "float"))),
    }
}

/// The ALAC magic cookie, which some containers precede with box headers: at least its size of packets (4 bytes),
/// version and bits.
pub(super) fn alac_cookie(parameters: &AudioCodecParameters) -> Option<&[u8; 6]> {
    let mut cookie = parameters.extra_data.as_deref()?;
    for name in [b"frma", b"alac"] {
        if cookie.get(4..8) == Some(name) {
            cookie = cookie.get(12..)?;
        }
    }
    cookie.first_chunk()
}
