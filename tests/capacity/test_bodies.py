"""Bodies of requests that nobody should send."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from rest_framework.test import APIClient

from tests.factories.members import AccountFactory

pytestmark = pytest.mark.django_db


def test_a_file_nobody_asked_for_is_refused(client):
    file = SimpleUploadedFile("list.csv", b"a,b")

    assert client.post(reverse("login"), {"username": "a", "file": file}).status_code == 400


@pytest.mark.parametrize("body", ["[" * 100_000, '{"a":' * 100_000, '{"programme":' + "[" * 5000])
def test_json_nested_beyond_reading_is_refused(body):
    client = APIClient()
    client.force_authenticate(AccountFactory(officer=True))

    answer = client.post(reverse("api:edition-list"), body, content_type="application/json")

    assert answer.status_code == 400
    assert "nested too deeply" in answer.json()["detail"]


def test_a_body_too_large_for_the_api_is_refused(settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    client = APIClient()
    client.force_authenticate(AccountFactory(officer=True))

    answer = client.post(reverse("api:edition-list"), {"programme": "A" * 2000})

    assert answer.status_code == 400


def test_a_version_of_the_schema_that_there_is_not_is_passed_over(client):
    assert client.get(reverse("api:schema"), {"version": "2\r\nX-Other: 1"}).status_code == 200


@pytest.mark.parametrize("page", ["login", "reports:front", "api:edition-list", "programmes:event-new"])
def test_a_body_larger_than_any_page_takes_is_refused_unread(client, page):
    class NotToBeRead:
        def read(self, *_args):
            raise AssertionError("somebody read the body")

        readline = read

    answer = client.post(
        reverse(page), **{"CONTENT_LENGTH": str(2**30), "wsgi.input": NotToBeRead(), "secure": False}
    )

    assert answer.status_code == 413


@pytest.mark.parametrize("length", ["much", "-1", "9" * 5000], ids=["word", "negative", "endless"])
def test_a_length_that_is_no_number_is_passed_over(client, length):
    assert client.get(reverse("login"), CONTENT_LENGTH=length).status_code == 200
