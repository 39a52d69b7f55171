"""A document as IATI 2.03 activities: written, and held to the schema, the rules and the code lists."""

from reports.formats.iati.checking import NotPublishable, wrongs_of
from reports.formats.iati.writing import render_xml, wrongs_in

__all__ = ["NotPublishable", "render_xml", "wrongs_in", "wrongs_of"]
