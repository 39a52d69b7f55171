"""What is different between two editions of a report: figures, and the rows or rules that explain them."""

from reports.sections.differences.between import ChangedFigure, Difference, difference_of
from reports.sections.differences.told import changes_in_brief, changes_since

__all__ = ["ChangedFigure", "Difference", "changes_in_brief", "changes_since", "difference_of"]
