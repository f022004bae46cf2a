//! `specgram bands`: band tables.

use std::path::Path;
use std::process::Stdio;

use crate::program::{command, run};
use crate::reference::arrays::Array;

/// The rows of a table: number, lower edge, centre, upper edge, and nominal frequency or NaN.
fn table(set: &str, rate: &str) -> Vec<[f64; 5]> {
    let output = run(&["bands", set, "--rate", rate], b"").done().silent();
    let text = output.text();
    let (header, rows) = text.split_once('\n').expect("lines");
    assert_eq!(header, "band,low_hz,center_hz,high_hz,nominal_hz");
    let row = |line: &str| {
        let values: Vec<f64> = line.split(',').map(|value| value.parse().unwrap_or(f64::NAN)).collect();
        values.try_into().unwrap_or_else(|_| panic!("five columns: {line}"))
    };
    rows.lines().map(row).collect()
}

fn reference(name: &str) -> Option<Vec<f64>> {
    let shared = std::env::var_os("SPECGRAM_SHARED")?;
    Some(Array::open(&Path::new(&shared).join("reference/features/out").join(name)).values)
}

/// Both sides are computed in double precision.
#[track_caller]
fn assert_near(actual: f64, expected: f64) {
    assert!((actual - expected).abs() <= 1e-12 * expected.abs(), "{actual} for {expected}");
}

#[test]
fn hybrid_millidecades_are_those_of_the_definition() {
    for rate in ["16000", "20000", "32000", "48000", "96000", "256000"] {
        let Some(edges) = reference(&format!("b01_hmd_tables.edges_{rate}.npy")) else { return };
        let centers = reference(&format!("b01_hmd_tables.centres_{rate}.npy")).unwrap();
        let table = table("millidecade", rate);
        assert_eq!((table.len(), table.len() + 1), (centers.len(), edges.len()), "{rate}");
        for (row, (center, edges)) in table.iter().zip(centers.iter().zip(edges.windows(2))) {
            assert_near(row[1], edges[0]);
            assert_near(row[2], *center);
            assert_near(row[3], edges[1]);
        }
    }
}

#[test]
fn decidecades_and_octaves_are_those_of_the_standard() {
    let tables = [
        ("decidecade", ["n", "lower", "centre", "upper", "nominal"]),
        ("octave", ["oct_m", "oct_lower", "oct_centre", "oct_upper", "oct_nominal"]),
    ];
    for (set, keys) in tables {
        let columns: Option<Vec<_>> =
            keys.iter().map(|key| reference(&format!("b03_base10_tables.{key}.npy"))).collect();
        let Some(columns) = columns else { return };
        // The highest bands of the reference end at 355 kHz.
        let table = table(set, "710k");
        assert_eq!(table.len(), columns[0].len(), "{set}");
        for (number, row) in table.iter().enumerate() {
            row.iter().zip(&columns).for_each(|(value, column)| assert_near(*value, column[number]));
        }
    }
}

#[test]
fn bands_end_at_half_the_rate() {
    // Half the rate is the edge of a millidecade: there is no band of no width.
    let hybrid = table("millidecade", "2000");
    assert_eq!(hybrid.last().map(|row| (row[0], row[3])), Some((2999.0, 1000.0)));
    let hybrid = table("millidecade", "2k");
    assert!(hybrid.windows(2).all(|pair| pair[0][3] == pair[1][1]), "bands touch");
    // The topmost is cut, also within the 1-Hz bands.
    assert_eq!(table("millidecade", "501").last().unwrap()[..4], [250.0, 249.5, 250.0, 250.5]);
    assert_eq!(table("millidecade", "500").last().unwrap()[..4], [250.0, 249.5, 250.0, 250.0]);
    // The others are whole.
    assert_eq!(table("1hz", "500").last().unwrap()[..4], [250.0, 249.5, 250.0, 250.5]);
    assert_eq!(table("1hz", "501").last().unwrap()[0], 250.0);
    assert_eq!(table("decidecade", "48k").last().unwrap()[4], 20000.0);
    assert_eq!(table("octave", "48k").last().unwrap()[4], 16000.0);
    assert_eq!(table("octave", "1"), Vec::<[f64; 5]>::new());
}

#[test]
fn rates_share_their_bands() {
    for set in ["1hz", "millidecade", "decidecade", "octave"] {
        let (narrow, wide) = (table(set, "16000"), table(set, "44100"));
        // The topmost hybrid band of the narrow one is cut.
        let common = narrow.len() - 1;
        assert_eq!(format!("{:?}", &narrow[..common]), format!("{:?}", &wide[..common]), "{set}");
    }
}

#[test]
fn other_tables_are_refused() {
    run(&["bands", "third", "--rate", "48k"], b"").failed(2).with_stderr("'third' is not a set of bands");
    run(&["bands", "octave"], b"").failed(2).with_stderr("--rate");
    for (rate, message) in [("0", "above 0 Hz"), ("-1", "above 0 Hz"), ("nan", "--rate"), ("1e12", "at most 4e9 Hz")] {
        run(&["bands", "1hz", "--rate", rate], b"").failed(2).with_stderr(message);
    }
}

#[test]
fn a_long_table_takes_no_memory_and_ends_with_its_reader() {
    let mut child = command().args(["bands", "1hz", "--rate", "4G"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut first = [0; 40];
    std::io::Read::read_exact(&mut child.stdout.take().unwrap(), &mut first).unwrap();
    assert!(first.starts_with(b"band,low_hz,center_hz,high_hz,nominal_hz"));
    assert!(child.wait().unwrap().success());
}
