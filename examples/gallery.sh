#!/usr/bin/env bash
# Draws the pictures of the gallery: examples/gallery.sh SPECGRAM RECORDINGS OUT
#
# SPECGRAM is the program, RECORDINGS a folder with the recordings that
# docs/gallery/README.md credits, OUT the folder for the pictures. Without
# the recordings, those of the test signal are drawn alone.
set -euo pipefail
specgram=${1:-target/release/specgram} recordings=${2:-recordings} out=${3:-docs/gallery}
mkdir -p "$out"

draw() { # name of the picture, then arguments of render
    local name=$1
    shift
    "$specgram" render --quiet "$@" -o "$out/$name.png"
}

recording() { # name of the picture, recording, then flags of render
    local name=$1 file=$recordings/$2
    shift 2
    if [ -e "$file" ]; then draw "$name" "$file" "$@"; else echo "gallery: no $file, so no $name" >&2; fi
}

draw demo --demo --panel waveform --size 720x420
draw surface --demo --view surface --size 720x400
recording speech speech_jfk_16k.wav --panel waveform --nfft 512 --fmax 5k --db-range -75:-15 --colormap magma \
    --size 760x400 --title "Speech: “And so, my fellow Americans …”"
recording bird bird_spinetail.wav --fmax 18k --db-range -85:-35 --colormap magma --theme dark \
    --size 760x340 --title "Red-faced Spinetail"
recording music music_guitar_stereo.wav --channel all --panel spectrum --nfft 8192 --freq-scale log --fmin 50 --fmax 10k \
    --db-range -100:-20 --colormap inferno --size 760x460 --title "Guitar, E minor 9, in stereo"
recording bat bat_rhinolophus_500k_f32.wav --nfft 2048 --window-length 512 --fmax 130k --db-range -62:-22 \
    --colormap inferno --size 760x340 --title "Horseshoe bat, Rhinolophus refulgens"
recording whale humpback_44k.wav --nfft 8192 --window-length 4096 --freq-scale log --fmin 40 --fmax 16k --db-range -78:-38 \
    --size 760x340 --title "Humpback whale, on a logarithmic axis"
recording surface-bird finch_bl26lb16.wav --start 2.4 --duration 2.4 --nfft 512 --view surface --fmax 12k \
    --db-range -80:-15 --colormap magma --theme dark --size 760x420 --title "Bengalese finch"
