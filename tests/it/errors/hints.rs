//! Hints contain the user's own command and file, so that a shell can run them unchanged.

use crate::program::Folder;

#[test]
fn a_hint_contains_the_typed_command_and_file() {
    let opus = crate::inputs::bytes("opus.ogg");
    let folder = Folder::new();
    for name in ["a.opus", "it's a.opus", "10:30.opus", "-a.opus"] {
        folder.write(name, &opus);
    }
    for (command, hint) in [
        (&["export", "a.opus", "-o", "a b.npz"][..], "specgram export a.opus -o 'a b.npz' --decoder ffmpeg"),
        (
            &["render", "--title", "a.opus", "--grid", "a.opus"],
            "specgram render --title a.opus --grid a.opus --decoder ffmpeg",
        ),
        (&["render", "it's a.opus"], r"specgram render 'it'\''s a.opus' --decoder ffmpeg"),
        (&["render", "--decoder=native", "a.opus"], "specgram render a.opus --decoder ffmpeg"),
        (&["render", "--decoder", "native", "--", "-a.opus"], "specgram render --decoder ffmpeg -- -a.opus"),
        (&["info", "10:30.opus", "--json"], "specgram info --json 10:30.opus --decoder ffmpeg"),
        (&["info", "--", "-a.opus"], "specgram info --decoder ffmpeg -- -a.opus"),
        (&["export", "-", "--mel", "8"], "… | specgram export - --mel 8 --decoder ffmpeg"),
        (&["info", "a.opus", "--rate", "8k", "--iq"], "specgram info --rate 8k --iq a.opus --decoder ffmpeg"),
    ] {
        let input = if command.contains(&"-") { &opus[..] } else { b"" };
        let reported = folder.run(command, input).failed(1);
        let last = reported.stderr.lines().last().unwrap();
        assert_eq!(last, format!("hint: with FFmpeg installed: {hint}"), "{command:?}");
    }
}
