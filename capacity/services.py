"""What the environment says about database, broker and secrets, turned into settings."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.core.exceptions import ImproperlyConfigured

from capacity import env

SECRET_LENGTH = 50  # characters
PLACEHOLDERS = frozenset({"change-me-to-fifty-or-more-random-characters-of-your-own"})
OWN_HOSTS = ["localhost", "127.0.0.1", "[::1]"]

# Where a host is cut off in the middle of a transaction, the database ends it after this many seconds:
# what it had locked would keep everybody else waiting for hours. The lease of a job is as long.
LONGEST_PAUSE = 180
LINE = {
    "connect_timeout": "10",
    "keepalives_idle": "30",  # a database host that is gone is noticed after a minute, not after hours
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "options": f"-c idle_in_transaction_session_timeout={LONGEST_PAUSE * 1000}",
}


def demanded_secret(*, embedded: bool) -> str:
    """Return SECRET_KEY; outside embedded mode a short one or a placeholder is refused."""
    secret = env.text("SECRET_KEY")
    if secret in PLACEHOLDERS:
        raise ImproperlyConfigured("SECRET_KEY is still the placeholder of .env.example.")
    if not embedded and (len(secret) < SECRET_LENGTH or len(set(secret)) < 5):
        raise ImproperlyConfigured(
            f"SECRET_KEY must be at least {SECRET_LENGTH} random characters: see .env.example."
        )
    return secret


def demanded_hosts(*, embedded: bool) -> list[str]:
    """Return the host names the portal answers to; outside embedded mode they must be given."""
    given = env.words("ALLOWED_HOSTS", default="")
    if embedded:
        return OWN_HOSTS + [host for host in given if host not in OWN_HOSTS]
    if not given:
        raise ImproperlyConfigured("Set ALLOWED_HOSTS: see .env.example for what it means.")
    return given


def database_from_url(url: str) -> dict[str, Any]:
    """Return Django's database settings for `postgresql://user:password@host:port/name?option=x`.

    A Unix socket's folder stands in the query, as libpq has it: `?host=/folder`. Other words of
    the query go to the driver (`sslmode`, `connect_timeout`), before those of ``LINE``; an empty one
    takes that of ``LINE`` away.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgresql://.")
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise ImproperlyConfigured("DATABASE_URL must end with the name of the database.")
    options = LINE | dict(parse_qsl(parts.query, keep_blank_values=True))
    host = options.pop("host", None) or unquote(parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or options.pop("port", "")),
        "CONN_MAX_AGE": 60,  # seconds
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {word: value for word, value in options.items() if value},
    }


def broker_url(redis_url: str) -> str:
    """Return the same Redis in Celery's words: `unix:///path?db=0` is `redis+socket:///path` there.

    Addresses of the other forms (`redis://`, `rediss://`) are the same in both.
    """
    parts = urlsplit(redis_url)
    if parts.scheme in {"redis", "rediss"}:
        return redis_url
    if parts.scheme != "unix":
        raise ImproperlyConfigured("REDIS_URL must begin with redis://, rediss:// or unix://.")
    query = dict(parse_qsl(parts.query))
    login = f"{parts.netloc.rpartition('@')[0]}@" if "@" in parts.netloc else ""
    words = urlencode({"virtual_host": query.get("db", "0")})
    return f"redis+socket://{login}{parts.path}?{words}"
