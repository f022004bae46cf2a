//! Hints contain the user's own command and file, so that a shell can run them unchanged.

use crate::inputs::joined::beginning;
use crate::program::Folder;

#[test]
fn a_hint_contains_the_typed_command_and_file() {
    let speex = beginning(crate::inputs::bytes("vorbis.ogg"), b"Speex   ");
    let folder = Folder::new();
    for name in ["a.spx", "it's a.spx", "10:30.spx", "-a.spx"] {
        folder.write(name, &speex);
    }
    for (command, hint) in [
        (&["export", "a.spx", "-o", "a b.npz"][..], "specgram export a.spx -o 'a b.npz' --decoder ffmpeg"),
        (
            &["render", "--title", "a.spx", "--grid", "a.spx"],
            "specgram render --title a.spx --grid a.spx --decoder ffmpeg",
        ),
        (&["render", "it's a.spx"], r"specgram render 'it'\''s a.spx' --decoder ffmpeg"),
        (&["render", "--decoder=native", "a.spx"], "specgram render a.spx --decoder ffmpeg"),
        (&["render", "--decoder", "native", "--", "-a.spx"], "specgram render --decoder ffmpeg -- -a.spx"),
        (&["info", "10:30.spx", "--json"], "specgram info --json 10:30.spx --decoder ffmpeg"),
        (&["info", "--", "-a.spx"], "specgram info --decoder ffmpeg -- -a.spx"),
        (&["export", "-", "--mel", "8"], "… | specgram export - --mel 8 --decoder ffmpeg"),
        (&["info", "a.spx", "--rate", "8k", "--iq"], "specgram info --rate 8k --iq a.spx --decoder ffmpeg"),
    ] {
        let input = if command.contains(&"-") { &speex[..] } else { b"" };
        let reported = folder.run(command, input).failed(1);
        let last = reported.stderr.lines().last().unwrap();
        assert_eq!(last, format!("hint: with FFmpeg installed: {hint}"), "{command:?}");
    }
}
