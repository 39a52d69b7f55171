"""How lists of the API are cut into pages."""

from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """Fifty records a page; a reader may ask for up to two hundred by `page_size`."""

    page_size = 50
    page_size_query_param = "page_size"
    max_page_size = 200
