"""Folders and files of our own: made by us, owned as we say, closed to others.

A folder that somebody else made is never changed. As root nothing is written through a link.
"""

import contextlib
import os
import shutil
import stat
import subprocess
from pathlib import Path

from capacity.embedded.errors import CannotStart
from capacity.embedded.owners import Owner


def make_own(folder: Path, owner: Owner) -> None:
    """Make a folder with mode 0700 for the owner, or take the one we made before.

    Raises CannotStart where something else stands there.
    """
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as problem:
        raise CannotStart(f"{folder} is needed and cannot be used: {problem.strerror}.") from None
    try:
        found = os.fstat(handle)
        if found.st_uid not in {owner.uid, os.geteuid()}:
            raise CannotStart(f"{folder} belongs to another user; it is not ours to use.")
        if found.st_uid != owner.uid:
            os.fchown(handle, owner.uid, owner.gid)
        if stat.S_IMODE(found.st_mode) != 0o700:
            os.fchmod(handle, 0o700)
    finally:
        os.close(handle)


def is_own(folder: Path, owner: Owner) -> bool:
    """Say whether the folder is one that `make_own` made for this owner."""
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    private = stat.S_IMODE(found.st_mode) == 0o700
    return stat.S_ISDIR(found.st_mode) and found.st_uid == owner.uid and private


def make_open(folder: Path, like: Path) -> None:
    """Make a folder that others may pass through, owned like another one, where it is missing."""
    try:
        folder.mkdir()
    except FileExistsError:
        return
    except OSError as problem:
        raise CannotStart(f"{folder} cannot be made: {problem.strerror}.") from None
    if os.geteuid() == 0:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        give(handle, like=like)
        os.fchmod(handle, 0o755)
        os.close(handle)


def give(handle: int, *, like: Path) -> None:
    """As root give an open file to the owner of a folder, who could not use it otherwise."""
    if os.geteuid() == 0:
        found = os.stat(like)
        os.fchown(handle, found.st_uid, found.st_gid)


def write_private(path: Path, text: str, *, like: Path, mode: int = 0o600) -> None:
    """Write a file in one step, owned like a folder; a half-written one is never seen."""
    beside = path.with_name(f"{path.name}.new")
    beside.unlink(missing_ok=True)
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fchmod(handle, mode)
        give(handle, like=like)
        os.fsync(handle)
    beside.replace(path)


def write_in_place(path: Path, text: str) -> None:
    """Replace the words of a file that is there, keeping its owner and mode."""
    handle = os.open(path, os.O_WRONLY | os.O_TRUNC | os.O_NOFOLLOW)
    with os.fdopen(handle, "w") as file:
        file.write(text)


def reaches(owner: Owner, path: Path) -> bool:
    """Say whether the owner can enter a folder, or run a program; asked of the kernel itself."""
    check = 'if [ -d "$1" ]; then cd "$1"; else test -x "$1"; fi'
    answer = subprocess.run(  # noqa: S603 - a fixed command, and a path of our own
        ["/bin/sh", "-c", check, "sh", str(path)],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
        cwd="/",
        **owner.identity(),
    )
    return answer.returncode == 0


def copy_for_all(source: Path, target: Path) -> None:
    """Copy a folder in one step, readable for everyone who can enter the folder above it."""
    if target.exists():
        return
    beside = target.with_name(f"{target.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    ignored = shutil.ignore_patterns("include", "*.a", "pkgconfig", "__pycache__")
    shutil.copytree(source, beside, symlinks=True, ignore=ignored)
    for path in [beside, *beside.rglob("*")]:
        if not path.is_symlink():
            wide = 0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644
            path.chmod(wide)
    beside.rename(target)
