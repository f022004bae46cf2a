//! Frames to columns: every frame exactly once, in its place.

use proptest::prelude::*;
use specgram::grid::Grid;
use specgram::pool::{Anchor, ColumnMap, Columns, Halving, Pool, smooth};

/// Adds the frames 0..`frames`, each of the power that `power` gives it, run by run.
fn gather(map: ColumnMap, frames: u64, pool: Pool, power: impl Fn(u64) -> f64) -> Columns {
    let mut columns = Columns::new(map, 1, pool);
    let mut first = 0;
    while first < frames {
        let run = map.run(first, frames - first);
        let mut gathered = [0.0];
        for frame in first..first + run.frames {
            pool.gather(&mut gathered, &[power(frame)]);
        }
        columns.add(run.group as usize, run.frames, &gathered);
        first += run.frames;
    }
    columns
}

#[test]
fn a_frame_falls_into_the_column_of_its_centre() {
    // 100 samples on 10 columns; frames of 20 samples every 5: centres 10, 15, 20 ...
    let map = ColumnMap::new(10, 100, 5, 20);
    let columns: Vec<usize> = (0..17).map(|m| map.column_of(m)).collect();
    assert_eq!(columns, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9]);
}

#[test]
fn columns_without_frames_show_the_nearest() {
    // One frame per 20 samples on columns of 10: centres 10, 30, 50, 70, 90.
    let map = ColumnMap::new(10, 100, 20, 20);
    let picture = gather(map, 5, Pool::Mean, |m| m as f64).finish(5, 100);
    assert_eq!(picture.values(), [0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0]);
}

#[test]
fn one_frame_fills_the_picture() {
    let map = ColumnMap::new(7, 64, 32, 64);
    assert_eq!(gather(map, 1, Pool::Mean, |_| 2.5).finish(1, 64).values(), [2.5; 7]);
}

#[test]
fn an_hour_at_192_khz_is_laid_out_without_overflow() {
    let samples = 192_000 * 3600 * 1000;
    let map = ColumnMap::new(8000, samples, 512, 1024);
    let last = (samples - 1024) / 512;
    assert_eq!((map.column_of(0), map.column_of(last)), (0, 7999));
    // The middle frame is centred on the middle of the signal, the left edge of column 4000.
    assert_eq!((map.column_of(last / 2 - 1), map.column_of(last / 2)), (3999, 4000));
    let beyond = ColumnMap::new(8000, u64::MAX, 1, 1);
    assert_eq!(beyond.column_of(u64::MAX / 2), 4000);
}

#[test]
fn a_signal_shorter_than_it_claimed_is_stretched() {
    // 4 columns were laid out for 40 samples, but only 20 came.
    let map = ColumnMap::new(4, 40, 10, 10);
    let picture = gather(map, 2, Pool::Mean, |m| m as f64 + 1.0).finish(2, 20);
    assert_eq!(picture.values(), [1.0, 1.0, 2.0, 2.0]);
}

#[test]
fn a_growing_picture_halves_its_groups() {
    // 4 columns hold up to 16 groups. 32 frames make groups of 2.
    let mut halving = Halving::new(4, Pool::Mean);
    let mut first = 0;
    let mut runs = Vec::new();
    while first < 32 {
        let run = Halving::run(4, first, 32 - first);
        let sum: f64 = (first..first + run.frames).map(|m| m as f64).sum();
        halving.add(first, run.frames, &[sum]);
        runs.push(run.frames);
        first += run.frames;
    }
    assert_eq!(runs, [&[1; 16][..], &[2; 8]].concat());
    // Hop and window are 1: frame m covers sample m. Columns hold 8 frames each.
    assert_eq!(halving.finish(32, 1, 1).values(), [3.5, 11.5, 19.5, 27.5]);
}

proptest! {
    #[test]
    fn every_frame_counts_once(
        columns in 1_usize..300,
        hop in 1_usize..200,
        window in 1_usize..400,
        frames in 1_u64..3000,
        extra in 0_u64..200,
    ) {
        let samples = (frames - 1) * hop as u64 + window as u64 + extra;
        let map = ColumnMap::new(columns, samples, hop, window);
        // Runs tile the frames, stay in one column, and are as long as they can be.
        let mut first = 0;
        let mut last_column = None;
        while first < frames {
            let run = map.run(first, frames - first);
            prop_assert!(run.frames > 0);
            for m in first..first + run.frames {
                prop_assert_eq!(map.column_of(m) as u64, run.group);
                // By the definition, in exact integers.
                let doubled = 2 * u128::from(m) * hop as u128 + window as u128;
                let want = (doubled * columns as u128 / (2 * u128::from(samples))).min(columns as u128 - 1);
                prop_assert_eq!(u128::from(run.group), want);
            }
            prop_assert_ne!(last_column, Some(run.group));
            last_column = Some(run.group);
            first += run.frames;
        }
    }

    #[test]
    fn the_strongest_frame_is_in_its_column_at_its_level(
        columns in 1_usize..100,
        frames in 1_u64..3000,
        click in 0_u64..3000,
    ) {
        let click = click % frames;
        let map = ColumnMap::new(columns, frames, 1, 1);
        let picture = gather(map, frames, Pool::Max, |m| if m == click { 9.0 } else { 0.1 }).finish(frames, frames);
        prop_assert_eq!(picture.values()[map.column_of(click)], 9.0);
        // It shows once, or where columns are narrower than frames in the columns nearest to it.
        let lit = picture.values().iter().filter(|&&cell| cell == 9.0).count() as u64;
        prop_assert!(lit <= (columns as u64).div_ceil(frames) + 1, "{lit} of {columns} columns");
    }

    #[test]
    fn a_growing_picture_keeps_the_energy(columns in 1_usize..50, frames in 1_u64..2000, click in 0_u64..2000) {
        let click = click % frames;
        for pool in Pool::ALL {
            let mut halving = Halving::new(columns, pool);
            let mut first = 0;
            while first < frames {
                let run = Halving::run(columns, first, frames - first);
                let mut gathered = [0.0];
                for m in first..first + run.frames {
                    pool.gather(&mut gathered, &[if m == click { 6.0 } else { 2.0 }]);
                }
                halving.add(first, run.frames, &gathered);
                first += run.frames;
            }
            let picture = halving.finish(frames, 1, 1);
            match pool {
                Pool::Mean => {
                    let mean = picture.values().iter().sum::<f64>() / columns as f64;
                    let want = 2.0 + 4.0 / frames as f64;
                    prop_assert!((mean - want).abs() < 1e-9, "mean {mean} for {want}");
                }
                Pool::Max => {
                    let column = (click as f64 + 0.5) / frames as f64 * columns as f64;
                    prop_assert_eq!(picture.values()[column as usize], 6.0);
                }
            }
        }
    }
}

#[test]
fn columns_without_data_yield_to_those_that_have_some() {
    // 4 columns were laid out for 40 samples, 30 came: three columns of 10 become four of 7.5.
    for (pool, second) in [(Pool::Mean, 2.0), (Pool::Max, 3.0)] {
        let stretched = |power: [f64; 3]| {
            let map = ColumnMap::new(4, 40, 10, 10);
            let mut columns = Columns::new(map, 1, pool);
            power.iter().enumerate().for_each(|(column, power)| columns.add(column, 1, &[*power]));
            columns.finish(3, 30).values().to_vec()
        };
        assert_eq!(stretched([1.0, f64::NAN, 4.0]), [1.0, 1.0, 4.0, 4.0]);
        let beginning = stretched([f64::NAN, f64::NAN, 4.0]);
        assert!(beginning[..2].iter().all(|cell| cell.is_nan()) && beginning[2..] == [4.0, 4.0], "{beginning:?}");
        assert!(stretched([f64::NAN; 3]).iter().all(|cell| cell.is_nan()));
        // Two thirds of the second new column lie in the second old one.
        assert!((stretched([0.0, 3.0, 3.0])[1] - second).abs() < 1e-15);
    }
}

#[test]
fn no_line_runs_into_what_has_no_data() {
    let anchors = [0, 3, 5].map(|index| Anchor { index, at: index as f64 + 0.5 });
    let mut cells = Grid::from_columns(6, 1, vec![1.0, 0.0, 0.0, f64::NAN, 0.0, 8.0]);
    smooth(&mut cells, &anchors, &[]);
    let shown: Vec<String> = cells.values().iter().map(f64::to_string).collect();
    assert_eq!(shown, ["1", "1", "NaN", "NaN", "8", "8"]);
}
