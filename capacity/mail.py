"""What the environment says about mail, turned into settings."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BY_SMTP = "django.core.mail.backends.smtp.EmailBackend"
INTO_FILES = "django.core.mail.backends.filebased.EmailBackend"
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Who takes the mails. Without a host they are written into files."""

    backend: str = INTO_FILES
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False


def mail_server(url: str) -> MailServer:
    """Return the server of `smtp+starttls://user:password@host:587`; mails go into files where it is "".

    `smtps://` speaks TLS from the first byte, `smtp+starttls://` turns to it, `smtp://` never does.
    """
    if not url:
        return MailServer()
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL must be smtp+starttls://, smtps:// or smtp:// and the name of a server."
        )
    if parse_qsl(parts.query) or parts.path.strip("/"):
        raise ImproperlyConfigured("EMAIL_URL ends with the server and its port.")
    try:
        port = parts.port or _PORTS[parts.scheme]
    except ValueError as error:
        raise ImproperlyConfigured("The port of EMAIL_URL is no number.") from error
    return MailServer(
        backend=BY_SMTP,
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_tls=parts.scheme == "smtp+starttls",
        use_ssl=parts.scheme == "smtps",
    )


def portal_address(given: str, hosts: list[str], *, embedded: bool, port: str) -> str:
    """Return how the portal is reached from outside, without a slash at the end.

    Where nobody says: this machine in embedded mode, else the first name it answers to.
    """
    if given:
        if not given.startswith(("http://", "https://")):
            raise ImproperlyConfigured("PORTAL_ADDRESS must begin with https:// or http://.")
        return given.rstrip("/")
    if embedded:
        return f"http://localhost:{port}"
    return f"https://{hosts[0].lstrip('.')}"
