"""What a page begins with, as the ground floor has it."""

from members.http import (
    LongList,
    MemberRequest,
    at_the_page,
    fetch_to_edit,
    page_of,
    page_of_many,
    refuses_unknown_filters,
    rest_of,
    takes_file,
)

__all__ = [
    "LongList",
    "MemberRequest",
    "at_the_page",
    "fetch_to_edit",
    "page_of",
    "page_of_many",
    "refuses_unknown_filters",
    "rest_of",
    "takes_file",
]
