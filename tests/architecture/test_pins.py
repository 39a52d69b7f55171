"""What is installed is exactly what was looked at: versions and hashes of everything, on any machine."""

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
WANTED = [
    Requirement(line.split("#")[0])
    for line in (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    if line.split("#")[0].strip()
]
PINS = dict(re.findall(r"^([\w.-]+)==(\S+) \\$", (ROOT / "pins.txt").read_text(encoding="utf-8"), re.M))
MACHINES = [
    {"python_version": version, "python_full_version": full, "sys_platform": system, "platform_system": name}
    for version, full in (("3.11", "3.11.0"), ("3.12", "3.12.0"), ("3.13", "3.13.0"), ("3.14", "3.14.0"))
    for system, name in (("linux", "Linux"), ("darwin", "Darwin"))
]


def _needed_somewhere(requirement):
    """Test if a package asks for it on a machine the portal runs on, without an extra."""
    if requirement.marker is None:
        return True
    here = default_environment() | {"extra": ""}
    return any(requirement.marker.evaluate(here | machine) for machine in MACHINES)


@pytest.mark.parametrize("requirement", WANTED, ids=str)
def test_what_is_required_is_pinned_at_the_same_version(requirement):
    pinned = PINS.get(canonicalize_name(requirement.name))

    assert f"=={pinned}" == str(requirement.specifier), "Run `make pins`."


def test_every_pin_names_the_hashes_of_its_files():
    text = (ROOT / "pins.txt").read_text(encoding="utf-8")
    blocks = re.split(r"^(?=\S)", text, flags=re.M)

    without = [block for block in blocks if "==" in block and "--hash=sha256:" not in block]
    assert without == []
    assert len(PINS) == len([block for block in blocks if "==" in block])


@pytest.mark.parametrize("name", PINS)
def test_what_a_package_brings_along_is_pinned_too(name):
    asked = [Requirement(each) for each in metadata.requires(name) or []]

    missing = {each.name for each in asked if _needed_somewhere(each)} - {
        each.name for each in asked if canonicalize_name(each.name) in PINS
    }
    assert missing == set(), "Run `make pins`."
    assert metadata.version(name) == PINS[name]
