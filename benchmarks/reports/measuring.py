"""Time and memory of making and writing documents; for processes of their own."""

import contextlib
import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from reports.blocks import Document
from reports.formats.registry import KEPT

MEGABYTE, PAGE = 1e6, os.sysconf("SC_PAGE_SIZE")
BETWEEN = 0.02  # seconds between two looks at the memory
PROCESSES = Path("/proc")


def timed(what: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    made = what()
    return time.perf_counter() - began, made


def render(document: Document, code: str) -> bytes:
    return KEPT[code].render(document)


def processor_time() -> float:
    """Return the seconds of processor this process has had, with those it waited for."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    used = [resource.getrusage(each) for each in whose]
    return sum(each.ru_utime + each.ru_stime for each in used)


@dataclass
class Watch:
    """Sees how much memory this process and all it started hold together, at one moment, in megabytes."""

    most: float = 0.0
    _is_over: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        self._eye = threading.Thread(target=self._look, daemon=True)
        self._eye.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self._eye.join()

    def _look(self) -> None:
        while not self._is_over.wait(BETWEEN):
            held = sum(_held(each) for each in _with_those_it_started(os.getpid()))
            self.most = max(self.most, held / MEGABYTE)


def _with_those_it_started(process: int) -> Iterator[int]:
    yield process
    with contextlib.suppress(OSError):  # it has ended meanwhile
        own = (PROCESSES / str(process) / "cmdline").read_bytes()
        for thread in (PROCESSES / str(process) / "task").iterdir():
            for child in (thread / "children").read_text().split():
                # One that is just being started still looks like its parent, memory and all.
                if (PROCESSES / child / "cmdline").read_bytes() != own:
                    yield from _with_those_it_started(int(child))


def _held(process: int) -> float:
    try:
        return int((PROCESSES / str(process) / "statm").read_text().split()[1]) * PAGE
    except OSError:
        return 0


def tell(path: str, found: Mapping[str, Any]) -> None:
    Path(path).write_text(json.dumps(found))
    sys.stdout.write(f"{json.dumps(found)}\n")
