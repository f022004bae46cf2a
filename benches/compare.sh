#!/usr/bin/env bash
# Compares specgram with other programs on the same tasks, all in one run, and prints a table in Markdown.
#
#   benches/compare.sh            the tasks that take minutes
#   RUNS=9 benches/compare.sh     more runs of each (default 5); figures are medians
#   DAY=1 benches/compare.sh      also a day of audio: 7.6 GB in the working folder
#   ONLY=hour benches/compare.sh  only tasks whose name contains this
#   DIR=/some/folder              where the inputs are made and kept (default: target/compare)
#
# SoX, FFmpeg and Python with matplotlib, scipy, librosa and soundfile take part where they are installed; PYTHON names another
# interpreter. Wall time and processor time (user and system) are bash's own; peak memory is GNU time's.
set -euo pipefail
cd "$(dirname "$0")/.."

RUNS=${RUNS:-5}
DIR=${DIR:-target/compare}
PYTHON=${PYTHON:-python3}
ONLY=${ONLY:-}
TIMEFORMAT='%3R %3U %3S'

cargo build --release --quiet
BARE=$(cargo bench --quiet --no-run --bench bare --message-format=json |
    sed -n 's/.*"executable":"\([^"]*\/bare-[^"]*\)".*/\1/p' | tail -n 1)
SPECGRAM=$PWD/target/release/specgram
mkdir -p "$DIR"
cd "$DIR"

has() { command -v "$1" >/dev/null 2>&1; }
imports() { has "$PYTHON" && "$PYTHON" -c "import $1" 2>/dev/null; }

# make FILE FLAGS...: a test signal, made once.
make() {
    local file=$1
    shift
    [ -s "$file" ] || "$SPECGRAM" --quiet synth --rate 44100 --bits 16 --chirp 20:20000 --noise pink --amplitude 0.2 "$@" -o "$file"
}

# The lower median of the numbers on standard input.
median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

# work TITLE NAME COMMAND [NAME COMMAND...]: runs the commands in turn and prints a row for each. Ratios are to the first.
work() {
    local title=$1
    shift
    case $title in *"$ONLY"*) ;; *) return 0 ;; esac
    local names=() commands=()
    while [ $# -gt 0 ]; do
        names+=("$1")
        commands+=("$2")
        shift 2
    done
    local results
    results=$(mktemp -d)
    local run index
    # Once uncounted, so that files are in memory; its memory is counted.
    for index in "${!commands[@]}"; do
        if [ -x /usr/bin/time ]; then
            /usr/bin/time -f %M -o "$results/$index.memory" bash -c "${commands[index]}" >/dev/null 2>&1 || true
        else
            bash -c "${commands[index]}" >/dev/null 2>&1 || true
        fi
    done
    for run in $(seq "$RUNS"); do
        for index in "${!commands[@]}"; do
            { time bash -c "exec 2>/dev/null; ${commands[index]}" >/dev/null; } 2>>"$results/$index.times" || echo "failed: ${commands[index]}" >&2
        done
    done
    local first_wall='' first_cpu='' wall cpu memory
    for index in "${!commands[@]}"; do
        wall=$(awk '{ print $1 }' "$results/$index.times" | median)
        cpu=$(awk '{ print $2 + $3 }' "$results/$index.times" | median)
        memory=$(tail -n 1 "$results/$index.memory" 2>/dev/null || true)
        first_wall=${first_wall:-$wall}
        first_cpu=${first_cpu:-$cpu}
        awk -v title="$title" -v name="${names[index]}" -v wall="$wall" -v cpu="$cpu" -v memory="${memory:-}" \
            -v wall1="$first_wall" -v cpu1="$first_cpu" 'BEGIN {
                peak = memory == "" ? "–" : sprintf("%.1f MiB", memory / 1024)
                printf "| %s | %s | %.3f s | %.3f s | %s | %.1f | %.1f |\n", title, name, wall, cpu, peak, wall / wall1, cpu / cpu1
            }'
        title=''
    done
    rm -r "$results"
}

make hour.wav --duration 1:00:00
make hour2.wav --duration 1:00:00 --channels 2
make ten.wav --duration 10
make five2.wav --duration 5:00 --channels 2

model=$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1)
echo "$(uname -sm), ${model:-unknown processor}, $(getconf _NPROCESSORS_ONLN) cores; medians of $RUNS runs, $("$SPECGRAM" --version)"
echo
echo "| task | program | wall | CPU | peak memory | wall / specgram | CPU / specgram |"
echo "| --- | --- | --- | --- | --- | --- | --- |"

programs=(specgram "$SPECGRAM render hour.wav --plot-size 1000x513 -o out.png")
programs+=("bare loop, 1 thread" "$BARE hour.wav 1" "bare loop, 2 threads" "$BARE hour.wav 2")
has sox && programs+=(SoX "sox hour.wav -n spectrogram -x 1000 -y 513 -o sox.png")
has ffmpeg && programs+=(FFmpeg "ffmpeg -y -i hour.wav -lavfi showspectrumpic=s=1000x512 ffmpeg.png")
work "one hour, mono, 1000×513" "${programs[@]}"

programs=(specgram "$SPECGRAM render hour2.wav --plot-size 1000x513 -o out.png")
has sox && programs+=(SoX "sox hour2.wav -n remix - spectrogram -x 1000 -y 513 -o sox.png")
work "one hour, stereo, mixed" "${programs[@]}"

work "one hour through a pipe" "from the file" "$SPECGRAM render hour.wav --plot-size 1000x513 -o out.png" \
    "through cat" "cat hour.wav | $SPECGRAM render --plot-size 1000x513 -o out.png"

programs=(specgram "$SPECGRAM render ten.wav -o out.png")
has sox && programs+=(SoX "sox ten.wav -n spectrogram -o sox.png")
has ffmpeg && programs+=(FFmpeg "ffmpeg -y -i ten.wav -lavfi showspectrumpic ffmpeg.png")
read_file='import soundfile; x, fs = soundfile.read("ten.wav")'
imports matplotlib,soundfile && programs+=(matplotlib "$PYTHON -c '$read_file; import matplotlib; matplotlib.use(\"Agg\"); import matplotlib.pyplot as p; p.specgram(x, 1024, fs, noverlap=512); p.savefig(\"mpl.png\")'")
imports librosa,matplotlib,soundfile && programs+=(librosa "$PYTHON -c '$read_file; import matplotlib; matplotlib.use(\"Agg\"); import matplotlib.pyplot as p, numpy, librosa, librosa.display as d; d.specshow(librosa.amplitude_to_db(numpy.abs(librosa.stft(x, n_fft=1024, hop_length=512))), sr=fs); p.savefig(\"librosa.png\")'")
imports scipy.signal,soundfile && programs+=("scipy, no picture" "$PYTHON -c '$read_file; import scipy.signal as s; s.spectrogram(x, fs, \"hann\", 1024, 512)'")
work "ten seconds, default figure" "${programs[@]}"

programs=(specgram "$SPECGRAM render five2.wav --plot-size 4096x2048 -o out.png")
has ffmpeg && programs+=(FFmpeg "ffmpeg -y -i five2.wav -lavfi showspectrumpic=s=4096x2048 ffmpeg.png")
work "five minutes, stereo, 4096×2048" "${programs[@]}"

bytes=$((128 + 8 * 513 * ((3600 * 44100 - 1024) / 512 + 1)))
programs=(specgram "$SPECGRAM export hour.wav --hop 512 -o out.npy")
programs+=("bare loop in f64, no file" "$BARE hour.wav 2 f64")
programs+=("dd of as many bytes" "head -c $bytes /dev/zero | dd of=dd.out bs=1M iflag=fullblock")
work "one hour exported, 1.3 GB" "${programs[@]}"
rm -f out.npy dd.out

if [ -n "${DAY:-}" ]; then
    make day.wav --duration 24:00:00
    work "one day, mono, 1000×513" specgram "$SPECGRAM render day.wav --plot-size 1000x513 -o out.png" \
        "through cat" "cat day.wav | $SPECGRAM render --plot-size 1000x513 -o out.png"
fi
