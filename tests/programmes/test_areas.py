"""What is delivered beside events stands in areas: nothing is left out of them, and each says where it is."""

import pytest
from django.urls import reverse

from programmes.kinds.areas import AREAS
from programmes.kinds.registry import KINDS
from tests.factories.kept import OfferFactory

IN_THE_OFFICE = {"iati"}  # how programmes are published is an affair of the office


def test_every_kind_that_stands_below_no_other_is_in_one_area():
    words = [word for area in AREAS for word in area.words]

    assert len(words) == len(set(words))
    assert {word for word, kind in KINDS.items() if not kind.parent} - set(words) == IN_THE_OFFICE


@pytest.mark.django_db
def test_the_menu_within_shows_the_pages_of_one_area_and_the_way_to_all(client, officer):
    client.force_login(officer)

    here = client.get(reverse("programmes:operations-list")).context["within"]
    overview = client.get(reverse("reports:deliverables"))

    assert [label for label, _url, _is_here in here] == [
        "Overview", "Operations", "Seizures", "Online delivery",
    ]  # fmt: skip
    assert [label for label, _url, is_here in here if is_here] == ["Operations"]
    assert len(overview.context["within"]) == 1 + len(AREAS)
    for area in AREAS:
        for _label, name in area.pages:
            assert f'href="{reverse(name)}"' in overview.content.decode()


@pytest.mark.django_db
def test_an_area_with_nothing_in_it_says_so_instead_of_a_row_of_zeros(client, officer):
    OfferFactory()
    client.force_login(officer)

    page = client.get(reverse("reports:deliverables")).content.decode()

    assert "Nothing of it is entered yet." in page.split("Missions</h2>")[1].split("</section>")[0]
    needs = page.split("Needs, offers and commitments</h2>")[1].split("</section>")[0]
    assert "Nothing of it is entered yet." not in needs
    assert "Commitments made" in needs
