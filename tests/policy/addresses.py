"""Of which record each address is, on either side of the world."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse

from programmes.kinds.registry import KINDS
from tests.policy.world import Side

Arguments = Callable[[Side], list[Any]]


def _event(side: Side) -> list[Any]:
    return [side.event.pk]


def _planned(side: Side) -> list[Any]:
    return [side.planned.pk]


def _upload(side: Side) -> list[Any]:
    return [side.upload.pk]


def _row(side: Side) -> list[Any]:
    return [side.event.pk, side.row.pk]


def _session(side: Side) -> list[Any]:
    return [side.event.pk, side.session.pk]


def _person(side: Side) -> list[Any]:
    return [side.row.person.pk]


def _posting(side: Side) -> list[Any]:
    return [side.row.person.pk, side.posting.pk]


def _pair(side: Side) -> list[Any]:
    return [side.row.person.pk, side.second.pk]


def _invitation(side: Side) -> list[Any]:
    return [side.invitation.pk]


def _edition(side: Side) -> list[Any]:
    return [side.edition.key]


def _draft(side: Side) -> list[Any]:
    return [side.draft.key]


def _officers(side: Side) -> list[Any]:
    return [side.administration.iso2]


def _account(side: Side) -> list[Any]:
    return [side.acting.pk]


def _membership(side: Side) -> list[Any]:
    return [side.claim.membership_id]


def _claim(side: Side) -> list[Any]:
    return [side.claim.membership_id, side.claim.pk]


def _contribution(side: Side) -> list[Any]:
    return [side.payment.contribution_id]


def _cascade(side: Side) -> list[Any]:
    return [side.cascade.pk]


def _material(side: Side) -> list[Any]:
    return [side.material.pk]


def _cohort(side: Side) -> list[Any]:
    return [side.cohort.pk]


def _stage(side: Side) -> list[Any]:
    return [side.cohort.pk, side.stage.pk]


def _in_cohort(side: Side) -> list[Any]:
    return [side.cohort.pk, side.in_cohort.pk]


def _kept(word: str) -> Arguments:
    return lambda side: [side.kept[word].pk]


OF_KINDS: dict[str, Arguments] = {
    name: _kept(word)
    for word in KINDS
    for name in (*(f"programmes:{word}-{page}" for page in ("page", "edit", "remove")), f"api:{word}-detail")
}
ABOUT: dict[str, Arguments] = {
    **OF_KINDS,
    "programmes:support-list-send": _kept("support"),
    "programmes:support-list-workbook": _kept("support"),
    "reports:administration-page": lambda side: [side.administration.iso2],
    "reports:programme-page": lambda side: [side.programme.code],
    "reports:fact-sheet": lambda side: [side.programme.code],
    "reports:fact-sheet-edit": lambda side: [side.programme.code],
    "reports:fact-sheet-file": lambda side: [side.programme.code, "zip"],
    "reports:event-page": _event,
    "reports:person-page": _person,
    "reports:person-data": _person,
    "reports:person-data-file": _person,
    "reports:person-anonymise": _person,
    "reports:merge-preview": _pair,
    "reports:mail-page": lambda side: [side.mail.pk],
    "reports:mail-retry": lambda side: [side.mail.pk],
    "reports:record-history": lambda side: ["event", side.event.pk],
    "reports:record-readers": lambda side: ["person", side.row.person.pk],
    "reports:schedule-edit": lambda side: [side.schedule.pk],
    "reports:edition-page": _edition,
    "reports:edition-progress": _draft,
    "reports:edition-retry": _draft,
    "reports:edition-cancel": _draft,
    "reports:edition-submit": _draft,
    "reports:edition-send-back": _draft,
    "reports:edition-release": _draft,
    "reports:edition-chapters": _draft,
    "reports:edition-preview": lambda side: [side.submitted.key, side.administration.iso2],
    "reports:edition-changes": _edition,
    "reports:edition-changes-between": lambda side: [side.edition.key, side.older_edition.key],
    "reports:edition-file": lambda side: [side.edition.key, "csv"],
    "members:person-edit": _person,
    "members:organisation-edit": lambda side: [side.administration.pk],
    **{f"members:regional-role-{page}": lambda side: [side.role.pk] for page in ("edit", "remove")},
    **{f"members:former-name-{page}": lambda side: [side.former_name.pk] for page in ("edit", "remove")},
    **{f"members:succession-{page}": lambda side: [side.succession.pk] for page in ("edit", "remove")},
    **{f"programmes:own-need-{page}": lambda side: [side.kept["needs"].pk] for page in ("edit", "withdraw")},
    **{f"reports:abbreviation-{page}": _kept("abbreviation") for page in ("edit", "remove")},
    "members:former-name-new": _officers,
    "members:succession-new": _officers,
    **{f"reports:published-{page}": lambda side: [side.published.pk] for page in ("edit", "remove")},
    "members:posting-new": _person,
    "members:posting-edit": _posting,
    "members:posting-move": _posting,
    "members:posting-standing": _posting,
    "members:duplicate-not-same": _pair,
    "members:person-merge": _pair,
    "members:merge-page": lambda side: [side.merge.pk],
    "members:merge-split": lambda side: [side.merge.pk],
    "members:account-page": _account,
    "members:account-edit": _account,
    "members:account-invite-again": _account,
    "members:account-end": _account,
    "members:account-restore": _account,
    "members:account-sign-out": _account,
    "members:account-factor-take": _account,
    "members:session-end": lambda side: [side.place.pk],
    "members:token-revoke": lambda side: [side.token.pk],
    "trainers:cascade-training": _cascade,
    "trainers:cascade-edit": _cascade,
    "trainers:cascade-remove": _cascade,
    "trainers:cascade-name": _cascade,
    "trainers:cascade-take-off": lambda side: [side.cascade.pk, side.taught.pk],
    "trainers:cascade-list-attach": _cascade,
    "trainers:cascade-list-file": _cascade,
    "trainers:cascade-tree": lambda side: [side.cascade.trainer.pk],
    "trainers:sample-page": lambda side: [side.sample.pk],
    "trainers:sample-check": lambda side: [side.sample.pk, side.check.pk],
    "trainers:material-page": _material,
    "trainers:material-edit": _material,
    "trainers:material-remove": _material,
    "trainers:material-file": _material,
    "programmes:event-edit": _event,
    "programmes:event-state": _event,
    "programmes:event-remove": _event,
    "programmes:event-headcounts": _event,
    "programmes:event-people": _event,
    "programmes:event-people-add": _event,
    "programmes:event-people-mark": _event,
    "programmes:event-people-paste": _event,
    "programmes:event-people-workbook": _event,
    "programmes:list-look": _upload,
    "programmes:list-undo": _upload,
    "programmes:list-remarks": _upload,
    "programmes:participation-edit": _row,
    "programmes:participation-remove": _row,
    "programmes:event-sessions": _event,
    "programmes:event-sessions-plan": _event,
    "programmes:session-new": _event,
    "programmes:session-edit": _session,
    "programmes:session-remove": _session,
    "programmes:event-attendance": _event,
    "programmes:event-attendance-sheet": _event,
    "programmes:event-attendance-workbook": _event,
    "programmes:event-attendance-paste": _event,
    "programmes:event-completion": _event,
    "programmes:event-completion-rule": _event,
    "programmes:event-call": _planned,
    "programmes:call-edit": _planned,
    "programmes:call-send": _planned,
    "programmes:call-outcome": _planned,
    "programmes:invitation-seats": lambda side: [side.planned.pk, side.invitation.pk],
    "programmes:event-selection": _planned,
    "programmes:invitation-page": _invitation,
    "programmes:invitation-nominate": _invitation,
    "programmes:invitation-rank": _invitation,
    "programmes:invitation-list": _invitation,
    "programmes:invitation-workbook": _invitation,
    "programmes:officer-list": _officers,
    "programmes:officer-workbook": _officers,
    "programmes:account-programmes": _account,
    "programmes:nominee-withdraw": lambda side: [side.invitation.pk, side.nominee.pk],
    "programmes:agreement-amend": lambda side: [side.agreement.pk],
    "programmes:membership-page": _membership,
    "programmes:membership-edit": _membership,
    "programmes:membership-remove": _membership,
    "programmes:claim-new": _membership,
    "programmes:claim-edit": _claim,
    "programmes:claim-remove": _claim,
    "programmes:contribution-new": _membership,
    "programmes:contribution-page": _contribution,
    "programmes:contribution-edit": _contribution,
    "programmes:contribution-remove": _contribution,
    "programmes:payment-new": _contribution,
    "programmes:payment-remove": lambda side: [side.payment.contribution_id, side.payment.pk],
    "api:membership-detail": _membership,
    "api:objective-detail": lambda side: [side.objective.pk],
    "api:plan-detail": lambda side: [side.plan_item.plan_id],
    "api:plan-item-detail": lambda side: [side.plan_item.pk],
    "api:contribution-detail": _contribution,
    "programmes:objective-edit": lambda side: [side.objective.pk],
    "programmes:plan-edit": lambda side: [side.plan_item.plan_id],
    "programmes:plan-item-new": lambda side: [side.plan_item.plan_id],
    "programmes:plan-item-edit": lambda side: [side.plan_item.pk],
    "programmes:plan-item-remove": lambda side: [side.plan_item.pk],
    "programmes:twin-decide": lambda side: [side.event.pk, side.planned.pk],
    "programmes:event-purpose": _event,
    "trainers:event-materials": _event,
    "reports:plan-page": lambda side: [side.plan_item.plan_id],
    "programmes:recommendation-answer": lambda side: [side.kept["recommendations"].pk],
    "reports:framework": lambda side: [side.kept["frameworks"].pk],
    "reports:result": lambda side: [side.kept["result-indicators"].pk],
    "programmes:survey-send": _kept("surveys"),
    "reports:survey-page": _kept("surveys"),
    "reports:evaluation-page": _kept("evaluations"),
    "reports:evaluation-sheet": _kept("evaluations"),
    "programmes:evaluation-scores": _kept("evaluations"),
    "programmes:reaction": lambda side: ["NOBODYS"],
    "programmes:survey-by-link": lambda side: ["nobodys-token"],
    "programmes:questionnaire-by-link": lambda side: ["nobodys-token", side.kept["questionnaires"].pk],
    **{
        f"programmes:{each}-{page}": _kept(f"{each}s")
        for each in ("mission", "questionnaire")
        for page in ("files", "attach")
    },
    **{
        f"programmes:{each}-file{deed}": _kept(f"{each}-file")
        for each in ("mission", "questionnaire")
        for deed in ("", "-remove")
    },
    **{f"programmes:questionnaire-{page}": _kept("questionnaires") for page in ("answer", "agree", "reopen")},
    "programmes:period-reopen": lambda side: [side.period.pk],
    "trainers:person-ledger": _person,
    "trainers:line-new": _person,
    "trainers:line-correct": lambda side: [side.row.person.pk, side.line.pk],
    "trainers:person-languages": _person,
    "trainers:check": lambda side: [side.line.code],
    "reports:certificate": lambda side: [side.line.pk],
    "api:scheme-detail": lambda side: [side.line.scheme.code],
    "api:ledger-line-detail": lambda side: [side.line.pk],
    "trainers:cohort-page": _cohort,
    "trainers:cohort-edit": _cohort,
    "trainers:cohort-remove": _cohort,
    "trainers:cohort-expected": _cohort,
    "trainers:group-add": _cohort,
    "trainers:group-edit": lambda side: [
        side.cohort.pk,
        side.cohort.administrations.get(administration=side.administration).pk,
    ],
    "trainers:cohort-certify": _cohort,
    "trainers:stages-plan": _cohort,
    "trainers:stage-new": _cohort,
    "trainers:stage-edit": _stage,
    "trainers:stage-attendance": _stage,
    "trainers:stage-take": _stage,
    "trainers:participant-new": _cohort,
    "trainers:participant-list": _cohort,
    "trainers:participant-workbook": _cohort,
    "trainers:participant-edit": _in_cohort,
    "trainers:participant-leave": _in_cohort,
    "trainers:participant-remove": _in_cohort,
    "trainers:participant-certify": _in_cohort,
    "trainers:certificate-take-back": _in_cohort,
    "account_reset_password_from_key": lambda side: ["1", "nobodys-key"],
    "api:administration-detail": lambda side: [side.administration.iso2],
    "api:person-detail": _person,
    "api:programme-detail": lambda side: [side.programme.code],
    "api:phase-detail": lambda side: [side.phase.pk],
    "api:agreement-detail": lambda side: [side.agreement.pk],
    "api:event-detail": _event,
    "api:cascade-training-detail": _cascade,
    "api:material-detail": _material,
    "api:edition-detail": _edition,
    "api:cohort-detail": _cohort,
    "api:edition-file": lambda side: [side.edition.key, "csv"],
}
ASKED: dict[str, dict[str, str]] = {
    "reports:evidence": {"indicator": "participations"},
    "reports:figure-readers": {"indicator": "participations"},
    "reports:split-file": {"by": "programme"},
    "api:figure-list": {"indicator": "participations", "by": "programme"},
}


def address_of(name: str, side: Side) -> str:
    return reverse(name, args=ABOUT[name](side) if name in ABOUT else [])
