"""Long lists: read, understood, matched and written, beside a bare COPY and django-import-export."""
