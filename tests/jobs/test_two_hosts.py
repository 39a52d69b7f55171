"""Two hosts share the work: they meet at one PostgreSQL and one Redis, and at nothing else."""

import contextlib

import pytest
from django.db import connection
from django.utils import timezone

from office.choices import JobState
from office.models import Job
from office.models.jobs import LEASE
from reports.actions import editions
from reports.choices import EditionState
from reports.formats.registry import FORMATS
from reports.models import Edition, EditionFacts
from tests.jobs.conftest import ended
from tests.jobs.holding import held, table, wait_until_kept
from tests.jobs.hosts import two_hosts
from tests.jobs.machines import Queue, Relay, Worker, database_url, folder_of_its_own, soon

pytestmark = pytest.mark.xdist_group("jobs")

SECONDS = 2  # that the database waits for a host that is gone in the middle of a transaction


@pytest.fixture
def world(transactional_db):
    """Return the queue, the hosts and the worker of each: it has no folder, and no socket, with the other."""
    with contextlib.ExitStack() as stack:
        hosts = stack.enter_context(two_hosts())
        addresses = tuple(host.address for host in hosts)
        queue = Queue(stack.enter_context(folder_of_its_own()), addresses=addresses)
        queue.start()
        stack.callback(queue.kill)
        socket = f"{connection.settings_dict['HOST']}/.s.PGSQL.{connection.settings_dict['PORT']}"
        workers = []
        for host in hosts:
            relay = Relay(host.address, socket)
            stack.callback(relay.close)
            worker = Worker(
                host.name,
                stack.enter_context(folder_of_its_own()),
                inside=host.inside,
                REDIS_URL=f"redis://{host.address}:{queue.port}/0",
                DATABASE_URL=database_url(
                    host.address,
                    str(relay.port),
                    application_name=host.name,
                    options=f"-c idle_in_transaction_session_timeout={SECONDS * 1000}",
                ),
            )
            stack.callback(worker.kill)
            workers.append(worker.start())
        for worker in workers:
            worker.wait_ready()
        yield queue, hosts, workers


def build(queue, job):
    return queue.send(editions.BUILD, job_id=job.pk)


def assert_all_whole(number):
    """Assert that there are so many editions, each built once and whole, and nothing is stuck."""
    assert list(Edition.objects.values_list("state", flat=True)) == [EditionState.DRAFT] * number
    assert EditionFacts.objects.count() == number
    for edition in Edition.objects.all():
        assert set(edition.files.values_list("format", flat=True)) >= set(FORMATS)
    assert set(Job.objects.values_list("state", flat=True)) == {JobState.DONE}


def test_two_hosts_share_the_work_and_what_one_leaves_the_other_takes(world, ask):
    queue, (_one, gone), (first, second) = world
    jobs = [ask()[1] for _number in range(6)]

    messages = [build(queue, job) for job in jobs]
    for job in jobs:
        ended(job)

    assert_all_whole(6)
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}
    soon(lambda: all(first.did(each) or second.did(each) for each in messages))
    assert any(map(first.did, messages))
    assert any(map(second.did, messages))
    assert not any(first.did(each) and second.did(each) for each in messages)

    # The cable is pulled while a worker holds the job's row, and has half of the edition stored.
    _edition, job = ask()
    with held(table("reports_editionfile", mode="SHARE")):
        first.stop_listening()  # so that the second has it
        build(queue, job)
        wait_until_kept(of="reports_editionfile")
        gone.pull_cable()
        first.go_on()
    Job.objects.filter(pk=job.pk).update(leased_until=timezone.now() - LEASE)
    queue.send("office.sweep_jobs")
    ended(job)

    assert_all_whole(7)
    assert Job.objects.get(pk=job.pk).attempts == 2

    # Plugged in again, it takes part again.
    gone.plug_in()
    first.kill()
    _edition, job = ask()
    build(queue, job)
    ended(job)
    assert_all_whole(8)
