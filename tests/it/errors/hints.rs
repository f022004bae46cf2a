//! Hints contain the user's own command and file, so that a shell can run them unchanged.

use crate::program::Folder;

#[test]
fn a_hint_contains_the_typed_command_and_file() {
    let opus = crate::inputs::bytes("opus.ogg");
    let folder = Folder::new();
    for name in ["a.opus", "it's a.opus", "10:30.opus"] {
        folder.write(name, &opus);
    }
    for (command, hint) in [
        (&["export", "a.opus", "-o", "a b.npz"][..], "ffmpeg -i a.opus -f wav - | specgram export -o 'a b.npz'"),
        (
            &["render", "--title", "a.opus", "--grid", "a.opus"],
            "ffmpeg -i a.opus -f wav - | specgram render --title a.opus --grid",
        ),
        (&["render", "it's a.opus"], r"ffmpeg -i 'it'\''s a.opus' -f wav - | specgram render"),
        (&["info", "10:30.opus", "--json"], "ffmpeg -i file:10:30.opus -f wav - | specgram info - --json"),
        (&["info", "a.opus", "--rate", "8k", "--iq"], "ffmpeg -i a.opus -f wav - | specgram info - --rate 8k --iq"),
        (&["export", "-", "--mel", "8"], "… | ffmpeg -i - -f wav - | specgram export - --mel 8"),
    ] {
        let input = if command.contains(&"-") { &opus[..] } else { b"" };
        let reported = folder.run(command, input).failed(1);
        let last = reported.stderr.lines().last().unwrap();
        assert_eq!(last, format!("hint: convert it with FFmpeg: {hint}"), "{command:?}");
    }
}
