//! Colour tables against matplotlib's, and names as users type them.

use std::path::PathBuf;

use specgram::colormap::{
    Colormap,
    ColormapName::{self, Cividis, Gray, Hot, Inferno, Jet, Magma, Plasma, Turbo, Twilight, Viridis},
};

type Rgb = [u8; 3];

/// First, middle and last colour of matplotlib's table, and the FNV-1a hash of its 768 bytes.
const TABLES: [(ColormapName, Rgb, Rgb, Rgb, u64); 10] = [
    (Viridis, [68, 1, 84], [32, 144, 140], [253, 231, 36], 0x90c6ad65c23a4182),
    (Magma, [0, 0, 3], [182, 54, 121], [251, 252, 191], 0x31dde46d7e819339),
    (Inferno, [0, 0, 3], [187, 55, 84], [252, 254, 164], 0x6141c43a197621e9),
    (Plasma, [12, 7, 134], [203, 71, 119], [239, 248, 33], 0xf6c435109a1ec502),
    (Cividis, [0, 34, 77], [124, 123, 120], [253, 231, 55], 0x4ba40aeb8cf0b6c5),
    (Turbo, [48, 18, 59], [164, 252, 59], [122, 4, 2], 0x4ee05738aea3685a),
    (Gray, [0, 0, 0], [128, 128, 128], [255, 255, 255], 0x32980c901ef4f3d5),
    (Jet, [0, 0, 127], [124, 255, 121], [127, 0, 0], 0x5c42533ca2479ecc),
    (Hot, [10, 0, 0], [255, 91, 0], [255, 255, 255], 0x3075a15c4f28900c),
    (Twilight, [225, 216, 226], [47, 19, 54], [225, 216, 225], 0x5e749725ce410be4),
];

fn fnv1a(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes
        .into_iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

#[test]
fn tables_have_matplotlibs_colours() {
    for (name, first, middle, last, hash) in TABLES {
        let table = name.table();
        assert_eq!([table[0], table[128], table[255]], [first, middle, last], "{}", name.name());
        assert_eq!(fnv1a(table.iter().flatten().copied()), hash, "{}", name.name());
    }
}

#[test]
fn tables_equal_the_stored_ones_byte_for_byte() {
    let Some(shared) = crate::shared::folder() else { return };
    for name in ColormapName::ALL.into_iter().filter(|name| *name != Twilight) {
        let path = PathBuf::from(&shared).join(format!("reference/colormaps/{}_u8.npy", name.name()));
        let bytes = std::fs::read(&path).unwrap();
        // The array is the last 768 bytes of the file, whatever its header.
        let stored = &bytes[bytes.len() - 256 * 3..];
        assert!(name.table().as_flattened() == stored, "{}", name.name());
    }
}

#[test]
fn every_name_reads_back_and_reversing_turns_the_table_round() {
    for name in ColormapName::ALL {
        let map: Colormap = name.name().parse().unwrap();
        assert_eq!(map, Colormap::from(name));
        let reversed: Colormap = format!("{map}_r").parse().unwrap();
        assert_eq!(reversed.to_string(), format!("{}_r", name.name()));
        assert_eq!(reversed.table()[0], map.table()[255]);
        assert_eq!(reversed.table()[255], map.table()[0]);
    }
    assert_eq!(Colormap::default().to_string(), "viridis");
}

#[test]
fn a_wrong_name_suggests_the_nearest() {
    let answer = |text: &str| text.parse::<Colormap>().unwrap_err().to_string();
    assert!(answer("virids").contains("did you mean 'viridis'?"), "{}", answer("virids"));
    assert!(answer("Magma").contains("did you mean 'magma'?"));
    assert!(answer("grey_r").contains("did you mean 'gray_r'?"));
    assert!(!answer("hsv-circle").contains("did you mean"));
    for text in ["", "_r", "viridis_r_r", "é", "viridis "] {
        assert!(answer(text).contains("viridis, magma, inferno, plasma, cividis, turbo, gray, jet, hot"), "{text}");
    }
}
