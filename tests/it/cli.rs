//! The program as its users meet it.

use crate::program::{Folder, run};

/// The signature that every PNG file begins with.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

#[test]
fn a_signal_on_a_pipe_becomes_a_png_on_standard_output() {
    let sound = run(&["synth", "--fm", "3000"], b"").done().silent();
    for args in [&["render"][..], &["render", "-", "-o", "-"]] {
        let folder = Folder::new();
        let picture = folder.run(args, &sound.stdout).done().silent();
        assert!(picture.stdout.starts_with(PNG));
        assert!(folder.names().is_empty());
    }
}
