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
    entry("render good.wav --hop 10ms", 2, "specgram: --hop must be a whole number of samples, got '10ms'"),
    entry("render good.wav --overlap 50% --hop 9", 2, "specgram: --overlap and --hop cannot be used together"),
    entry("render good.wav --end 1 --duration 1", 2, "specgram: --end and --duration cannot be used together"),
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
    entry("render good.wav --linear --db-range -90:0", 2, "specgram: --linear and --db-range cannot be used together"),
    entry("render good.wav --title A --no-title", 2, "specgram: --title and --no-title cannot be used together"),
    entry(
        "render good.wav more.wav",
        2,
        "specgram: several inputs require -o for their outputs\nhint: one output each: -o DIR/ or a pattern such as -o 'DIR/{stem}.png'",
    ),
    entry("render --demo good.wav", 2, "specgram: --demo and INPUT cannot be used together"),
    entry(
        "info",
        2,
        "specgram: no FILE given\nhint: 'specgram help' and 'specgram COMMAND --help' list commands and options",
    ),
    entry("render good.wav --hop 1 --hop 2", 2, "specgram: --hop is given twice"),
    entry("render good.wav --nfft", 2, "specgram: --nfft requires a value"),
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
];

#[test]
fn contradictory_or_invalid_flags() {
    check(&folder(), FLAGS);
}
