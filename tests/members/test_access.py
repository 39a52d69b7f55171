"""May this role do it?"""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from members.access import PUBLIC, allows, everyone_logged_in, public, requires
from members.choices import Permission
from tests.factories.members import AccountFactory


@pytest.fixture
def page():
    return requires(Permission.EDIT_EVENTS)(lambda request: HttpResponse("entered"))


@pytest.mark.django_db
def test_a_role_that_holds_the_permission_comes_in(rf, officer, page):
    request = rf.get("/")
    request.user = officer

    assert page(request).content == b"entered"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["focal_point", "donor", "master_trainer", "auditor"])
def test_a_role_that_does_not_stays_out(rf, page, role):
    request = rf.get("/")
    request.user = AccountFactory(**{role: True})

    with pytest.raises(PermissionDenied):
        page(request)


@pytest.mark.django_db
def test_an_inactive_account_may_do_nothing():
    account = AccountFactory(administrator=True, is_active=False)

    assert not any(allows(account, permission) for permission in Permission)


def test_nobody_may_do_nothing():
    assert not any(allows(AnonymousUser(), permission) for permission in Permission)


def test_a_guard_leaves_its_word_on_the_view(page):
    assert page.guard == Permission.EDIT_EVENTS
    assert everyone_logged_in(lambda request: HttpResponse()).guard is None
    assert public(lambda request: HttpResponse()).guard == PUBLIC
