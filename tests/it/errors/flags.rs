//! The messages about invalid flags.

use super::catalogue::folder;
use super::entry::{Entry, check, entry};

const FLAGS: &[Entry] = &[
    entry(
        "draw good.wav",
        2,
        "specgram: unknown command 'draw'\n\
         hint: 'specgram help' lists the commands",
    ),
    entry(
        "rendr good.wav",
        2,
        "specgram: unknown command 'rendr'\n\
         hint: did you mean 'render'?",
    ),
    entry(
        "render good.wav --colourmap hot",
        2,
        "specgram: unknown flag --colourmap\n\
         hint: did you mean '--colormap'?",
    ),
    entry(
        "render good.wav --colormap hut",
        2,
        "specgram: --colormap: 'hut' is not a colormap; did you mean 'hot'? (available: viridis, magma, inferno, plasma, cividis, turbo, gray, jet, hot, twilight)",
    ),
    entry("render good.wav --nfft many", 2, "specgram: --nfft must be a whole number of samples, got 'many'"),
    entry("render good.wav --hop 10ms", 2, "specgram: --hop must be a whole number of samples, got '10ms'"),
    entry("render good.wav --overlap 50% --hop 9", 2, "specgram: --overlap and --hop cannot be used together"),
    entry("render good.wav --end 1 --duration 1", 2, "specgram: --end and --duration cannot be used together"),
    entry("render good.wav --size big", 2, "specgram: --size: 'big' is not a size in pixels such as 1200x600"),
    entry(
        "render good.wav --size 20000x200 -o out.webp",
        1,
        "specgram: out.webp: longest side of a WebP of 20000x200 pixels is 20000 pixels; the limit is 16384",
    ),
    entry(
        "render good.wav --theme transparent -o out.png -o out.jpg",
        2,
        "specgram: out.jpg: --theme must be light or dark for JPEG: it has no transparency",
    ),
    entry("render good.wav --json", 2, "specgram: --json requires standard output: name a file for the figure with -o"),
    entry(
        "render good.wav --format gif",
        2,
        "specgram: --format: 'gif' is not a format; did you mean 'tif'? (available: png, svg, pdf, jpg, webp, tif)",
    ),
    entry("render good.wav --dpi 0", 2, "specgram: --dpi must be between 1 and 10000 pixels per inch, got '0'"),
    entry("render good.wav --linear --db-range -90:0", 2, "specgram: --linear and --db-range cannot be used together"),
    entry("render good.wav --title A --no-title", 2, "specgram: --title and --no-title cannot be used together"),
    entry("render good.wav --threads 0", 2, "specgram: --threads must be at least 1, got 0"),
    entry(
        "render good.wav more.wav",
        2,
        "specgram: unexpected argument 'more.wav'\nhint: 'specgram help' and 'specgram COMMAND --help' list commands and options",
    ),
    entry("render --demo good.wav", 2, "specgram: --demo and INPUT cannot be used together"),
    entry(
        "info",
        2,
        "specgram: no FILE given\nhint: 'specgram help' and 'specgram COMMAND --help' list commands and options",
    ),
    entry(
        "synth --bits 12",
        2,
        "specgram: --bits: '12' is not a sample format; did you mean '16'? (available: 16, 24, 32, f32, f64)",
    ),
    entry("render good.wav --hop 1 --hop 2", 2, "specgram: --hop is given twice"),
    entry("render good.wav --nfft", 2, "specgram: --nfft requires a value"),
    entry(
        "render good.wav --raw s16le",
        2,
        "specgram: good.wav: --rate is missing: headerless samples do not state it",
    ),
    entry(
        "render good.wav --channels 2",
        2,
        "specgram: --channels requires --raw and --rate\nhint: 'specgram help' and 'specgram COMMAND --help' list commands and options",
    ),
    entry(
        "render -dashed.wav",
        2,
        "specgram: unknown flag -d\nhint: for a file name that starts with '-': ./-dashed.wav",
    ),
    entry("render good.wav --azimuth 30", 2, "specgram: --azimuth requires --view surface, got heatmap"),
    entry("export good.wav --tapers 4:7", 2, "specgram: --tapers requires --transform multitaper"),
    entry(
        "render good.wav --transform stft --taper-weights uniform",
        2,
        "specgram: --taper-weights requires --transform multitaper",
    ),
    entry(
        "export good.wav --transform cqt",
        2,
        "specgram: --transform: 'cqt' is not a transform (available: stft, multitaper)",
    ),
    entry(
        "export good.wav --transform multitaper --tapers 4:",
        2,
        "specgram: --tapers must be NW or NW:K (NW above 0, K a number of tapers), such as 4 or 4:7, got '4:'",
    ),
    entry(
        "export good.wav --transform multitaper --tapers -1:1",
        2,
        "specgram: --tapers must be NW or NW:K (NW above 0, K a number of tapers), such as 4 or 4:7, got '-1:1'",
    ),
    entry(
        "export good.wav --transform multitaper --preset scipy",
        2,
        "specgram: --preset cannot be combined with the multitaper transform, which has windows of its own",
    ),
    entry(
        "render good.wav --transform multitaper --window hann",
        2,
        "specgram: --window cannot be combined with the multitaper transform, which has windows of its own",
    ),
    entry(
        "render good.wav --transform multitaper --symmetric",
        2,
        "specgram: --symmetric cannot be combined with the multitaper transform, which has windows of its own",
    ),
];

#[test]
fn contradictory_or_invalid_flags() {
    check(&folder(), FLAGS);
}
