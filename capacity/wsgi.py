"""What the web server loads; without DATABASE_URL the portal's own services are started first."""

import os

from django.core.wsgi import get_wsgi_application

from capacity import embedded

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "capacity.settings")
embedded.ensure_running()
application = get_wsgi_application()
