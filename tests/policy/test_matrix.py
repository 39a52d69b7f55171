"""Every address × every reader × own and another's record: answered as the table says, and no word more."""

import pytest

from tests.architecture.test_guards import PUBLIC_API, PUBLIC_PAGES, ROUTES
from tests.policy.addresses import ABOUT, ASKED, address_of
from tests.policy.asking import READERS
from tests.policy.table import READ, WRITE
from tests.policy.world import SIDES

pytestmark = pytest.mark.django_db

NO_WRITING = {"api": "1555555", "": "l555555"}
REFUSED = set("l1345")


def sides_of(asked, name):
    sides = SIDES if name in ABOUT else SIDES[:1]
    return [(side, address_of(name, getattr(asked.world, side))) for side in sides]


def no_writing_at(name):
    letters = NO_WRITING["api" if name.startswith("api:") else ""]
    return letters.replace("l", "5").replace("1", "5") if name in PUBLIC_PAGES | PUBLIC_API else letters


def test_every_address_has_a_decision():
    undecided = set(ROUTES) - set(READ)

    assert not undecided, "Write into tests/policy/table.py who may read and who may write there."
    assert set(READ) <= set(ROUTES)
    assert set(WRITE) <= set(READ)


@pytest.mark.parametrize("name", READ)
def test_reading_is_answered_as_decided_and_nothing_hidden_is_sent(asked, name):
    answers = []
    for _side, address in sides_of(asked, name):
        letters = ""
        for reader in READERS:
            letter, sent = asked.read(reader, address, ASKED.get(name))
            letters += letter
            leaked = [word for word in asked.world.hidden_from(reader) if word in sent]
            assert not leaked, f"{reader} is sent {leaked} at {address}"
        answers.append(letters)

    assert " ".join(answers) == READ[name]


@pytest.mark.parametrize("name", READ)
def test_writing_is_answered_as_decided_and_who_is_refused_leaves_no_trace(asked, name):
    decided = WRITE.get(name, "").split()
    for place, (_side, address) in enumerate(sides_of(asked, name)):
        letters = ""
        for reader in READERS:
            sent = {"content_type": "application/json"} if name.startswith("api:") else {}
            letter, written = asked.write(reader, address, {}, **sent)
            letters += letter
            assert not (letter in REFUSED and written), f"{reader} was refused at {address}, and wrote"

        assert letters == (decided[place] if decided else no_writing_at(name))


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("name", [name for name in READ if name.startswith("api:")])
def test_no_record_is_changed_or_removed_through_the_api(asked, name, method):
    for side, address in sides_of(asked, name):
        for reader in READERS:
            letter, written = asked.write(reader, address, {}, method, content_type="application/json")
            assert (letter in REFUSED, written) == (True, 0), f"{method} by {reader} about {side}"
