"""The portal's own PostgreSQL and Redis, started and killed for real.

Each test has a `var` of its own; what the test run itself uses is not touched.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg2  # type: ignore[import-untyped]
import pytest
from redis import Redis

from capacity.embedded import owners, places, processes
from tests import throwaway

USER = """
import json, os, sys
from capacity import embedded
embedded.ensure_running()
print(json.dumps(dict(os.environ)), flush=True)
sys.stdin.read()
"""
OURS = ("DATABASE_URL", "REDIS_URL", "PORTAL_EMBEDDED", "SECRET_KEY", "VAR_DIR")


@pytest.fixture
def var() -> Iterator[Path]:
    """Give a `var` that the database's user can reach, and leave nothing of it behind."""
    folder = Path(tempfile.mkdtemp(prefix="embedded-", dir=os.environ["VAR_DIR"]))
    folder.chmod(0o755)
    yield folder
    for pid in running(folder):
        os.kill(pid, signal.SIGKILL)
    throwaway.discard(folder)


@dataclass
class User:
    """A process that uses the services until it is told to leave."""

    process: subprocess.Popen[str]
    environment: dict[str, str]

    def leave(self) -> None:
        """End as a program ends that has done its work."""
        self.process.communicate("", timeout=60)
        assert self.process.returncode == 0

    def kill(self) -> None:
        """End without a last word."""
        self.process.kill()
        self.process.communicate()

    def ask(self, statement: str) -> object:
        """Run a statement in the portal's database and return the first value of its answer."""
        server = psycopg2.connect(self.environment["DATABASE_URL"])
        with contextlib.closing(server), server, server.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchone()[0] if cursor.description else None

    @property
    def redis(self) -> Redis:
        """Return a client of the portal's Redis."""
        return Redis.from_url(self.environment["REDIS_URL"], decode_responses=True)


def program(var: Path, code: str, **given: str) -> subprocess.Popen[str]:
    """Start a program in an environment where only `given` is said about services."""
    environment = {name: word for name, word in os.environ.items() if name not in OURS}
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=places.PROJECT,
        env=environment | {"VAR_DIR": str(var)} | given,
    )


def enter(var: Path, **given: str) -> User:
    """Start a process that uses the services, and return it when they run."""
    process = program(var, USER, **given)
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        pytest.fail(process.communicate()[1])
    return User(process, json.loads(line))


def settled(var: Path) -> places.Place:
    """Return where the services of this `var` keep their files."""
    return places.settle(var)


def running(var: Path) -> list[int]:
    """Return the processes of the servers that live, PostgreSQL before Redis."""
    place = settled(var)
    found = [
        processes.living(place.postgres_data / "postmaster.pid", place.postgres_data),
        processes.living(place.redis_data / "redis.pid", place.redis_data),
    ]
    return [pid for pid in found if pid is not None]


def test_ensure_running_starts_both_and_says_so_in_the_environment(var: Path) -> None:
    user = enter(var)

    assert user.ask("SELECT current_database() || ' ' || current_user") == "capacity capacity"
    assert user.ask("SHOW server_encoding") == "UTF8"
    assert user.ask("SELECT lower('ÉCOLE')") == "école"
    assert user.ask("SHOW listen_addresses") == ""
    assert user.redis.config_get("appendonly") == {"appendonly": "yes"}
    assert user.environment["PORTAL_EMBEDDED"] == "true"
    user.leave()


def test_folders_are_closed_to_others(var: Path) -> None:
    enter(var).leave()

    place = settled(var)
    for folder in (place.home, place.postgres_data, place.redis_data, place.sockets):
        assert folder.stat().st_mode & 0o077 == 0, folder


def test_the_last_one_out_turns_off_the_lights(var: Path) -> None:
    first, second = enter(var), enter(var)

    first.leave()
    assert len(running(var)) == 2
    assert second.ask("SELECT 1") == 1

    second.leave()
    assert running(var) == []


def test_users_that_come_and_go_at_once_never_meet_a_stopped_server(var: Path) -> None:
    code = """
import os, psycopg2
from capacity import embedded
embedded.ensure_running()
psycopg2.connect(os.environ["DATABASE_URL"]).cursor().execute("SELECT 1")
"""
    for _ in range(3):
        crowd = [program(var, code) for _ in range(6)]
        complaints = [process.communicate(timeout=120)[1] for process in crowd]
        assert [process.returncode for process in crowd] == [0] * 6, complaints
    assert running(var) == []


def test_data_survive_a_kill_of_everything(var: Path) -> None:
    user = enter(var)
    user.ask("CREATE TABLE kept AS SELECT 7 AS number")
    user.redis.lpush("queue", "message")
    servers = running(var)
    user.kill()
    for pid in servers:
        os.kill(pid, signal.SIGKILL)

    again = enter(var)

    assert again.ask("SELECT number FROM kept") == 7
    assert again.redis.lrange("queue", 0, -1) == ["message"]
    again.leave()
    assert running(var) == []


def test_servers_that_outlived_their_user_are_used_and_then_stopped(var: Path) -> None:
    user = enter(var)
    servers = running(var)
    user.kill()
    assert running(var) == servers

    again = enter(var)

    assert running(var) == servers
    again.leave()
    assert running(var) == []


def test_a_stale_pid_that_now_belongs_to_another_program_is_not_believed(var: Path) -> None:
    user = enter(var)
    place = settled(var)
    servers = running(var)
    user.kill()
    for pid in servers:
        os.kill(pid, signal.SIGKILL)
    with subprocess.Popen(["sleep", "600"], cwd="/", **place.owner.identity()) as other:
        for name in ("postgres/postmaster.pid", "redis/redis.pid"):
            path = place.home / name
            rest = path.read_text().splitlines()[1:]
            path.write_text("\n".join([str(other.pid), *rest]) + "\n")

        again = enter(var)

        assert again.ask("SELECT 1") == 1
        again.leave()
        assert other.poll() is None
        other.kill()


def test_a_server_whose_socket_was_swept_away_is_started_again(var: Path) -> None:
    user = enter(var)
    place = settled(var)
    (place.sockets / ".s.PGSQL.5432").unlink()
    place.redis_socket.unlink()

    again = enter(var)

    assert again.ask("SELECT 1") == 1
    assert again.redis.ping()
    again.leave()
    user.leave()
    assert running(var) == []


def test_a_making_that_was_cut_short_is_begun_again(var: Path) -> None:
    half = settled(var).home / "postgres.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")

    user = enter(var)

    assert user.ask("SELECT 1") == 1
    user.leave()


def test_nothing_is_started_where_both_are_given(var: Path) -> None:
    both = {"DATABASE_URL": "postgresql://db.invalid/x", "REDIS_URL": "redis://queue.invalid"}

    user = enter(var, **both)

    assert {name: user.environment[name] for name in both} == both
    assert "PORTAL_EMBEDDED" not in user.environment
    user.leave()
    assert list(var.iterdir()) == []


def test_a_given_database_means_that_secrets_must_be_given_too(var: Path) -> None:
    user = enter(var, DATABASE_URL="postgresql://db.invalid/x")

    assert user.redis.ping()
    assert "PORTAL_EMBEDDED" not in user.environment
    assert "SECRET_KEY" not in user.environment
    user.leave()


def test_the_secret_is_long_kept_and_readable_by_its_owner_only(var: Path) -> None:
    redis = "redis://queue.invalid"
    first = enter(var, REDIS_URL=redis)
    first.leave()
    second = enter(var, REDIS_URL=redis)
    second.leave()

    secret = first.environment["SECRET_KEY"]
    assert len(secret) >= 50
    assert second.environment["SECRET_KEY"] == secret
    assert (var / "secret-key").stat().st_mode & 0o777 == 0o600


def test_what_cannot_start_says_so_in_one_line_with_its_log(var: Path) -> None:
    enter(var).leave()
    place = settled(var)
    (place.postgres_data / "PG_VERSION").write_text("9.6\n")

    process = program(var, USER)
    _, complaint = process.communicate("", timeout=60)

    assert process.returncode == 1
    line = complaint.splitlines()[-1]
    assert line.startswith("PostgreSQL did not start: ")
    assert line.endswith(f"(log: {place.log('postgres')})")
    assert "Traceback" not in complaint
    assert running(var) == []


def test_a_path_too_long_for_sockets_gets_a_short_folder_that_is_remembered(var: Path) -> None:
    long = var / ("long" * 20)
    long.mkdir()

    place = settled(long)

    try:
        assert len(str(place.sockets)) < 60
        assert place.sockets.stat().st_mode & 0o777 == 0o700
        assert settled(long).sockets == place.sockets
    finally:
        throwaway.discard(long)


def test_a_copied_project_does_not_share_what_its_original_keeps_elsewhere(var: Path) -> None:
    elsewhere = Path(tempfile.mkdtemp())
    memory = {"var": str(var / "original"), "home": str(elsewhere), "sockets": str(elsewhere)}
    for folder in (var / "original", var / "copy"):
        folder.mkdir()
        (folder / "embedded.json").write_text(json.dumps(memory))

    original, copy = settled(var / "original"), settled(var / "copy")

    assert original.home == elsewhere
    assert copy.home != elsewhere
    throwaway.discard(original.var)
    throwaway.discard(copy.var)


def test_a_folder_of_somebody_else_is_refused(var: Path) -> None:
    inside = var / "embedded"
    inside.symlink_to(places.PROJECT)

    with pytest.raises(SystemExit, match="cannot be used"):
        settled(var)
    inside.unlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs PostgreSQL as somebody else")
def test_root_keeps_the_data_where_the_databases_user_can_reach_them(var: Path) -> None:
    closed = var / "closed"
    closed.mkdir(mode=0o700)
    hidden = closed / "var"

    user = enter(hidden)

    place = settled(hidden)
    assert place.is_elsewhere
    assert place.home.stat().st_uid == owners.server_owner(hidden).uid != 0
    assert closed.stat().st_mode & 0o777 == 0o700
    assert user.ask("SELECT 1") == 1
    user.leave()
    throwaway.discard(hidden)
