"""What pages about signing in show beside words."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from qrcode.main import QRCode

register = template.Library()


@register.simple_tag
def qr_code(words: str) -> SafeString:
    """Return a square picture of the words for a camera to read: one path, nothing that acts or styles."""
    code = QRCode(border=2)
    code.add_data(words)
    code.make(fit=True)
    size = len(code.get_matrix())
    path = "".join(
        f"M{x},{y}h1v1h-1z" for y, row in enumerate(code.get_matrix()) for x, dark in enumerate(row) if dark
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" width="220" height="220" role="img"'
        ' aria-hidden="true" shape-rendering="crispEdges"><rect width="{0}" height="{0}" fill="#fff"/>'
        '<path d="{1}" fill="#000"/></svg>',
        size,
        path,
    )
