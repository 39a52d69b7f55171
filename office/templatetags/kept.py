"""``{% kept part %} … {% endkept %}``: a part of a page that is kept for a minute (office/keeping.py)."""

from django import template
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.utils.safestring import SafeString, mark_safe

from office import keeping

register = template.Library()


class KeptNode(Node):
    """Wants ``kept_as`` of the view; without it, all is made anew."""

    def __init__(self, part: str, nodelist: NodeList) -> None:
        self.part = part
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        if not context.get("kept_as"):
            return self.nodelist.render(context)
        name = f"{context['kept_as']}:{self.part}"
        html = keeping.kept(name, lambda: str(self.nodelist.render(context)))
        return mark_safe(html)  # noqa: S308 - it was made by this very template


@register.tag("kept")
def kept(parser: Parser, token: Token) -> KeptNode:
    """Keep what stands up to ``endkept``, under the one word that follows."""
    _tag, part = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(part, nodelist)
