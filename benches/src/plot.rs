//! Plots of the growth of costs, as SVG with logarithmic axes.

use anyhow::{Context, Result};
use plotters::prelude::*;

use crate::details::{Growth, growths};
use crate::drivers::Subject;
use crate::results::{Measured, Results};
use crate::scenarios::Group;

/// Width and height in pixels.
const SIZE: (u32, u32) = (640, 400);
/// A generic family, for which the browser chooses a font.
const FONT: &str = "sans-serif";

/// Draws the plots, each with the name of its file.
pub fn growth(results: &Results) -> Result<Vec<(String, String)>> {
    let Some(measured) = results.0.get(&Group::Growth) else {
        return Ok(Vec::new());
    };
    let plot = |growth: Growth| {
        let mut svg = String::new();
        draw(&mut svg, &growth, measured).with_context(|| growth.file.clone())?;
        Ok((growth.file, svg))
    };
    growths()?.into_iter().map(plot).collect()
}

fn draw(svg: &mut String, growth: &Growth, measured: &Measured) -> Result<()> {
    let area = SVGBackend::with_string(svg, SIZE).into_drawing_area();
    let lines = Subject::ALL.map(|subject| (subject, growth.medians(measured, subject)));
    let points = || lines.iter().flat_map(|(_, points)| points);
    let sizes = points().map(|(size, _)| *size as f64);
    let values = points().map(|(_, value)| *value);
    let (Some(across), Some(up)) = (range(sizes), range(values)) else {
        return Ok(());
    };
    area.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&area)
        .caption(&growth.title, (FONT, 18))
        .margin(12)
        .x_label_area_size(40)
        .y_label_area_size(72)
        .build_cartesian_2d(across.log_scale(), up.log_scale())?;
    chart
        .configure_mesh()
        .max_light_lines(1)
        .light_line_style(WHITE)
        .x_desc(&growth.axis)
        .x_label_formatter(&|size| format!("{size:.0}"))
        .y_label_formatter(&|value| growth.figure.format(*value))
        .label_style((FONT, 13))
        .draw()?;
    for (subject, points) in &lines {
        let color = color(*subject);
        let points = || points.iter().map(|(size, value)| (*size as f64, *value));
        chart
            .draw_series(LineSeries::new(points(), color.stroke_width(2)))?
            .label(subject.name())
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], color.stroke_width(2)));
        chart.draw_series(points().map(|point| Circle::new(point, 3, color.filled())))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .label_font((FONT, 13))
        .background_style(WHITE)
        .draw()?;
    Ok(area.present()?)
}

/// Returns the range from half of the minimum to twice the maximum.
fn range(values: impl Iterator<Item = f64> + Clone) -> Option<std::ops::Range<f64>> {
    let min = values.clone().reduce(f64::min)?;
    let max = values.reduce(f64::max)?;
    Some(min / 2.0..max * 2.0)
}

fn color(subject: Subject) -> RGBColor {
    match subject {
        Subject::Client => RGBColor(0, 90, 181),
        Subject::Official => RGBColor(220, 50, 32),
        Subject::Floor => RGBColor(110, 110, 110),
    }
}
