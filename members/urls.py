"""Addresses of people and their postings, of two entries that become one, and of accounts."""

from django.urls import path

from members.views import (
    account_deeds,
    accounts,
    duplicates,
    merging,
    organisations,
    people,
    postings,
    roles,
    sessions,
    tokens,
)

app_name = "members"
urlpatterns = [
    path("people/", people.person_list, name="person-list"),
    path("people/<int:pk>/edit/", people.person_edit, name="person-edit"),
    path("people/<int:pk>/postings/new/", postings.posting_new, name="posting-new"),
    path("people/<int:pk>/postings/<int:row>/", postings.posting_edit, name="posting-edit"),
    path("people/<int:pk>/postings/<int:row>/move/", postings.posting_move, name="posting-move"),
    path("people/<int:pk>/postings/<int:row>/standing/", postings.posting_standing, name="posting-standing"),
    path("people/duplicates/", duplicates.duplicate_list, name="duplicate-list"),
    path("people/<int:pk>/not/<int:other>/", duplicates.duplicate_not_same, name="duplicate-not-same"),
    path("people/<int:pk>/merge/<int:other>/", merging.person_merge, name="person-merge"),
    path("people/merges/<int:pk>/", merging.merge_page, name="merge-page"),
    path("people/merges/<int:pk>/split/", merging.merge_split, name="merge-split"),
    path("organisations/", organisations.organisation_list, name="organisation-list"),
    path("organisations/<int:pk>/edit/", organisations.organisation_edit, name="organisation-edit"),
    path("regional-roles/", roles.role_list, name="regional-role-list"),
    path("regional-roles/new/", roles.role_new, name="regional-role-new"),
    path("regional-roles/<int:pk>/change/", roles.role_edit, name="regional-role-edit"),
    path("regional-roles/<int:pk>/remove/", roles.role_remove, name="regional-role-remove"),
    path("accounts/", accounts.account_list, name="account-list"),
    path("accounts/invite/", accounts.account_invite, name="account-invite"),
    path("accounts/roles/", accounts.role_table, name="role-table"),
    path("accounts/<int:pk>/", accounts.account_page, name="account-page"),
    path("accounts/<int:pk>/edit/", accounts.account_edit, name="account-edit"),
    path("accounts/<int:pk>/invite/", account_deeds.account_invite_again, name="account-invite-again"),
    path("accounts/<int:pk>/end/", account_deeds.account_end, name="account-end"),
    path("accounts/<int:pk>/restore/", account_deeds.account_restore, name="account-restore"),
    path("accounts/<int:pk>/sign-out/", account_deeds.account_sign_out, name="account-sign-out"),
    path("accounts/<int:pk>/second-factor/", account_deeds.account_factor_take, name="account-factor-take"),
    path("account/", accounts.account_own, name="account-own"),
    path("account/sessions/", sessions.session_list, name="session-list"),
    path("account/sessions/end/", sessions.session_end_others, name="session-end-others"),
    path("account/sessions/<int:pk>/end/", sessions.session_end, name="session-end"),
    path("account/tokens/", tokens.token_list, name="token-list"),
    path("account/tokens/<int:pk>/revoke/", tokens.token_revoke, name="token-revoke"),
]
