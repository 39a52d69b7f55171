"""Charts as SVG: the same picture in the page and in the PDF."""

from reports.blocks import BarChart, ColumnChart, RegionMap
from reports.formats.bars import bar_chart
from reports.formats.columns import column_chart
from reports.formats.tiles import tile_map

Chart = BarChart | ColumnChart


def chart_svg(chart: Chart) -> str:
    """Return the chart as one SVG element, with its title and description for screen readers."""
    if isinstance(chart, RegionMap):
        return tile_map(chart)
    return bar_chart(chart) if isinstance(chart, BarChart) else column_chart(chart)
