"""Time and memory of making a document and writing it; for processes of their own."""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from reports.blocks import Document
from reports.formats.iati import NotPublishable
from reports.formats.registry import FORMATS, IATI

KILOBYTES = 1000  # of ru_maxrss in a megabyte, as Linux counts


def timed(what: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    made = what()
    return time.perf_counter() - began, made


def written(document: Document, codes: Iterable[str]) -> dict[str, Any]:
    """Return of each format the seconds and bytes it took; of IATI that is refused, why."""
    found: dict[str, Any] = {}
    for code in codes:
        render = (FORMATS | {"xml": IATI})[code].render
        try:
            seconds, content = timed(partial(render, document))
        except NotPublishable as reason:
            found[code] = {"refused": reason.wrongs[0]}
        else:
            found[code] = {"seconds": seconds, "bytes": len(content)}
    return found


def memory() -> dict[str, float]:
    """Return the most megabytes this process, and one it started, ever held."""
    whose = {"own": resource.RUSAGE_SELF, "beside": resource.RUSAGE_CHILDREN}
    return {name: resource.getrusage(who).ru_maxrss / KILOBYTES for name, who in whose.items()}


def tell(path: str, found: Mapping[str, Any]) -> None:
    Path(path).write_text(json.dumps(found))
    sys.stdout.write(f"{json.dumps(found)}\n")
