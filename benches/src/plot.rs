//! Plots of how cost grows, as SVG with both axes logarithmic.

use plotters::coord::Shift;
use plotters::prelude::*;

use crate::clients::Contender;
use crate::details::{Growth, growths};
use crate::error::{Context, Result};
use crate::group::Group;
use crate::results::Results;
use crate::samples::Samples;

/// Width and height in pixels.
const SIZE: (u32, u32) = (640, 400);
/// Any sans-serif that the reader's browser has.
const FONT: &str = "sans-serif";

/// The plots, each with the name of its file.
pub fn growth(results: &Results) -> Result<Vec<(&'static str, String)>> {
    let Some(measured) = results.0.get(&Group::Growth) else {
        return Ok(Vec::new());
    };
    let plot = |growth: Growth| {
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, SIZE).into_drawing_area();
            draw(&area, &growth, Samples(&measured.samples))?;
            area.present().context(growth.file)?;
        }
        Ok((growth.file, svg))
    };
    growths().into_iter().map(plot).collect()
}

fn draw(
    area: &DrawingArea<SVGBackend<'_>, Shift>,
    growth: &Growth,
    samples: Samples<'_>,
) -> Result<()> {
    let lines = Contender::ALL.map(|one| (one, growth.medians(samples, one.word())));
    let points = || lines.iter().flat_map(|(_, points)| points);
    let sizes = points().map(|(size, _)| *size as f64);
    let values = points().map(|(_, value)| *value);
    let (Some(across), Some(up)) = (range(sizes), range(values)) else {
        return Ok(());
    };
    area.fill(&WHITE).context(growth.file)?;
    let mut chart = ChartBuilder::on(area)
        .caption(growth.title, (FONT, 18))
        .margin(12)
        .x_label_area_size(40)
        .y_label_area_size(72)
        .build_cartesian_2d(across.log_scale(), up.log_scale())
        .context(growth.file)?;
    chart
        .configure_mesh()
        .max_light_lines(1)
        .light_line_style(WHITE)
        .x_desc(growth.axis)
        .x_label_formatter(&|size| format!("{size:.0}"))
        .y_label_formatter(&|value| growth.figure.written(*value))
        .label_style((FONT, 13))
        .draw()
        .context(growth.file)?;
    for (contender, points) in &lines {
        let colour = colour(*contender);
        let points = || points.iter().map(|(size, value)| (*size as f64, *value));
        chart
            .draw_series(LineSeries::new(points(), colour.stroke_width(2)))
            .context(growth.file)?
            .label(contender.word())
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], colour.stroke_width(2)));
        chart
            .draw_series(points().map(|point| Circle::new(point, 3, colour.filled())))
            .context(growth.file)?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .label_font((FONT, 13))
        .background_style(WHITE)
        .draw()
        .context(growth.file)
}

/// From half of the least to twice the greatest.
fn range(values: impl Iterator<Item = f64> + Clone) -> Option<std::ops::Range<f64>> {
    let least = values.clone().reduce(f64::min)?;
    let greatest = values.reduce(f64::max)?;
    Some(least / 2.0..greatest * 2.0)
}

fn colour(contender: Contender) -> RGBColor {
    match contender {
        Contender::Client => RGBColor(0, 90, 181),
        Contender::Official => RGBColor(220, 50, 32),
        Contender::Floor => RGBColor(110, 110, 110),
    }
}
