"""What a zipped workbook holds, looked at before anything is built from it."""

import io
import zipfile

import pytest

from sheets.archives import Contents, look_into
from sheets.problems import UnreadableSheet

LIMIT = 1_000_000


def zipped(how=zipfile.ZIP_DEFLATED, **parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return file.getvalue()


def refused(data, limit=LIMIT):
    with pytest.raises(UnreadableSheet) as refusal:
        look_into(data, limit=limit)
    return refusal.value.code


def lying(data, size):
    """Return the archive with another unpacked size stated in its directory."""
    place = data.rindex(b"PK\x01\x02") + 24
    return data[:place] + size.to_bytes(4, "little") + data[place + 4 :]


def test_a_plain_workbook_holds_nothing_to_be_told():
    assert look_into(zipped(xl__workbook_dot_xml="<workbook/>"), limit=LIMIT) == Contents()


@pytest.mark.parametrize(
    ("parts", "noticed"),
    [
        ({"xl__worksheets__sheet1_dot_xml": '<c r="A1"><f>1+1</f></c>'}, {"has_formulas": True}),
        ({"content_dot_xml": '<cell table:formula="of:=1+1"/>'}, {"has_formulas": True}),
        ({"xl__externalLinks__externalLink1_dot_xml": "<x/>"}, {"has_links": True}),
        ({"xl__vbaProject_dot_bin": "x"}, {"has_macros": True}),
        ({"Basic__Standard__script-lb_dot_xml": "x"}, {"has_macros": True}),
    ],
)
def test_formulas_links_and_macros_are_noticed(parts, noticed):
    assert look_into(zipped(**parts), limit=LIMIT) == Contents(**noticed)


def test_a_bomb_is_refused_at_the_limit_whatever_size_it_states():
    bomb = zipped(a=bytes(LIMIT + 1))

    assert refused(bomb) == "unzips_too_large"
    assert refused(lying(bomb, 10)) == "unzips_too_large"


def test_many_small_parts_count_together():
    assert refused(zipped(**{f"part{n}": bytes(200_000) for n in range(6)})) == "unzips_too_large"


def test_what_is_stored_unpacked_counts_too():
    assert refused(zipped(zipfile.ZIP_STORED, a=bytes(LIMIT + 1))) == "unzips_too_large"


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04",
        b"",
        zipped(a=bytes(10_000))[:-30],
        zipped(a=bytes(range(256)) * 9).replace(b"PK\x03\x04", b"PK\x03\x04", 1)[:60] + b"\xff" * 200,
        zipped(zipfile.ZIP_BZIP2, a="x" * 1000),
    ],
    ids=["a beginning", "nothing", "an end missing", "bytes changed", "packed as nobody packs workbooks"],
)
def test_a_damaged_archive_is_refused(data):
    assert refused(data) == "damaged_file"


def test_a_part_locked_by_a_password_is_refused_as_locked():
    data = bytearray(zipped(a="x"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1

    assert refused(bytes(data)) == "locked"


def test_an_opendocument_file_with_a_password_is_refused_as_locked():
    manifest = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'

    assert refused(zipped(**{"META-INF__manifest_dot_xml": manifest})) == "locked"
