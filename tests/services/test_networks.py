"""Two names are joined when enough articles mention both."""

from __future__ import annotations

from app.domain.across import Network
from app.services.networks import Networks
from tests.services.building import ORGANISATION, PERSON, PORT, Named, Shelf, article

ADA, BO, CY = (Named(PERSON, [name]) for name in ("Ada Berg", "Bo Dahl", "Cy Eng"))


def fill(shelf: Shelf) -> None:
    shelf.add(article("Ada Berg met Bo Dahl.", "One"), [ADA, BO])
    shelf.add(article("Ada Berg wrote to Bo Dahl and the Port Authority.", "Two"), [ADA, BO, PORT])
    shelf.add(article("Bo Dahl met Cy Eng.", "Three"), [BO, CY])
    shelf.add(article("The Quay Board stood alone.", "Four"), [Named(ORGANISATION, ["Quay Board"])])


def pairs(network: Network) -> dict[tuple[str, str], int]:
    names = [n.name for n in network.nodes]
    return {tuple(sorted((names[e.a], names[e.b]))): e.articles for e in network.edges}  # type: ignore[misc]


def test_the_whole_library_shows_who_appears_with_whom_and_nobody_alone(shelf: Shelf) -> None:
    fill(shelf)
    network = Networks(shelf.store).whole()
    assert {n.name for n in network.nodes} == {"Ada Berg", "Bo Dahl", "Cy Eng", "Port Authority"}
    assert pairs(network) == {
        ("Ada Berg", "Bo Dahl"): 2,
        ("Ada Berg", "Port Authority"): 1,
        ("Bo Dahl", "Port Authority"): 1,
        ("Bo Dahl", "Cy Eng"): 1,
    }
    assert network.left_out == 0


def test_about_one_name_it_comes_first_and_its_company_is_joined_too(shelf: Shelf) -> None:
    fill(shelf)
    network = Networks(shelf.store).around(shelf.entity("Ada Berg"))
    assert [n.name for n in network.nodes] == ["Ada Berg", "Bo Dahl", "Port Authority"]
    assert pairs(network)["Bo Dahl", "Port Authority"] == 1
    assert [network.nodes[n].name for n, _ in network.neighbours(0)] == ["Bo Dahl", "Port Authority"]


def test_kinds_and_the_least_number_narrow_it(shelf: Shelf) -> None:
    fill(shelf)
    networks = Networks(shelf.store)
    assert {n.name for n in networks.whole([PERSON]).nodes} == {"Ada Berg", "Bo Dahl", "Cy Eng"}
    assert pairs(networks.whole(least=2)) == {("Ada Berg", "Bo Dahl"): 2}
    assert [n.name for n in networks.around(shelf.entity("Ada Berg"), [ORGANISATION]).nodes] == [
        "Ada Berg",
        "Port Authority",
    ]


def test_what_has_no_room_is_counted(shelf: Shelf) -> None:
    fill(shelf)
    network = Networks(shelf.store).around(shelf.entity("Bo Dahl"), most=2)
    assert ([n.name for n in network.nodes], network.left_out) == (["Bo Dahl", "Ada Berg"], 2)
    assert Networks(shelf.store).whole(most=3).left_out == 1


def test_a_merge_joins_the_company_of_both(shelf: Shelf) -> None:
    fill(shelf)
    shelf.entities.merge(shelf.entity("Cy Eng"), shelf.entity("Ada Berg"))
    network = Networks(shelf.store).around(shelf.entity("Ada Berg"))
    assert pairs(network)["Ada Berg", "Bo Dahl"] == 3
