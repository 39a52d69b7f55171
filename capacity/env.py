"""Settings from the environment, with answers a person can act on."""

import os

from django.core.exceptions import ImproperlyConfigured

_UNSET = object()


def text(name: str, default: str | object = _UNSET) -> str:
    """Return the variable as it stands; without a default it is required."""
    value = os.environ.get(name, default)
    if value is _UNSET:
        raise ImproperlyConfigured(f"Set {name}: see .env.example for what it means.")
    return str(value)


def flag(name: str, *, default: bool) -> bool:
    """Return the variable as a boolean; only the words "true" and "false" are accepted."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() not in {"true", "false"}:
        raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")
    return value.lower() == "true"


def number(name: str, *, default: int) -> int:
    """Return the variable as a whole number, zero or more."""
    value = text(name, "") or str(default)
    if not (value.isascii() and value.isdecimal()):
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def words(name: str, *, default: str) -> list[str]:
    """Return a comma-separated variable as a list without empty entries."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]
