"""The portal's own PostgreSQL and Redis, so that a laptop needs nothing but Python.

`ensure_running()` is called before Django is set up. Where DATABASE_URL or REDIS_URL is set, what
it names is used; what is not set is started here, and the address put into the environment of this
process and its children.
"""

import atexit
import os
import signal
import sys
import threading
from pathlib import Path

from capacity.embedded import places, postgres, redis, secrets
from capacity.embedded.errors import CannotStart
from capacity.embedded.lights import Lights

__all__ = ["CannotStart", "ensure_running", "stop_if_unused"]


def ensure_running() -> None:
    """Start what the environment does not name; do nothing where it names both.

    The services stop with the last process that came in here. Raises CannotStart (which ends the
    process with one line on screen) where something cannot run.
    """
    without_database = not os.environ.get("DATABASE_URL")
    without_redis = not os.environ.get("REDIS_URL")
    if not (without_database or without_redis):
        return
    var = places.var_dir()
    lights = Lights(var)
    try:
        with lights.alone():
            lights.enter()
            atexit.register(_leave, lights, var, os.getpid())
            place = places.settle(var)
            if place.is_elsewhere:
                who = place.owner.name
                sys.stderr.write(f"The database is kept in {place.home}: {who} cannot reach {var}.\n")
            if without_redis:
                os.environ["REDIS_URL"] = redis.start(place)
            if without_database:
                _serve_database(place)
    except OSError as problem:
        raise CannotStart(f"The portal's own services did not start: {problem}.") from problem


def stop_if_unused(var: Path) -> bool:
    """Stop the services of that folder unless somebody uses them; say whether nobody does."""
    lights = Lights(var)
    try:
        return _stop_if_last(lights, var)
    finally:
        lights.leave()


def _serve_database(place: places.Place) -> None:
    """Start PostgreSQL, and say in the environment that this is somebody's own machine."""
    haste = os.environ.get("PORTAL_TEST_SPEED") == "true"
    os.environ["DATABASE_URL"] = postgres.start(place, haste=haste)
    os.environ["PORTAL_EMBEDDED"] = "true"
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = secrets.kept_secret(place.var)


def _leave(lights: Lights, var: Path, pid: int) -> None:
    """At the end of the process that came in (not of its forks): turn off the lights if last."""
    if os.getpid() != pid:
        return
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    _stop_if_last(lights, var)
    lights.leave()


def _stop_if_last(lights: Lights, var: Path) -> bool:
    with lights.alone():
        if not lights.am_last():
            return False
        place = places.settle(var)
        postgres.stop(place)
        redis.stop(place)
        return True
