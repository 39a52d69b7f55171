"""Charts as SVG: the same picture in the page and in the PDF."""

from reports.blocks import BarChart, ColumnChart
from reports.formats.bars import bar_chart
from reports.formats.columns import column_chart

Chart = BarChart | ColumnChart


def chart_svg(chart: Chart) -> str:
    """Return the chart as one SVG element, with its title and description for screen readers."""
    return bar_chart(chart) if isinstance(chart, BarChart) else column_chart(chart)
