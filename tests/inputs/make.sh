#!/bin/sh
# Makes the small files that the tests of inputs read, from signals of this program's own.
# Needs sox and ffmpeg; run it here, with the program to use as its argument.
set -eu
specgram=${1:?usage: make.sh PROGRAM}
up="--chirp 200:5000" down="--chirp 3000:100:log"
common="--amplitude 0.4 --rate 16000 --duration 3001samples --bits 16"
"$specgram" synth $up $common -o up.wav
"$specgram" synth $down $common -o down.wav
sox -M up.wav down.wav -t wavpcm pcm.wav
rm up.wav down.wav
encode() { ffmpeg -v error -y -i pcm.wav -fflags +bitexact -flags +bitexact "$@"; }
encode -c:a pcm_s16be pcm.aiff
encode -c:a pcm_f32be float.au
encode -c:a adpcm_ms ms_adpcm.wav
encode -c:a adpcm_ima_wav ima_adpcm.wav
encode -c:a flac flac.flac
encode -c:a flac flac.ogg
encode -c:a flac flac.mka
encode -c:a alac alac.m4a
encode -c:a alac alac.mov
encode -c:a alac alac.caf
encode -c:a pcm_mulaw mulaw.mov
encode -c:a libmp3lame -b:a 64k mp3.mp3
encode -c:a mp2 -b:a 64k mp2.mp2
encode -c:a mp2 -b:a 64k mp2.mp4
encode -c:a libvorbis -q:a 2 vorbis.ogg
encode -c:a libvorbis -q:a 2 vorbis.webm
encode -af "pan=3.0|c0=c0|c1=c1|c2=c0" -t 0.05 -c:a libvorbis -q:a 0 vorbis3.ogg
encode -c:a aac -b:a 64k aac.m4a
encode -c:a aac -b:a 64k -movflags +frag_keyframe+empty_moov fragments.mp4
encode -c:a aac -b:a 64k aac.aac
encode -c:a libopus -b:a 48k opus.ogg
