"""From a token to a downloaded PDF, through a real worker."""

import io
import json
import time
import urllib.error
import urllib.request

import pytest
from pypdf import PdfReader

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("journey")]


def call(portal, path, token="", body=None):
    """Return status and body of one request; a body is sent as JSON."""
    request = urllib.request.Request(f"{portal.address}{path}" if path.startswith("/") else path)
    if token:
        request.add_header("Authorization", f"Token {token}")
    if body is not None:
        request.data = json.dumps(body).encode()
        request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


@pytest.fixture(scope="module")
def token(portal):
    return portal.manage("api_token", "officer@example.org").strip()


def test_the_schema_is_public_and_openapi_3_1(portal):
    status, body = call(portal, "/api/v1/schema/?format=json")

    assert status == 200
    assert json.loads(body)["openapi"].startswith("3.1")


def test_without_a_token_there_is_no_answer(portal):
    assert call(portal, "/api/v1/events/")[0] in {401, 403}


def test_the_published_total_of_phase_two_comes_out_with_definition_and_evidence(portal, token):
    question = "indicator=participations&programme=APSP&phase=2&topic=passenger-controls"

    status, body = call(portal, f"/api/v1/figures/?{question}", token)

    figure = json.loads(body)
    assert (status, figure["value"], figure["accuracy"]) == (200, 99, "EXACT")
    assert figure["unit"]
    assert "Participants at events" in figure["definition"]
    assert figure["evidence"].startswith(f"{portal.address}/evidence/?indicator=participations")
    assert "topic=passenger-controls" in figure["evidence"]


def test_an_unknown_filter_is_refused_with_what_there_is(portal, token):
    status, body = call(portal, "/api/v1/events/?colour=blue", token)
    assert status == 400
    assert "colour" in body.decode()

    status, body = call(portal, "/api/v1/figures/?indicator=happiness", token)
    assert status == 400
    assert "participations" in body.decode()


def test_a_report_is_asked_for_built_by_the_worker_and_downloaded(portal, token):
    status, body = call(portal, "/api/v1/editions/", token, {"programme": "APSP", "phase": 2})
    assert status == 202, body
    edition = json.loads(body)

    deadline = time.monotonic() + 90
    while edition["state"] == "BUILDING" and time.monotonic() < deadline:
        time.sleep(0.5)
        edition = json.loads(call(portal, f"/api/v1/editions/{edition['key']}/", token)[1])

    assert edition["state"] == "DRAFT", edition
    status, pdf = call(portal, edition["files"]["pdf"], token)
    assert status == 200
    assert "99" in "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_a_report_of_a_programme_one_does_not_work_on_is_refused(portal, token):
    status, body = call(portal, "/api/v1/editions/", token, {"programme": "ROCB"})

    assert status == 403
    assert "ROCB" in json.loads(body)["detail"]
