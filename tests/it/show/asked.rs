//! A terminal that is asked what it can draw, and answers or does not.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::process::{Child, Command, Stdio};

use rustix::fs::OFlags;
use rustix::io::ioctl_fionread;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Termios, Winsize, tcgetattr, tcsetwinsize};

use super::{Folder, folder, plain};

/// The end of the questions.
const LAST_QUESTION: &str = "\x1b[5n";

/// The two ends of a terminal of 91 by 27 characters: the side of its user, and the side of programs.
fn terminal() -> (File, File) {
    let person = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&person).and_then(|()| unlockpt(&person)).expect("a terminal that may be opened");
    tcsetwinsize(&person, Winsize { ws_row: 27, ws_col: 91, ws_xpixel: 0, ws_ypixel: 0 }).expect("a size");
    let name = ptsname(&person, Vec::new()).expect("the terminal's name");
    let flags = i32::try_from(OFlags::NOCTTY.bits()).expect("a flag");
    let path = OsStr::from_bytes(name.as_bytes());
    (File::from(person), File::options().read(true).write(true).custom_flags(flags).open(path).expect("the terminal"))
}

/// What a user of the terminal sees.
struct Seen {
    text: String,
    code: Option<i32>,
}

/// Starts the program in a session that this terminal controls.
fn start(folder: &Folder, program: &File, args: &[&str], variables: &[(&str, &str)]) -> Child {
    let mut command = plain(Command::new("setsid"));
    command.args(["--ctty", "--wait", env!("CARGO_BIN_EXE_specgram"), "render", "in.wav"]).args(args);
    command.current_dir(folder.path("")).envs(variables.iter().copied());
    let side = || Stdio::from(program.try_clone().expect("the terminal"));
    command.stdin(side()).stdout(side()).stderr(side()).spawn().expect("setsid of util-linux")
}

/// Reads up to a text, or to the end of all programs.
fn read_up_to(person: &mut File, end: &str) -> String {
    let (mut seen, mut piece) = (Vec::new(), [0; 4096]);
    while let Ok(count @ 1..) = person.read(&mut piece) {
        seen.extend_from_slice(&piece[..count]);
        if String::from_utf8_lossy(&seen).contains(end) {
            break;
        }
    }
    String::from_utf8_lossy(&seen).into_owned()
}

/// Runs the program in a terminal that answers with `answer`, and checks that nothing is left of it.
fn run(args: &[&str], variables: &[(&str, &str)], answer: Option<&str>) -> Seen {
    let folder = folder();
    let (mut person, program) = terminal();
    let before = modes(&person);
    let mut child = start(&folder, &program, args, variables);
    let mut text = String::new();
    if let Some(answer) = answer {
        assert!(read_up_to(&mut person, LAST_QUESTION).ends_with(LAST_QUESTION));
        person.write_all(answer.as_bytes()).expect("a terminal that answers");
    }
    // The figure ends with the labels of the colorbar or with the end of a string.
    let waiting = std::thread::scope(|scope| {
        let reader = scope.spawn(|| read_up_to(&mut person, "\0the end\0"));
        let code = child.wait().expect("a program that ends").code();
        let left = ioctl_fionread(&program).expect("a count");
        let after = modes(&program);
        (&program).write_all(b"\0the end\0").expect("a terminal");
        text = reader.join().expect("what was seen");
        (code, left, after)
    });
    let (code, left, after) = waiting;
    assert_eq!(left, 0, "no answer is left for the shell");
    assert_eq!(before, after, "the modes are as before");
    Seen { text, code }
}

fn modes(terminal: &File) -> String {
    let Termios { input_modes, output_modes, control_modes, local_modes, .. } = tcgetattr(terminal).expect("modes");
    format!("{input_modes:?} {output_modes:?} {control_modes:?} {local_modes:?}")
}

#[test]
fn the_best_picture_that_the_terminal_answers_for_is_drawn() {
    let blocks = "▀";
    for (answer, variables, drawn) in [
        ("\x1b_Gi=31;OK\x1b\\\x1b[6;20;10t\x1b[?62;4c\x1b[0n", &[][..], "\x1b_Ga=T,f=100,"),
        ("\x1b[?62;4;22c\x1b[0n", &[], "\x1bP0;1;0q"),
        ("\x1b[?62;4;22c\x1b[0n", &[("TERM_PROGRAM", "WezTerm")], "\x1b]1337;File="),
        ("\x1b[?1;2c\x1b[0n", &[], blocks),
        ("\x1b_Gi=31;ENOTSUPPORTED\x1b\\\x1b[?6c\x1b[0n", &[], blocks),
    ] {
        let Seen { text, code } = run(&["--show"], variables, Some(answer));
        assert_eq!(code, Some(0), "{text}");
        assert!(text.contains(drawn), "{answer:?}: {:?}", &text.chars().take(200).collect::<String>());
    }
}

#[test]
fn figures_have_the_size_and_the_theme_of_the_terminal() {
    let answer = "\x1b]11;rgb:1616/1919/1e1e\x1b\\\x1b[6;20;10t\x1b[?62;4c\x1b[0n";
    let Seen { text, .. } = run(&["--show"], &[], Some(answer));
    // 91 characters of 10 pixels; 25 lines of 20 pixels.
    assert!(text.contains("\"1;1;910;500#0;2;"), "{:?}", text.chars().take(200).collect::<String>());
    // The background of the dark theme: 22, 25 and 30 of 255.
    assert!(text.contains(";2;9;10;12"), "{:?}", text.chars().take(200).collect::<String>());
}

#[test]
fn a_terminal_that_cannot_answer_is_not_asked() {
    for (variables, drawn) in [
        (&[("TMUX", "/run/tmux,1,0")][..], "▀"),
        (&[("TERM", "screen-256color")], "▀"),
        (&[("TERM", "linux")], "▀"),
        (&[("NO_COLOR", "1")], "@"),
        (&[("LC_ALL", "C")], "@"),
        (&[("SPECGRAM_SHOW", "kitty")], "\x1b_Ga=T"),
    ] {
        let Seen { text, code } = run(&["--show"], variables, None);
        assert!(code == Some(0) && text.contains(drawn), "{variables:?}: {text}");
        assert!(!text.contains(LAST_QUESTION), "{variables:?}: {text}");
    }
    let Seen { text, code } = run(&["--show"], &[("TERM", "dumb")], None);
    assert!(code == Some(2) && text.contains("hint: try --show=ascii"), "{text}");
}

#[test]
fn without_an_answer_the_figure_is_drawn_in_blocks() {
    let Seen { text, code } = run(&["--show"], &[], Some(""));
    assert!(code == Some(0) && text.contains('▀'), "{text}");
    // An answer that breaks off is none.
    let Seen { text, code } = run(&["--show"], &[], Some("\x1b[?62;"));
    assert!(code == Some(0) && text.contains('▀'), "{text}");
}

#[test]
fn an_interrupt_while_the_terminal_is_asked_restores_its_modes() {
    let folder = folder();
    let (mut person, program) = terminal();
    let before = modes(&person);
    // Over a network it would wait for a second.
    let mut child = start(&folder, &program, &["--show"], &[("SSH_TTY", "/dev/pts/0")]);
    read_up_to(&mut person, LAST_QUESTION);
    assert_ne!(modes(&program), before, "answers are not echoed");
    person.write_all(b"\x03").expect("Ctrl-C");
    let status = child.wait().expect("a program that ends");
    assert!(!status.success());
    assert_eq!(modes(&program), before);
    assert!(folder.names() == ["in.wav"]);
}
