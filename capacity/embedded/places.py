"""Where the embedded services live, and as whom they run.

Everything stands in `var/embedded/`, a folder of our own with mode 0700. PostgreSQL refuses to
run as root; as root the services run as the owner of `var/` or, where that is root too, as
`postgres` or `nobody`. Where that user cannot reach `var/` (a project under `/root`), the data
stand in a folder of our own under `/var/lib` or `/var/tmp`; `var/embedded.json` remembers which.
"""

import hashlib
import json
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from capacity.embedded import folders
from capacity.embedded.errors import CannotStart
from capacity.embedded.owners import Owner, server_owner

PROJECT = Path(__file__).resolve().parents[2]
SOCKET_NAME_LENGTH = len("/.s.PGSQL.5432")
SOCKET_PATH_LENGTH = 103  # bytes; Linux allows 107, macOS 103
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where one portal's services keep their files; every folder in it is our own."""

    var: Path
    home: Path
    sockets: Path
    owner: Owner

    @property
    def postgres_data(self) -> Path:
        """Return the folder of the database's files."""
        return self.home / "postgres"

    @property
    def redis_data(self) -> Path:
        """Return the folder of the queue's append-only file."""
        return self.home / "redis"

    @property
    def is_elsewhere(self) -> bool:
        """Say whether the data stand outside `var`, where nobody would look for them."""
        return self.var not in self.home.parents

    @property
    def redis_socket(self) -> Path:
        """Return the Unix socket on which Redis listens."""
        return self.sockets / "redis.sock"

    def log(self, name: str) -> Path:
        """Return the log file of the service of that name."""
        return self.var / "log" / f"{name}.log"


def var_dir() -> Path:
    """Return the folder of everything the portal makes on this machine: VAR_DIR, or `var/`."""
    return Path(os.environ.get("VAR_DIR") or PROJECT / "var").absolute()


def settle(var: Path) -> Place:
    """Return where the services of this `var` live, making the folders that are missing.

    Call it under the starting lock. Raises CannotStart where no folder serves.
    """
    owner = server_owner(var)
    memory = _remembered(var)
    home = _home(var, owner, memory.get("home"))
    sockets = _sockets(home, owner, memory.get("sockets"))
    folders.make_own(home / "redis", owner)
    folders.make_open(var / "log", var)
    _remember(var, {"var": str(var), "home": str(home), "sockets": str(sockets)})
    return Place(var=var, home=home, sockets=sockets, owner=owner)


def _home(var: Path, owner: Owner, remembered: str | None) -> Path:
    """Return the folder of the data, where the owner can reach it."""
    inside = var / "embedded"
    known = Path(remembered) if remembered else inside
    if known.exists():
        folders.make_own(known, owner)
        if not folders.reaches(owner, known):
            raise CannotStart(
                f"The data in {known} can no longer be reached by the user {owner.name}, who runs "
                f"PostgreSQL: let {owner.name} pass through the folders above it."
            )
        return known
    if owner.is_me or folders.reaches(owner, var):
        folders.make_own(inside, owner)
        return inside
    return _home_outside(var, owner)


def _home_outside(var: Path, owner: Owner) -> Path:
    """Make and return a folder outside the project, named after the project's path."""
    digest = hashlib.sha256(os.fsencode(var)).hexdigest()[:12]
    for base in (Path("/var/lib"), Path("/var/tmp")):  # noqa: S108 - only in a folder of our own
        if folders.reaches(owner, base):
            home = base / f"capacity-portal-{digest}"
            folders.make_own(home, owner)
            return home
    raise CannotStart(f"No folder for the data that the user {owner.name} can reach: set VAR_DIR.")


def _sockets(home: Path, owner: Owner, remembered: str | None) -> Path:
    """Return the folder of the sockets: short enough, and with letters every address may hold."""
    if _fits(home / "run"):
        folders.make_own(home / "run", owner)
        return home / "run"
    if remembered and folders.is_own(Path(remembered), owner):
        return Path(remembered)
    for base in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):  # noqa: S108
        if base.is_dir() and _fits(base / "capacity-12345678") and folders.reaches(owner, base):
            made = Path(tempfile.mkdtemp(prefix="capacity-", dir=base))
            folders.make_own(made, owner)
            return made
    raise CannotStart(f"The path {home} is too long for a socket: set VAR_DIR to a shorter one.")


def _fits(folder: Path) -> bool:
    length = len(os.fsencode(folder)) + SOCKET_NAME_LENGTH
    return length <= SOCKET_PATH_LENGTH and PLAIN_PATH.fullmatch(str(folder)) is not None


def _remembered(var: Path) -> dict[str, str]:
    """Return what the last start wrote down; nothing where the project was copied since.

    A copy must not share the database of its original; a project that was moved keeps its own.
    """
    try:
        memory = json.loads((var / "embedded.json").read_text())
    except (FileNotFoundError, ValueError):
        return {}
    was = Path(memory["var"])
    if was == var:
        return {name: path for name, path in memory.items() if Path(path).exists()}
    if was.exists() or memory["home"] == str(was / "embedded"):
        return {}
    return {"home": memory["home"]} if Path(memory["home"]).exists() else {}


def _remember(var: Path, memory: dict[str, str]) -> None:
    text = json.dumps(memory, indent=1) + "\n"
    path = var / "embedded.json"
    if not path.exists() or path.read_text() != text:
        folders.write_private(path, text, like=var)
