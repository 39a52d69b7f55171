"""What the environment may say, what it must say, and whether it is all explained."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from celery import current_app
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from capacity import env, services
from capacity.embedded.places import PROJECT

EARNEST = {
    "SECRET_KEY": "a-test-secret-of-more-than-fifty-characters-0123456789",
    "DATABASE_URL": "postgresql://portal@db.invalid/portal",
    "REDIS_URL": "redis://queue.invalid/0",
    "ALLOWED_HOSTS": "portal.example.org",
}
PACKAGES = ("capacity", "office", "members", "programmes", "trainers", "reports", "sheets")
NOT_OURS = {
    "DJANGO_SETTINGS_MODULE",  # Django's own: which settings
    "PYTHONWARNINGS",  # Python's own: passed on
}
READERS = {"text", "flag", "number", "words", "get", "getenv", "setdefault", "pop"}


def load_settings(name: str = "SECURE_SSL_REDIRECT", **given: str) -> subprocess.CompletedProcess[str]:
    """Import the real settings in a process of its own; print one of them."""
    known = {"PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "-c", f"from capacity import settings as s; print(s.{name})"],
        cwd=PROJECT,
        env=known | given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_settings_load_in_earnest_with_https() -> None:
    answer = load_settings(**EARNEST)

    assert answer.stdout == "True\n", answer.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECURE_HSTS_SECONDS", "31536000"),
        ("SESSION_COOKIE_SECURE", "True"),
        ("CSRF_COOKIE_SECURE", "True"),
        ("SESSION_COOKIE_NAME", "__Host-session"),
        ("CSRF_COOKIE_NAME", "__Host-csrf"),
        ("DEBUG", "False"),
        ("SECOND_FACTOR_REQUIRED", "True"),
        ("SECOND_FACTOR_SPARES_DEMONSTRATION", "False"),
    ],
)
def test_in_earnest_nothing_has_to_be_set_to_be_safe(name: str, value: str) -> None:
    assert load_settings(name, **EARNEST).stdout.strip() == value


@pytest.mark.parametrize(
    ("name", "word", "complaint"),
    [
        ("SECRET_KEY", None, "Set SECRET_KEY"),
        ("SECRET_KEY", "short", "SECRET_KEY must be at least 50 random characters"),
        ("SECRET_KEY", "a" * 60, "SECRET_KEY must be at least 50 random characters"),
        ("SECRET_KEY", min(services.PLACEHOLDERS), "SECRET_KEY is still the placeholder"),
        ("ALLOWED_HOSTS", None, "Set ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", " , ", "Set ALLOWED_HOSTS"),
        ("DATABASE_URL", None, "Set DATABASE_URL"),
        ("DATABASE_URL", "mysql://db/x", "DATABASE_URL must begin with postgresql://"),
        ("DATABASE_URL", "postgresql://db/", "DATABASE_URL must end with the name"),
        ("REDIS_URL", "amqp://queue", "REDIS_URL must begin with"),
        ("DEBUG", "yes", "DEBUG must be true or false"),
        ("TRUSTED_PROXIES", "-1", "TRUSTED_PROXIES must be a whole number"),
    ],
)
def test_settings_refuse_in_earnest(name: str, word: str | None, complaint: str) -> None:
    given = {key: value for key, value in EARNEST.items() if key != name}

    answer = load_settings(**given, **({} if word is None else {name: word}))

    assert answer.returncode == 1
    assert f"ImproperlyConfigured: {complaint}" in answer.stderr


def test_the_placeholder_of_the_example_is_one_that_is_refused() -> None:
    words = re.findall(r"^SECRET_KEY=(.*)$", example(), re.MULTILINE)

    assert words == sorted(services.PLACEHOLDERS)


def test_embedded_mode_answers_to_this_machine_and_the_hosts_given(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", "laptop.local,localhost")

    hosts = services.demanded_hosts(embedded=True)

    assert hosts == ["localhost", "127.0.0.1", "[::1]", "laptop.local"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://us%40er:p%2Fw@db:6432/the%20name?sslmode=require",
            ("the name", "us@er", "p/w", "db", "6432", services.LINE | {"sslmode": "require"}),
        ),
        ("postgres://db/name", ("name", "", "", "db", "", services.LINE)),
        (
            "postgresql://capacity@:5432/capacity?host=%2Fvar%2Frun",
            ("capacity", "capacity", "", "/var/run", "5432", services.LINE),
        ),
        ("postgresql:///name?host=/run&port=1", ("name", "", "", "/run", "1", services.LINE)),
    ],
)
def test_database_url_becomes_djangos_settings(url: str, expected: tuple[object, ...]) -> None:
    database = services.database_from_url(url)

    keys = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS")
    assert tuple(database[key] for key in keys) == expected


@pytest.mark.django_db
def test_the_database_ends_a_transaction_that_says_nothing_for_three_minutes() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SHOW idle_in_transaction_session_timeout")

        assert cursor.fetchone() == ("3min",)


def test_a_pooler_that_takes_no_options_is_asked_for_none() -> None:
    database = services.database_from_url("postgresql://pooler/name?options=")

    assert "options" not in database["OPTIONS"]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://:word@queue:6379/1", "redis://:word@queue:6379/1"),
        ("rediss://queue/0", "rediss://queue/0"),
        ("unix:///run/redis.sock?db=2", "redis+socket:///run/redis.sock?virtual_host=2"),
        ("unix://:word@/r.sock", "redis+socket://:word@/r.sock?virtual_host=0"),
    ],
)
def test_redis_url_becomes_celerys_broker(url: str, expected: str) -> None:
    assert services.broker_url(url) == expected


def test_a_refusal_names_the_variable_and_where_it_is_explained(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)

    with pytest.raises(ImproperlyConfigured, match=r"Set SECRET_KEY: see \.env\.example"):
        env.text("SECRET_KEY")


def test_the_beat_wakes_only_tasks_that_exist() -> None:
    current_app.loader.import_default_modules()

    woken = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert woken <= set(current_app.tasks)


def test_every_variable_read_is_explained_in_the_example() -> None:
    assert sorted(set(variables_read()) - NOT_OURS - explained()) == []


def test_every_variable_explained_in_the_example_is_read() -> None:
    assert sorted(explained() - set(variables_read())) == []


def example() -> str:
    """Return the words of `.env.example`."""
    return (PROJECT / ".env.example").read_text()


def explained() -> set[str]:
    """Return the variables that `.env.example` explains."""
    return set(re.findall(r"^([A-Z][A-Z0-9_]*)=", example(), re.MULTILINE))


def variables_read() -> Iterator[str]:
    """Give the name of every environment variable that our code reads or sets."""
    files = [PROJECT / "manage.py", *(path for name in PACKAGES for path in (PROJECT / name).rglob("*.py"))]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text())):
            yield from _named_in(node)


def _named_in(node: ast.AST) -> Iterator[str]:
    """Give the variable a piece of code names, when it is about the environment."""
    if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
        word: ast.AST | None = node.slice
    elif isinstance(node, ast.Call) and _asks_environment(node.func):
        word = node.args[0]
    else:
        return
    if isinstance(word, ast.Constant) and isinstance(word.value, str):
        yield word.value


def _asks_environment(function: ast.expr) -> bool:
    """Say whether a call is one of those that look at the environment."""
    if isinstance(function, ast.Name):
        return function.id == "_number"
    if not isinstance(function, ast.Attribute) or function.attr not in READERS:
        return False
    return ast.unparse(function.value) in {"env", "os", "os.environ"}
