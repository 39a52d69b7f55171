"""The definitions of all indicators as a page of the documentation."""

from typing import Any

from django.core.management.base import BaseCommand

from reports.indicators.registry import EVERY, REGISTRY
from reports.measuring.dimensions import DIMENSIONS, EVERY_DIMENSION


class Command(BaseCommand):
    help = "Print docs/indicators.md, made from the indicators themselves."

    def handle(self, **options: Any) -> None:
        self.stdout.write(described(), ending="")


def described() -> str:
    """Return the page: every indicator with code, unit and definition, and what it can be split by."""
    lines = [
        "# Indicators",
        "",
        "Made by `manage.py describe_indicators > docs/indicators.md`; a test holds the two together.",
        "",
    ]
    for indicator in EVERY.values():
        lines += [
            f"## {indicator.name}",
            "",
            f"`{indicator.code}`, in {indicator.unit}. {indicator.definition}",
            "",
        ]
    names = ", ".join(f"`{each.code}`" for each in DIMENSIONS.values())
    lines += ["## Split by", "", f"Every indicator of events can be asked by {names}.", ""]
    for indicator in EVERY.values():
        if indicator.code not in REGISTRY:
            names = ", ".join(
                f"`{each.code}`" for each in EVERY_DIMENSION.values() if indicator.is_split_by(each)
            )
            lines.append(f"- `{indicator.code}` by {names}")
    lines.append("")
    return "\n".join(lines)
