"""The portal's own Redis: every message is written to a file, so that none is lost by a crash."""

import signal
import time
from pathlib import Path

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry

from capacity.embedded import binaries, processes
from capacity.embedded.errors import CannotStart
from capacity.embedded.places import Place

PATIENCE = 120  # seconds


def start(place: Place) -> str:
    """Have Redis running and return its REDIS_URL; raises CannotStart with the log's last words."""
    if not _answers(place):
        _end_unreachable(place)
    if not _answers(place):
        _launch(place)
    return f"unix://{place.redis_socket}?db=0"


def stop(place: Place) -> None:
    """Stop Redis after its file is written; nothing happens where it does not run."""
    processes.end(_pid_file(place), place.redis_data, how=signal.SIGTERM)


def _launch(place: Place) -> None:
    """Start the server and wait until it answers."""
    command = [
        str(binaries.redis_server(place)),
        *("--port", "0"),
        *("--unixsocket", str(place.redis_socket)),
        *("--unixsocketperm", "700"),
        *("--dir", str(place.redis_data)),
        *("--pidfile", str(_pid_file(place))),
        *("--appendonly", "yes"),
        *("--appendfsync", "everysec"),
        *("--save", ""),
        *("--daemonize", "no"),
    ]
    place.redis_socket.unlink(missing_ok=True)
    before = processes.log_length(place.log("redis"))
    server = processes.launch(place, "redis", command)
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        if _answers(place):
            return
        time.sleep(0.02)
    words = processes.last_words(place.log("redis"), before)
    raise CannotStart(f"Redis did not start: {words} (log: {place.log('redis')})")


def _end_unreachable(place: Place) -> None:
    """Wait for a server that lives and does not answer yet; end it where its socket is gone."""
    deadline = time.monotonic() + PATIENCE
    while processes.living(_pid_file(place), place.redis_data) is not None:
        if _answers(place):
            return
        if time.monotonic() > deadline or not place.redis_socket.exists():
            stop(place)
        time.sleep(0.1)


def _answers(place: Place) -> bool:
    """Say whether Redis answers on our socket; while it still reads its file it does not."""
    at_once = Retry(NoBackoff(), 0)
    server = Redis(unix_socket_path=str(place.redis_socket), socket_timeout=5, retry=at_once)
    try:
        return bool(server.ping())
    except (RedisError, OSError):
        return False
    finally:
        server.close()


def _pid_file(place: Place) -> Path:
    return place.redis_data / "redis.pid"
