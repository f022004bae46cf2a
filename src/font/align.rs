//! Moves the horizontal stems of a glyph to whole pixel rows.
//!
//! A bar one pixel thick that straddles two rows becomes two grey rows. Therefore, before a glyph is filled, the edges
//! at common heights (baseline, x-height, capitals, ascenders) are moved to row borders, every other horizontal stem
//! gets one of its edges on one, and points between them are interpolated. Only heights change: widths, and with them
//! the length of a text, do not.

use ab_glyph::{Outline, OutlineCurve, Point, Rect};

/// Heights of flat letter ends, each with that of round letter ends, in units of 1/2048 em.
const ZONES: [(f32, f32); 5] = [(-426.0, -440.0), (0.0, -29.0), (1120.0, 1147.0), (1493.0, 1520.0), (1556.0, 1556.0)];

/// The greatest distance of two edges that form a stem; those of DejaVu Sans are 137 to 235 units.
const THICKEST: f32 = 260.0;

/// The shortest straight edge that counts; a curve counts where it is horizontal.
const SHORTEST: f32 = 60.0;

/// A height at which the outline is horizontal.
#[derive(Clone, Copy)]
struct Edge {
    height: f32,
    /// Whether the ink is below the edge.
    top: bool,
}

/// A height in font units, and the height in pixels it is moved to.
type Knot = (f32, f32);

/// The outline scaled to pixels, y upward, its stems on whole rows.
pub(super) fn to_rows(outline: &Outline, scale: f64) -> Outline {
    let scale = scale as f32;
    let knots = knots(&level_edges(&outline.curves), scale);
    let place = |p: Point| ab_glyph::point(p.x * scale, moved(p.y, &knots, scale));
    let curves = outline.curves.iter().map(|curve| match *curve {
        OutlineCurve::Line(a, b) => OutlineCurve::Line(place(a), place(b)),
        OutlineCurve::Quad(a, b, c) => OutlineCurve::Quad(place(a), place(b), place(c)),
        OutlineCurve::Cubic(a, b, c, d) => OutlineCurve::Cubic(place(a), place(b), place(c), place(d)),
    });
    let Rect { min, max } = outline.bounds;
    Outline { bounds: Rect { min: place(min), max: place(max) }, curves: curves.collect() }
}

/// All horizontal edges, from the lowest up, each height once per side of the ink.
fn level_edges(curves: &[OutlineCurve]) -> Vec<Edge> {
    let mut edges = Vec::new();
    let mut add = |from: Point, to: Point, shortest: f32| {
        let run = to.x - from.x;
        if from.y == to.y && run.abs() >= shortest {
            // Contours run clockwise around ink.
            edges.push(Edge { height: from.y, top: run > 0.0 });
        }
    };
    for curve in curves {
        match *curve {
            OutlineCurve::Line(a, b) => add(a, b, SHORTEST),
            OutlineCurve::Quad(a, b, c) => {
                add(a, b, 1.0);
                add(b, c, 1.0);
            }
            OutlineCurve::Cubic(a, b, c, d) => {
                add(a, b, 1.0);
                add(c, d, 1.0);
            }
        }
    }
    edges.sort_by(|a, b| a.height.total_cmp(&b.height).then(a.top.cmp(&b.top)));
    edges.dedup_by(|a, b| a.height == b.height && a.top == b.top);
    edges
}

/// The target heights of the edges: strictly increasing in font units, non-decreasing in pixels.
fn knots(edges: &[Edge], scale: f32) -> Vec<Knot> {
    let mut knots: Vec<Knot> = Vec::with_capacity(edges.len());
    let mut add = |(height, row): Knot| {
        if knots.last().is_none_or(|last| last.0 < height && last.1 <= row) {
            knots.push((height, row));
        }
    };
    let mut rest = edges;
    while let [edge, above @ ..] = rest {
        rest = above;
        match above.first() {
            Some(next) if !edge.top && next.top && next.height - edge.height <= THICKEST => {
                let (bottom, top) = stem(edge.height, next.height, scale);
                add((edge.height, bottom));
                add((next.height, top));
                rest = &above[1..];
            }
            _ => {
                if let Some(row) = zone(edge.height, scale) {
                    add((edge.height, row));
                }
            }
        }
    }
    knots
}

/// The two edges of a stem in pixels: one on a row border, and at least a pixel between them.
fn stem(bottom: f32, top: f32, scale: f32) -> (f32, f32) {
    let thickness = ((top - bottom) * scale).max(1.0);
    if let Some(row) = zone(bottom, scale) {
        return (row, row + thickness);
    }
    if let Some(row) = zone(top, scale) {
        return (row - thickness, row);
    }
    let low = ((bottom + top) * scale - thickness) / 2.0;
    let (by_bottom, by_top) = (low.round(), (low + thickness).round() - thickness);
    let low = if (by_bottom - low).abs() <= (by_top - low).abs() { by_bottom } else { by_top };
    (low, low + thickness)
}

/// The row border of the zone that contains a height.
fn zone(height: f32, scale: f32) -> Option<f32> {
    let (flat, round) =
        ZONES.into_iter().find(|&(flat, round)| flat.min(round) <= height && height <= flat.max(round))?;
    // The overshoot of round letters is kept only if it is at least a pixel.
    let reach = if height == flat { 0.0 } else { ((round - flat) * scale).round() };
    Some((flat * scale).round() + reach)
}

/// A height in pixels: interpolated between the knots around it, shifted with the outermost knot beyond them.
fn moved(height: f32, knots: &[Knot], scale: f32) -> f32 {
    let above = knots.partition_point(|knot| knot.0 < height);
    match (above.checked_sub(1).map(|below| knots[below]), knots.get(above).copied()) {
        (Some(low), Some(high)) => low.1 + (height - low.0) * (high.1 - low.1) / (high.0 - low.0),
        (Some(end), None) | (None, Some(end)) => end.1 + (height - end.0) * scale,
        (None, None) => height * scale,
    }
}
