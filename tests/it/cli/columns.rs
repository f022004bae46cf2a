//! The columns of a bare raster: single frames, the one that ends with the signal, and streams that end early.

use super::{raster, synth};
use crate::golden::Picture;
use crate::program::{Folder, run};
use crate::shared;

/// The brightest row of every column, from the top.
fn brightest_rows(picture: &Picture) -> Vec<usize> {
    let (width, height) = (picture.width, picture.height);
    let level = |x: usize, y: usize| picture.pixels[y * width + x];
    (0..width).map(|x| (0..height).max_by_key(|&y| level(x, y)).unwrap_or(0)).collect()
}

#[test]
fn fixed_column_errors_do_not_return() {
    let Some(faults) = shared::folder().map(|folder| folder.join("reference/faults")) else { return };
    let render = |name: &str, size: &str, flags: &[&str]| {
        let path = faults.join(name);
        let args = raster(size, flags);
        let args: Vec<&str> = args.into_iter().chain([path.to_str().unwrap()]).collect();
        Picture::decode(&run(&args, b"").done().silent().stdout)
    };
    let tail = render("tail.wav", "15x8", &["--nfft", "1024", "--hop", "512", "--db-range", "-60:0"]);
    assert_eq!(brightest_rows(&tail), [&[6; 8][..], &[2; 7]].concat());
    let click = render(
        "edge_click.wav",
        "100x4",
        &["--window", "boxcar", "--hop", "1", "--pool", "max", "--db-range", "-100:0"],
    );
    for y in 0..4 {
        let row: Vec<[u8; 4]> = click.pixels[100 * y..][..100].to_vec();
        assert!(row[..12].iter().all(|pixel| pixel[0] == 0) && row[12][0] == 113, "{row:?}");
    }
    for preset in ["scipy", "matplotlib"] {
        let flags = ["--preset", preset, "--db-range", "-60:-30"];
        let picture = render("tail_scipy.wav", "30x8", &flags);
        assert_eq!(brightest_rows(&picture)[21..], [1; 9], "{preset}");
    }
}

#[test]
fn the_frame_that_ends_with_the_signal_is_counted() {
    let folder = Folder::new();
    folder.write("in.wav", synth(&["--duration", "0.15"]));
    let args = ["render", "in.wav", "--nfft", "1024", "--hop", "512", "--json", "-v", "-o", "out.png"];
    let output = folder.run(&args, b"").done();
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    // 1500 samples: one frame at the hop, and one more.
    assert_eq!(json["frames"], 2);
    assert!(output.stderr.contains(": 2 frames of 1024 samples"), "{}", output.stderr);
    assert!(String::from_utf8_lossy(&folder.read("out.png")).contains("\"frames\":2"));
}

#[test]
fn an_excessive_length_claim_on_a_pipe_changes_no_column() {
    let mut sound = synth(&["--chirp", "100:3000", "--rate", "8000", "--duration", "50", "--bits", "16"]);
    let args = raster("600x100", &[]);
    let whole = Picture::decode(&run(&args, &sound).done().silent().stdout);
    let bytes = sound.len() - 44;
    for claim in [bytes + bytes / 100 * 2, 2 * bytes, 10 * bytes, 100 * bytes, 0x4000_0000] {
        sound[4..8].copy_from_slice(&(claim as u32 + 36).to_le_bytes());
        sound[40..44].copy_from_slice(&(claim as u32).to_le_bytes());
        let claimed = run(&args, &sound).done();
        // The record states the warning.
        let pixels = Picture::decode(&claimed.stdout).pixels;
        assert!(!claimed.stderr.is_empty() && pixels == whole.pixels, "claim of {claim} bytes");
    }
}
