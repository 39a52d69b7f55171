"""The whole portal, started as `make run` starts it, in a folder and on a port of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "look-around-2012"
OURS = (
    "DATABASE_URL",
    "REDIS_URL",
    "SECRET_KEY",
    "PORTAL_EMBEDDED",
    "DJANGO_SETTINGS_MODULE",
    "DEBUG",
    "HTTPS",
)
CHROMIUM = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Portal:
    """A running portal."""

    address: str
    environment: dict[str, str]
    output: Path

    def manage(self, *command: str) -> str:
        """Run a command of the portal beside it, and return what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        return done.stdout


@pytest.fixture(scope="session")
def portal() -> Iterator[Portal]:
    var = Path(tempfile.mkdtemp(prefix="journey-"))
    var.chmod(0o755)
    port = _free_port()
    environment = {name: value for name, value in os.environ.items() if name not in OURS} | {
        "VAR_DIR": str(var),
        "PORT": str(port),
        "WEB_WORKERS": "1",
        "WORKER_CONCURRENCY": "1",
    }
    output = var / "output.txt"
    with output.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "capacity.start"], cwd=ROOT, env=environment, stdout=out, stderr=out
        )
    try:
        _wait_for(output, "The portal runs at", process)
        yield Portal(f"http://127.0.0.1:{port}", environment, output)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 0
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(var, ignore_errors=True)


@pytest.fixture
def browser() -> Iterator[webdriver.Chrome]:
    """A browser of its own for each journey."""
    found = new_browser()
    try:
        yield found
    finally:
        found.leave()


class Browser(webdriver.Chrome):
    """A browser with a profile and a folder of downloads of its own; ``leave`` takes them away with it."""

    def __init__(self, options: webdriver.ChromeOptions, service: Service) -> None:
        self.downloads, self._profile = Path(tempfile.mkdtemp()), tempfile.mkdtemp(prefix="profile-")
        options.add_argument(f"--user-data-dir={self._profile}")
        options.add_experimental_option("prefs", {"download.default_directory": str(self.downloads)})
        super().__init__(options=options, service=service)

    def leave(self) -> None:
        self.quit()
        shutil.rmtree(self.downloads, ignore_errors=True)
        shutil.rmtree(self._profile, ignore_errors=True)


def new_browser() -> Browser:
    """Open a browser that nobody else uses; without Chromium the test is skipped."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not (program and driver):
        if os.environ.get("CI"):
            pytest.fail("Chromium and its driver are needed here.")
        pytest.skip("Chromium and its driver are not installed.")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    for argument in [*CHROMIUM, "--window-size=1440,1000"]:
        options.add_argument(argument)
    found = Browser(options, Service(driver))
    found.implicitly_wait(5)
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(output: Path, words: str, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 180
    while words not in output.read_text():
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"The portal did not start:\n{output.read_text()[-3000:]}")
        time.sleep(0.2)
