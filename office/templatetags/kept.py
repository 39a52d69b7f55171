"""``{% kept part %} … {% endkept %}``: a part of a page that is kept for a minute (office/keeping.py)."""

from typing import Any

from django import template
from django.core.cache import cache
from django.template import Context, Node, NodeList
from django.template.base import Parser, Token
from django.utils.safestring import SafeString, mark_safe
from redis.exceptions import RedisError

register = template.Library()

SECONDS = 60


class KeptNode(Node):
    """Wants ``kept_as`` of the view; without it, all is made anew."""

    def __init__(self, part: str, nodelist: NodeList) -> None:
        self.part = part
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        name = f"{context['kept_as']}:{self.part}" if context.get("kept_as") else ""
        kept = _found(name) if name else None
        if kept is None:
            kept = self.nodelist.render(context)
            if name:
                _keep(name, kept)
        return mark_safe(kept)  # noqa: S308 - it was made by this very template


@register.tag("kept")
def kept(parser: Parser, token: Token) -> KeptNode:
    """Keep what stands up to ``endkept``, under the one word that follows."""
    _tag, part = token.split_contents()
    nodelist = parser.parse(("endkept",))
    parser.delete_first_token()
    return KeptNode(part, nodelist)


def _found(name: str) -> Any:
    try:
        return cache.get(name)
    except RedisError:
        return None  # a page without its cache is slower, and no worse


def _keep(name: str, html: str) -> None:
    try:
        cache.set(name, str(html), SECONDS)
    except RedisError:
        return
