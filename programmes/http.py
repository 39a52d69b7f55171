"""What a page begins with, as the ground floor has it."""

from members.http import MemberRequest, at_the_page, fetch_to_edit, page_of

__all__ = ["MemberRequest", "at_the_page", "fetch_to_edit", "page_of"]
