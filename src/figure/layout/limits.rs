//! Size limits of a figure and its parts.

use super::super::options::{FigureOptions, FigureSize};
use super::super::theme;
use crate::error::{Error, OptionName, Result};
use crate::units::Short;

/// The longest side of a figure in pixels.
pub const LONGEST_SIDE: u32 = 32_767;

/// The most pixels of a figure.
pub const MOST_PIXELS: u64 = 100_000_000;

/// The plot's least share of a figure's width and height; decorations that leave less are dropped.
const LEAST_PLOT: f64 = 0.4;

/// Checks the options of a surface.
pub(super) fn check_surface(options: &FigureOptions) -> Result<()> {
    let (azimuth, elevation) = (options.azimuth, options.elevation);
    if azimuth.is_nan() || azimuth.abs() > 360.0 {
        let reason = format!("must be between -360 and 360 degrees, got {}", Short(azimuth));
        return Err(Error::invalid(OptionName::Azimuth, reason));
    }
    if !(0.0..=90.0).contains(&elevation) {
        let reason = format!("must be between 0 and 90 degrees, got {}", Short(elevation));
        return Err(Error::invalid(OptionName::Elevation, reason));
    }
    if options.theme.palette().background.is_none() {
        return Err(theme::no_ground());
    }
    if options.waveform || options.spectrum || options.channels.len() > 1 {
        return Err(Error::invalid(
            OptionName::View,
            "surface cannot be used together with panels or several channels",
        ));
    }
    Ok(())
}

/// Whether the data have a large enough share of the figure's pixels.
pub(super) fn least_share(data: i32, whole: i32) -> bool {
    f64::from(data) >= LEAST_PLOT * f64::from(whole)
}

/// A size times the zoom.
pub(super) fn zoomed(size: FigureSize, zoom: f64) -> Result<(i32, i32)> {
    let (option, width, height) = match size {
        FigureSize::Whole(width, height) => (OptionName::Size, width, height),
        FigureSize::Plot(width, height) => (OptionName::PlotSize, width, height),
    };
    if width == 0 || height == 0 {
        return Err(Error::invalid(option, format!("must be at least 1x1 pixels, got {width}x{height}")));
    }
    let zoomed = |side: u32| (f64::from(side) * zoom).round().max(1.0);
    checked(zoomed(width), zoomed(height))
}

/// A size within the limits.
pub(super) fn checked(width: impl Into<f64>, height: impl Into<f64>) -> Result<(i32, i32)> {
    let (width, height): (f64, f64) = (width.into(), height.into());
    let too_much = |what: &str, found, most| {
        let what = format!("{what} of a figure of {width}x{height} pixels");
        Err(Error::limit_of(what, Some(found), most, "pixels"))
    };
    if width.max(height) > f64::from(LONGEST_SIDE) {
        return too_much("longest side", width.max(height), f64::from(LONGEST_SIDE));
    }
    if width * height > MOST_PIXELS as f64 {
        return too_much("area", width * height, MOST_PIXELS as f64);
    }
    Ok((width as i32, height as i32))
}
