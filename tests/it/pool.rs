//! Frames to columns: every frame exactly once, in its column.

use proptest::prelude::*;
use specgram::grid::Grid;
use specgram::pool::{Anchor, Centres, ColumnMap, Columns, Halving, Merge, Pool, Show, reduce, smooth};

/// Frames of `window` samples every `hop`, over `samples` samples on `columns` columns.
fn map(columns: usize, samples: u64, hop: usize, window: usize) -> ColumnMap {
    ColumnMap::new(columns, samples, Centres::new(samples, window, hop, window), Show::Pools)
}

/// Adds the first `frames` frames, each of the power that `power` gives it, run by run.
fn gather(map: ColumnMap, frames: u64, pool: Pool, power: impl Fn(u64) -> f64) -> Columns {
    let mut columns = Columns::new(map, 1, pool);
    let mut first = 0;
    while first < frames {
        let run = map.run(first, frames - first);
        let mut gathered = [0.0];
        for frame in first..first + run.count {
            pool.gather(&mut gathered, &[power(frame)]);
            if map.is_shown(frame) {
                columns.show(frame, &[power(frame)]);
            }
        }
        columns.add(first, run.count, &gathered);
        first += run.count;
    }
    columns
}

/// The groups of the first `frames` frames.
fn halve(columns: usize, frames: u64, pool: Pool, power: impl Fn(u64) -> f64) -> Halving {
    let mut halving = Halving::new(columns, pool);
    let mut first = 0;
    while first < frames {
        let run = Halving::run(columns, first, frames - first);
        let mut gathered = [0.0];
        for frame in first..first + run.count {
            pool.gather(&mut gathered, &[power(frame)]);
            halving.keep(frame, &[power(frame)]);
        }
        halving.add(first, run.count, &gathered);
        first += run.count;
    }
    halving
}

#[test]
fn a_frame_falls_into_the_column_of_its_centre() {
    // 100 samples on 10 columns; frames of 20 samples every 5: centres 10, 15, 20 ...
    let map = map(10, 100, 5, 20);
    let columns: Vec<usize> = (0..17).map(|m| map.column_of(m)).collect();
    assert_eq!(columns, [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9]);
}

#[test]
fn columns_without_frames_show_the_nearest() {
    // One frame per 20 samples on columns of 10: centres 10, 30, 50, 70, 90.
    let picture = gather(map(10, 100, 20, 20), 5, Pool::Mean, |m| m as f64).finish(100);
    assert_eq!(picture.values(), [0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 4.0, 4.0]);
}

#[test]
fn at_equal_distances_the_later_regular_frame_is_shown() {
    // Centres 10 and 40, and with the tail frame 45: the middle of column 2 is 25.
    let centres = |samples| Centres::new(samples, 20, 30, 20);
    let map = |samples| ColumnMap::new(5, 50, centres(samples), Show::Pools);
    assert_eq!([0, 1, 2, 3, 4].map(|c| map(50).nearest_frame(c)), [0, 0, 1, 1, 1]);
    assert_eq!([0, 1, 2, 3, 4].map(|c| map(55).nearest_frame(c)), [0, 0, 1, 1, 2]);
    // One regular frame and the tail frame, centred on 10 and 40: the tail frame must be nearer.
    let tail = ColumnMap::new(5, 50, Centres::new(50, 20, 31, 20), Show::Pools);
    assert_eq!(tail.centres().tail(), Some(1));
    assert_eq!([0, 1, 2, 3, 4].map(|c| tail.nearest_frame(c)), [0, 0, 0, 1, 1]);
}

#[test]
fn a_column_without_frames_shows_a_frame_and_not_its_pool() {
    // Centres 30 to 70 on columns of 10 samples: ten to a column, from the fourth on.
    for pool in Pool::ALL {
        let picture = gather(map(10, 100, 1, 60), 41, pool, |m| m as f64).finish(100);
        let halved = halve(10, 41, pool, |m| m as f64).finish(&map(10, 100, 1, 60));
        assert_eq!(picture.values()[..3], [0.0; 3], "{pool}");
        assert_eq!(picture.values()[8..], [40.0; 2], "{pool}");
        assert_eq!([&halved.values()[..3], &halved.values()[8..]], [&[0.0; 3][..], &[40.0; 2]], "{pool}");
    }
}

#[test]
fn the_tail_frame_ends_with_the_signal() {
    for (total, regular, tail) in [(20, 1, None), (19, 1, None), (1, 1, None), (21, 1, Some(1)), (49, 1, Some(1))] {
        let centres = Centres::new(total, 20, 30, 20);
        assert_eq!((centres.regular(), centres.tail()), (regular, tail), "{total} samples");
    }
    assert_eq!((Centres::new(50, 20, 30, 20).regular(), Centres::new(50, 20, 30, 20).tail()), (2, None));
    // For 49 samples it is centred on 39; by its number it would be on 40.
    assert_eq!(ColumnMap::new(49, 49, Centres::new(49, 20, 30, 20), Show::Pools).column_of(1), 39);
}

#[test]
fn one_frame_fills_the_picture() {
    assert_eq!(gather(map(7, 64, 32, 64), 1, Pool::Mean, |_| 2.5).finish(64).values(), [2.5; 7]);
}

#[test]
fn an_hour_at_192_khz_is_laid_out_without_overflow() {
    let samples = 192_000 * 3600 * 1000;
    let map = map(8000, samples, 512, 1024);
    let last = (samples - 1024) / 512;
    assert_eq!((map.column_of(0), map.column_of(last)), (0, 7999));
    // The middle frame is centred on the middle of the signal, the left edge of column 4000.
    assert_eq!((map.column_of(last / 2 - 1), map.column_of(last / 2)), (3999, 4000));
    let beyond = ColumnMap::new(8000, u64::MAX, Centres::new(u64::MAX, 1, 1, 1), Show::Pools);
    assert_eq!(beyond.column_of(u64::MAX / 2), 4000);
}

#[test]
fn a_signal_shorter_than_its_certain_length_is_stretched() {
    // 4 columns were laid out for 40 samples, but only 20 were received.
    let picture = gather(map(4, 40, 10, 10), 2, Pool::Mean, |m| m as f64 + 1.0).finish(20);
    assert_eq!(picture.values(), [1.0, 1.0, 2.0, 2.0]);
}

#[test]
fn a_growing_picture_halves_its_groups() {
    // 4 columns hold up to 16 groups. 32 frames make groups of 2.
    let mut runs = Vec::new();
    let mut first = 0;
    while first < 32 {
        let run = Halving::run(4, first, 32 - first);
        runs.push(run.count);
        first += run.count;
    }
    assert_eq!(runs, [&[1; 16][..], &[2; 8]].concat());
    // Hop and window are 1: frame m covers sample m. Columns hold 8 frames each.
    let picture = halve(4, 32, Pool::Mean, |m| m as f64).finish(&map(4, 32, 1, 1));
    assert_eq!(picture.values(), [3.5, 11.5, 19.5, 27.5]);
}

/// The number of frames, and twice the sample on which each is centred, as the documents define them.
fn frames_of(samples: u64, hop: u64, window: u64) -> (u64, Vec<u64>) {
    let mut starts: Vec<u64> = (0..).map(|m| m * hop).take_while(|start| start + window <= samples).collect();
    match starts.last() {
        None => starts.push(0),
        Some(last) if last + window < samples => starts.push(samples - window),
        Some(_) => {}
    }
    (starts.len() as u64, starts.iter().map(|start| 2 * start + window).collect())
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
        let map = map(columns, samples, hop, window);
        // Runs tile the frames, stay in one column, and are as long as they can be.
        let mut first = 0;
        let mut last_column = None;
        while first < frames {
            let run = map.run(first, frames - first);
            prop_assert!(run.count > 0);
            for m in first..first + run.count {
                prop_assert_eq!(map.column_of(m) as u64, run.group);
                // By the definition, in exact integers.
                let doubled = 2 * u128::from(m) * hop as u128 + window as u128;
                let want = (doubled * columns as u128 / (2 * u128::from(samples))).min(columns as u128 - 1);
                prop_assert_eq!(u128::from(run.group), want);
            }
            prop_assert_ne!(last_column, Some(run.group));
            last_column = Some(run.group);
            first += run.count;
        }
    }

    #[test]
    fn columns_follow_the_definition(
        columns in 1_usize..60, samples in 1_u64..400, hop in 1_usize..80, window in 1_usize..120, halved in any::<bool>(),
    ) {
        let map = map(columns, samples, hop, window);
        let (count, centres) = frames_of(samples, hop as u64, window as u64);
        prop_assert_eq!(map.centres().regular() + u64::from(map.centres().tail().is_some()), count);
        let power = |m: u64| 1.0 + (m * 7919 % 101) as f64;
        let picture = if halved && count <= 4 * columns as u64 {
            let regular = map.centres().regular();
            let mut groups = halve(columns, regular, Pool::Max, power);
            if let Some(tail) = map.centres().tail() {
                groups.add_tail(&[power(tail)]);
            }
            groups.finish(&map)
        } else {
            gather(map, count, Pool::Max, power).finish(samples)
        };
        for column in 0..columns {
            // In units of samples times 2·W.
            let place = |m: &u64| i128::from(centres[*m as usize]) * columns as i128;
            let (left, right) = (2 * column as i128 * i128::from(samples), 2 * (column as i128 + 1) * i128::from(samples));
            let within = |m: &u64| place(m) >= left && (place(m) < right || column + 1 == columns);
            let own = (0..count).filter(within).map(power).fold(0.0, f64::max);
            let regular = map.centres().regular();
            let distance = |m: &u64| (2 * place(m) - left - right).abs();
            // The later of two, except for the tail frame.
            let nearest = (0..count).min_by_key(|m| (distance(m), *m >= regular, std::cmp::Reverse(*m)));
            let expected = if own > 0.0 { own } else { power(nearest.unwrap()) };
            prop_assert_eq!(picture.values()[column], expected, "column {}", column);
        }
    }

    #[test]
    fn the_strongest_frame_is_in_its_column_at_its_level(
        columns in 1_usize..100,
        frames in 1_u64..3000,
        click in 0_u64..3000,
    ) {
        let click = click % frames;
        let map = map(columns, frames, 1, 1);
        let picture = gather(map, frames, Pool::Max, |m| if m == click { 9.0 } else { 0.1 }).finish(frames);
        prop_assert_eq!(picture.values()[map.column_of(click)], 9.0);
        // It is shown once, or if columns are narrower than frames, in the columns nearest to it.
        let lit = picture.values().iter().filter(|&&cell| cell == 9.0).count() as u64;
        prop_assert!(lit <= (columns as u64).div_ceil(frames) + 1, "{lit} of {columns} columns");
    }

    #[test]
    fn a_growing_picture_keeps_the_energy(columns in 1_usize..50, frames in 1_u64..2000, click in 0_u64..2000) {
        let click = click % frames;
        for pool in Pool::ALL {
            let halving = halve(columns, frames, pool, |m| if m == click { 6.0 } else { 2.0 });
            let picture = halving.finish(&map(columns, frames, 1, 1));
            match pool {
                // With fewer frames the columns are those of a file, in which a frame may count more than another.
                Pool::Mean if frames <= 4 * columns as u64 => {}
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
fn groups_with_data_take_precedence_over_those_without() {
    // Ten frames in five groups of two, of which each of two columns overlaps two and a half.
    for (pool, mixed) in [(Pool::Mean, [0.6, 3.0]), (Pool::Max, [3.0, 3.0])] {
        let columns = |groups: [f64; 5]| {
            let halving = halve(2, 10, pool, |m| groups[m as usize / 2]);
            halving.finish(&map(2, 10, 1, 1)).values().to_vec()
        };
        assert_eq!(columns([1.0, 1.0, f64::NAN, 4.0, 4.0]), [1.0, 4.0]);
        let beginning = columns([f64::NAN, f64::NAN, f64::NAN, 4.0, 4.0]);
        assert!(beginning[0].is_nan() && beginning[1] == 4.0, "{beginning:?}");
        assert!(columns([f64::NAN; 5]).iter().all(|cell| cell.is_nan()));
        // Half of the middle group lies in the first column.
        let found = columns([0.0, 0.0, 3.0, 3.0, 3.0]);
        assert!(found.iter().zip(mixed).all(|(cell, want)| (cell - want).abs() < 1e-15), "{found:?}");
    }
}

#[test]
fn interpolation_does_not_extend_into_no_data() {
    let anchors = [0, 3, 5].map(|index| Anchor { index, at: index as f64 + 0.5 });
    let mut cells = Grid::from_columns(6, 1, vec![1.0, 0.0, 0.0, f64::NAN, 0.0, 8.0]);
    smooth(&mut cells, &anchors, &[]);
    let shown: Vec<String> = cells.values().iter().map(f64::to_string).collect();
    assert_eq!(shown, ["1", "1", "NaN", "NaN", "8", "8"]);
}

#[test]
fn parts_of_a_picture_merge_exactly_in_any_order() {
    // 12 columns of 8 frames each; a part has the frames of its own columns.
    let map = map(12, 960, 10, 10);
    let power = |m: u64| 1.0 / (m as f64 + 0.3);
    let part = |own: &[usize], pool| {
        let mut columns = Columns::new(map, 1, pool);
        for frame in (0..96).filter(|&frame| own.contains(&map.column_of(frame))) {
            columns.add(frame, 1, &[power(frame)]);
        }
        columns
    };
    for pool in Pool::ALL {
        let whole = part(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], pool).finish(960);
        let parts = [part(&[0, 1, 2], pool), part(&[5, 3, 11], pool), part(&[4, 6, 7, 8, 9, 10], pool)];
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            let mut merged = Columns::new(map, 1, pool);
            order.iter().for_each(|&index| merged.merge(&parts[index]));
            assert_eq!(merged.finish(960), whole, "{pool} {order:?}");
        }
        let missing = parts[0].clone().finish(960);
        assert_eq!(missing.values()[..3], whole.values()[..3]);
        assert!(missing.values()[3..].iter().all(|cell| cell.is_nan()));
    }
}

#[test]
fn finer_cells_are_pooled_and_no_data_does_not_count() {
    let nan = f64::NAN;
    // Four columns of two rows become two of one.
    let cells = Grid::from_columns(4, 2, vec![1.0, 2.0, nan, 6.0, nan, nan, nan, nan]);
    for (pool, first) in [(Pool::Mean, 3.0), (Pool::Max, 6.0)] {
        let reduced = reduce(&cells, 2, 1, pool);
        assert_eq!((reduced.width(), reduced.height(), reduced.values()[0]), (2, 1, first));
        assert!(reduced.values()[1].is_nan());
    }
    let halved = reduce(&cells, 4, 2, Pool::Mean);
    assert_eq!(halved.values()[..2], [1.0, 2.0]);
}
