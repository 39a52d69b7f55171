"""A queue and a worker of the tests' own, over the database of the run."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from office.audit import Actor
from office.choices import Door, JobState
from office.models import Job
from office.models.jobs import LEASE
from reports.actions import editions
from reports.actions.editions import Request
from reports.choices import EditionState
from reports.formats.registry import FORMATS
from reports.models import Edition, EditionFacts, EditionFile
from tests.factories.programmes import (
    AssignmentFactory,
    EventFactory,
    HeadcountFactory,
    PhaseFactory,
)
from tests.jobs.machines import Queue, Worker, folder_of_its_own, free_port, own_database_url, soon


@pytest.fixture(scope="session")
def queue() -> Iterator[Queue]:
    with folder_of_its_own() as folder:
        queue = Queue(folder)
        queue.start()
        yield queue
        queue.kill()


@pytest.fixture(scope="session")
def mail_port() -> int:
    """Where the workers look for a mail server; nobody answers there."""
    return free_port()


@pytest.fixture(scope="session")
def _worker(queue, mail_port, django_db_setup, django_db_blocker) -> Iterator[Worker]:
    with folder_of_its_own() as folder, django_db_blocker.unblock():
        environment = {
            "DATABASE_URL": own_database_url(),
            "REDIS_URL": queue.url,
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
        }
        worker = Worker("one", folder, **environment).start().wait_ready()
        yield worker
        worker.kill()


@pytest.fixture
def worker(_worker, transactional_db) -> Worker:
    return _worker


@pytest.fixture
def phase(transactional_db):
    return PhaseFactory()


@pytest.fixture
def officer(phase):
    return AssignmentFactory(programme=phase.programme).account


@pytest.fixture
def ask(phase, officer):
    """Return a function that asks for an edition, of which no worker has been told."""
    event = EventFactory(programmes=[phase.programme], phases=[phase])
    HeadcountFactory(event=event, people=21)

    def ask():
        request = Request(programme=phase.programme, phase=phase)
        return editions.ask_for_edition(request=request, by=Actor(officer, Door.PAGE))

    return ask


@pytest.fixture
def swept(queue):
    """Return a function that lets the leases of killed workers run out, and does what the beat does then."""

    def swept():
        Job.objects.filter(state=JobState.RUNNING).update(leased_until=timezone.now() - LEASE)
        queue.send("office.sweep_jobs")

    return swept


def ended(job):
    """Wait until the job has ended, and return it."""
    return soon(lambda: Job.objects.filter(pk=job.pk, finished_at__isnull=False).first())


def assert_one_whole_edition(job, *, attempts):
    """Assert that there is one edition of one job, with all its files, and nothing is stuck.

    :param attempts: how often it was claimed; None where that depends on who was faster.
    """
    edition = Edition.objects.get()
    job.refresh_from_db()
    assert (edition.state, job.state) == (EditionState.DRAFT, JobState.DONE)
    assert attempts in (None, job.attempts)
    assert set(edition.files.values_list("format", flat=True)) >= set(FORMATS)
    assert EditionFile.objects.count() == edition.files.count()
    assert EditionFacts.objects.get().edition == edition
    assert not Job.objects.exclude(state=JobState.DONE).exists()
