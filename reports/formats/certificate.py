"""The certificate of one accreditation as PDF: one page, with a code a camera reads."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from qrcode.main import QRCode

from reports.formats import coverage
from reports.formats.pdf import ACCESSIBLE, HERE, typeset

TEMPLATE = HERE / "typst" / "certificate.typ"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What is printed, in words; empty where there is nothing to say.

    ``address`` is that of the page where the certificate is checked, ``issued_at`` the moment it was entered.
    """

    name: str
    scheme: str
    topic: str
    owner: str
    on: str
    until: str
    code: str
    address: str
    language: str
    issued_at: dt.datetime
    is_made_up: bool = False


def render_certificate(certificate: Certificate) -> bytes:
    """Return a tagged A4 page, the same bytes every time.

    :raises reports.formats.pdf.NotTypeset: when Typst cannot be run, or not in time.
    """
    view, _replaced = coverage.cleaned(
        {
            "title": _("Certificate"),
            "certifies": _("This certifies that"),
            "is": _("is accredited as"),
            "for": _("for"),
            "name": certificate.name,
            "scheme": certificate.scheme,
            "topic": certificate.topic,
            "facts": [
                [_("Scheme of"), certificate.owner],
                [_("Accredited on"), certificate.on],
                [_("Valid until"), certificate.until],
            ],
            "check": _(
                "Whether this certificate holds today is told at this address, or by the square beside:"
            ),
            "code_label": _("Code"),
            "code": certificate.code,
            "address": certificate.address,
            "square": _(
                "A square for a camera to read: the address of the page that checks this certificate."
            ),
            "made_up": _(
                "Made up for the demonstration: this person does not exist, and nobody was accredited."
            )
            if certificate.is_made_up
            else "",
            "language": certificate.language,
            "families": list(coverage.FAMILIES),
        }
    )
    view["qr"] = square_of(certificate.address)
    return typeset(TEMPLATE, view, standards=[ACCESSIBLE], at=certificate.issued_at)


def square_of(words: str) -> str:
    """Return an SVG of the words for a camera to read, one path; Typst prints plain attributes only."""
    code = QRCode(border=0)
    code.add_data(words)
    code.make(fit=True)
    matrix = code.get_matrix()
    path = "".join(f"M{x},{y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark)
    size = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" width="{size}" height="{size}"'
        f' shape-rendering="crispEdges"><path d="{path}" fill="#12355b"/></svg>'
    )
