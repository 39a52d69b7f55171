"""The kinds of record of which one may ask who changed them, and who can see them."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet

from members.access import allows
from members.choices import Permission
from members.models import (
    Account,
    Administration,
    FormerName,
    Merge,
    NotSame,
    Person,
    Posting,
    RegionalRole,
    Succession,
)
from office.models import Upload
from programmes.kinds.kind import Kind as KeptKind
from programmes.kinds.registry import KINDS as KEPT
from programmes.models import (
    Agreement,
    Assignment,
    Attendance,
    Call,
    ClosedPeriod,
    CompletionRule,
    Contribution,
    ContributionPayment,
    Event,
    EventOrganisation,
    EventPurpose,
    Framework,
    Funding,
    Headcount,
    Invitation,
    Membership,
    MembershipClaim,
    MissionFile,
    Objective,
    Participation,
    Phase,
    Plan,
    PlanItem,
    Programme,
    ResultIndicator,
    ResultPeriod,
    Session,
)
from reports.models import Edition, FactSheet
from trainers.models import (
    CascadePerson,
    CascadeTraining,
    Cohort,
    CohortAdministration,
    CohortParticipant,
    CohortStage,
    LedgerLine,
    SignedList,
    StageAttendance,
)

Rows = Callable[[Any], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: the rows an account may see, those it may change, and what belongs to a record.

    ``parts`` are models with the key by which a row of theirs leads to the record. ``is_personal``: the
    trail of such a record holds values about one person.
    """

    model: type[Model]
    visible: Rows
    editable: Rows
    parts: tuple[tuple[type[Model], str], ...] = ()
    is_personal: bool = False


def _uploads(account: Any) -> QuerySet[Upload]:
    """Keep the lists sent in for an event or a cohort by who may change it: they may read and undo them."""
    theirs = Q()
    for model in (Event, Cohort):
        rows: Any = model._default_manager
        kind = ContentType.objects.get_for_model(model)
        theirs |= Q(content_type=kind, object_id__in=rows.editable_by(account).values("pk"))
    return Upload.objects.without_content().filter(theirs)


def _merges(account: Any) -> QuerySet[Merge]:
    return Merge.objects.all() if allows(account, Permission.EDIT_REGISTER) else Merge.objects.none()


def _no_administrations(account: Any) -> QuerySet[Administration]:
    return Administration.objects.none()


def _no_accounts(account: Any) -> QuerySet[Account]:
    return Account.objects.get_queryset().none()


KINDS: dict[str, Kind] = {
    "event": Kind(
        Event,
        lambda account: Event.objects.visible_to(account),
        lambda account: Event.objects.editable_by(account),
        parts=(
            (Headcount, "event"),
            (Participation, "event"),
            (Session, "event"),
            (Attendance, "session__event"),
            (EventOrganisation, "event"),
            (EventPurpose, "event"),
            (CompletionRule, "event"),
            (Call, "event"),
            (Invitation, "call__event"),
        ),
    ),
    "person": Kind(
        Person,
        lambda account: Person.objects.visible_to(account),
        lambda account: Person.objects.editable_by(account),
        parts=(
            (Posting, "person"),
            (Participation, "person"),
            (LedgerLine, "person"),
            (CohortParticipant, "person"),
            (NotSame, "person"),
            (Merge, "kept"),
        ),
        is_personal=True,
    ),
    "programme": Kind(
        Programme,
        lambda account: Programme.objects.visible_to(account),
        lambda account: Programme.objects.editable_by(account),
        parts=(
            (Phase, "programme"),
            (Funding, "phase__programme"),
            (Membership, "programme"),
            (MembershipClaim, "membership__programme"),
            (Contribution, "membership__programme"),
            (ContributionPayment, "contribution__membership__programme"),
            (Assignment, "programme"),
            (ClosedPeriod, "programme"),
            (Agreement, "programme"),
            (FactSheet, "programme"),
            (Objective, "programme"),
            (Plan, "programme"),
        ),
    ),
    "plan": Kind(
        Plan,
        lambda account: Plan.objects.visible_to(account),
        lambda account: Plan.objects.editable_by(account),
        parts=((PlanItem, "plan"),),
    ),
    "framework": Kind(
        Framework,
        lambda account: Framework.objects.visible_to(account),
        lambda account: Framework.objects.editable_by(account),
        parts=((ResultIndicator, "framework"), (ResultPeriod, "indicator__framework")),
    ),
    "result": Kind(
        ResultIndicator,
        lambda account: ResultIndicator.objects.visible_to(account),
        lambda account: ResultIndicator.objects.editable_by(account),
        parts=((ResultPeriod, "indicator"),),
    ),
    "cohort": Kind(
        Cohort,
        lambda account: Cohort.objects.visible_to(account),
        lambda account: Cohort.objects.editable_by(account),
        parts=(
            (CohortAdministration, "cohort"),
            (CohortStage, "cohort"),
            (CohortParticipant, "cohort"),
            (StageAttendance, "stage__cohort"),
        ),
    ),
    "administration": Kind(
        Administration,
        lambda account: Administration.objects.visible_to(account),
        _no_administrations,
        parts=((FormerName, "administration"), (Succession, "predecessor"), (RegionalRole, "administration")),
    ),
    "edition": Kind(
        Edition,
        lambda account: Edition.objects.visible_to(account).defer("document"),
        lambda account: Edition.objects.editable_by(account).defer("document"),
    ),
    "invitation": Kind(
        Invitation,
        lambda account: Invitation.objects.visible_to(account),
        lambda account: Invitation.objects.editable_by(account),
    ),
    "upload": Kind(Upload, _uploads, _uploads),
    "merge": Kind(Merge, _merges, _merges),
    "cascade": Kind(
        CascadeTraining,
        lambda account: CascadeTraining.objects.visible_to(account),
        lambda account: CascadeTraining.objects.editable_by(account),
        parts=((CascadePerson, "training"), (SignedList, "training")),
        is_personal=True,
    ),
    "account": Kind(
        Account, lambda account: Account.objects.visible_to(account), _no_accounts, is_personal=True
    ),
}


def _kept(kind: KeptKind) -> Kind:
    """Return a kind of the common shape: with what stands below a record, and below that."""
    manager: Any = kind.model._default_manager
    below = [(part.kind, part.link) for part in kind.parts]
    below += [(part.kind, f"{part.link}__{link}") for each, link in below for part in each.parts]
    return Kind(
        kind.model,
        lambda account: manager.visible_to(account),
        lambda account: manager.editable_by(account),
        parts=tuple((each.model, link) for each, link in below),
        is_personal=kind.names_people,
    )


KINDS |= {word: _kept(kind) for word, kind in KEPT.items()}
# Documents attached to a record, which are no rows of a part. Those of a draft are nobody's to hear of.
KINDS["missions"] = replace(KINDS["missions"], parts=(*KINDS["missions"].parts, (MissionFile, "mission")))


def may_read_history(kind: Kind, account: Any, record: Model) -> bool:
    """Test if the account may know who changed a record it sees: it may change it, or reads every trail."""
    if allows(account, Permission.VIEW_AUDIT_TRAIL):
        return True
    return kind.editable(account).filter(pk=record.pk).exists()
