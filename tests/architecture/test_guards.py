"""Every door says who may come in."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from rest_framework.viewsets import ViewSetMixin

from members.access import PUBLIC, HoldsScope
from members.choices import GRANTS, PERMISSIONS, Permission, Role, TokenScope

OURS = ("capacity", "reports", "trainers", "programmes", "members", "office")
# Whoever is here answers people we do not know: each is a decision.
PUBLIC_PAGES = {
    "login",
    "logout",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "reports:front",
    "reports:edition-page",
    "reports:edition-file",
    "trainers:check",
    "programmes:survey-by-link",
    "programmes:questionnaire-by-link",
    "programmes:reaction-code",
    "programmes:reaction",
}
PUBLIC_API = {"api:schema"}


def _patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _patterns(each, inner)
        else:
            yield f"{namespace}{each.name}", each


ROUTES = dict(_patterns(get_resolver()))
PAGES = {name: route for name, route in ROUTES.items() if not hasattr(route.callback, "cls")}
API = {
    name: route
    for name, route in ROUTES.items()
    if hasattr(route.callback, "cls") and route.callback.cls.__module__.startswith(OURS)
}


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_who_may_see_it(name):
    assert hasattr(PAGES[name].callback, "guard"), "Decorate it: @requires, @everyone_logged_in or @public."


def test_only_pages_we_decided_on_are_public():
    open_to_all = {name for name, route in PAGES.items() if getattr(route.callback, "guard", "") == PUBLIC}

    assert open_to_all == PUBLIC_PAGES & set(PAGES)
    assert open_to_all == PUBLIC_PAGES


@pytest.mark.parametrize("name", API)
def test_every_api_door_reads_only_or_names_what_writing_needs(name):
    view = API[name].callback.cls
    if not issubclass(view, ViewSetMixin):
        pytest.fail("Use a view set, so that this sweep can see what it does.")
    writes = {"create", "update", "partial_update", "destroy"} & set(dir(view))
    extra = {method for each in view.get_extra_actions() for method in each.mapping} - {"get"}

    assert not (writes or extra) or isinstance(getattr(view, "write_permission", None), Permission)


@pytest.mark.parametrize("name", API)
def test_every_api_door_says_for_which_tokens_it_is_open(name):
    view = API[name].callback.cls

    assert view.scope in TokenScope
    assert any(issubclass(each, HoldsScope) for each in view.permission_classes)


def test_every_role_stands_in_the_table():
    assert set(PERMISSIONS) == set(Role)


def test_every_permission_is_held_by_somebody_beside_the_administrator_or_is_theirs_alone():
    theirs = {
        Permission.EDIT_ALL_EVENTS,
        Permission.CLOSE_PERIODS,
        Permission.KEEP_AGREEMENTS,
        Permission.MANAGE_ACCOUNTS,
        Permission.KEEP_PERSONAL_DATA,
    }
    others = frozenset().union(*(held for role, held in PERMISSIONS.items() if role != Role.ADMINISTRATOR))

    assert set(Permission) - others == theirs


def test_nobody_gives_a_role_that_may_do_what_their_own_may_not():
    for giver, given in GRANTS.items():
        assert all(PERMISSIONS[role] <= PERMISSIONS[giver] for role in given)


def test_who_may_invite_has_a_role_to_give():
    assert set(GRANTS) == {role for role, held in PERMISSIONS.items() if Permission.INVITE in held}
