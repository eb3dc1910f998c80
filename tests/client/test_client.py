"""The Python client against a real server."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, make_server

import httpx
import pytest

from naturalia import ApiError, Client
from naturalia.catalogue.exporting.running import run_export
from naturalia.catalogue.models import Export
from naturalia.client.asking import Asker, pause
from tests.network import Network, harvested_network


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def network() -> Iterator[Network]:
    with harvested_network() as made:
        yield made


@pytest.fixture(scope="module")
def client(network: Network) -> Iterator[Client]:
    from django.core.wsgi import get_wsgi_application

    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with Client(f"http://127.0.0.1:{server.server_port}") as made:
        yield made
    server.shutdown()
    thread.join()
    server.server_close()


def test_all_pages_are_read_once(client: Client) -> None:
    found = [one["pid"] for one in client.search(topicDiscipline="Zoology", page_size=30)]
    assert len(found) == len(set(found)) == client.count(topicDiscipline="Zoology")


def test_conditions_may_be_several_and_negative(client: Client) -> None:
    both = client.count(topicDiscipline=["Zoology", "Botany"])
    assert both == client.count(topicDiscipline="Zoology") + client.count(topicDiscipline="Botany")
    assert (
        client.count({"-topicDiscipline": "Botany"}) + client.count(topicDiscipline="Botany")
        == client.count()
    )


def test_facets_are_counts_by_value(client: Client) -> None:
    assert sum(client.facets("topicDiscipline")["topicDiscipline"].values()) == client.count()


def test_a_specimen_its_history_and_what_changed(client: Client, network: Network) -> None:
    document = client.specimen(f"https://doi.org/{network.updated}")
    assert document["@id"].endswith(network.updated)
    assert [entry["version"] for entry in client.history(network.updated)] == [1, 2]
    assert client.difference(network.updated, 1, 2)["patch"]
    again = client.by_physical_id(document["ods:physicalSpecimenID"])
    assert document["@id"] in [one["@id"] for one in again]


def test_a_refusal_is_an_error_that_says_why(client: Client) -> None:
    with pytest.raises(ApiError, match=r"400: .*Did you mean country") as refused:
        client.count(contry="Sweden")
    assert refused.value.problem["parameter"] == "contry"


def test_a_list_is_kept_and_searched(client: Client, network: Network) -> None:
    kept = client.keep_list([network.updated, network.untouched])
    assert client.count(list=kept["id"]) == 2


def test_values_are_suggested_and_counted(client: Client) -> None:
    families = client.taxa("family", topicDiscipline="Botany")
    assert families == dict(sorted(families.items(), key=lambda pair: -pair[1]))
    name = next(iter(families))
    assert client.suggest("family", name.lower()[:4], topicDiscipline="Botany")[name] == families[name]
    assert sum(client.chart("mids").values()) == client.count()


def test_sources_their_growth_harvests_and_rows(client: Client, network: Network) -> None:
    assert sum(one["count"] for one in client.institutions()) == client.count()
    for source in client.sources():
        assert client.source(source["id"]) == source
        assert client.growth(source=source["id"])[-1]["objects"] == source["count"]
    assert client.growth(institution="SYN-HERB")[-1]["objects"] >= client.count(institutionCode="SYN-HERB")
    newest = next(client.harvests(1))
    assert newest["id"] == network.second_harvest
    assert len(list(client.outcomes(newest["id"], "rejected"))) == newest["rejected"] > 0
    assert len(list(client.harvests())) == 5


def test_the_how_to_runs_as_it_is_written(client: Client, capsys: pytest.CaptureFixture[str]) -> None:
    page = (Path(__file__).parents[2] / "docs/how-to/use-the-python-client.md").read_text(encoding="utf-8")
    code = "".join(re.findall(r"```python\n(.*?)```", page, re.DOTALL))
    address = str(client._asker.http.base_url)
    exec(compile(code.replace("https://collections.example.org", address), "how-to", "exec"), {})  # noqa: S102 - our own page
    printed = capsys.readouterr().out.splitlines()
    assert printed[0] == str(client.count(country="Sweden", topicDiscipline="Botany"))
    assert any(line.startswith("occurrence.txt") for line in printed)


def test_an_export_is_started_awaited_and_checked(client: Client, tmp_path: Path) -> None:
    started = client.start_export("csv", topicDiscipline="Zoology")
    run_export(Export.objects.get(pk=started["id"]), workers=1)
    seen: list[tuple[int, int]] = []
    assert client.wait_for_export(started["id"], lambda *steps: seen.append(steps))["state"] == "finished"
    assert seen
    path = client.download_export(started["id"], tmp_path / "zoology.csv")
    assert path.stat().st_size
    assert [one.name for one in tmp_path.iterdir()] == ["zoology.csv"]


def test_results_become_tables(client: Client) -> None:
    found = client.search(topicDiscipline="Zoology")
    total = client.count(topicDiscipline="Zoology")
    assert found.to_arrow().num_rows == total
    assert found.to_polars().height == total


def test_the_server_says_how_long_to_wait() -> None:
    answers = iter(
        [httpx.Response(429, headers={"Retry-After": "7"}), httpx.Response(200, json={"count": 3})]
    )
    slept: list[float] = []
    asker = Asker("http://example.org", 5, 2, slept.append)
    asker.http = httpx.Client(
        base_url="http://example.org", transport=httpx.MockTransport(lambda _request: next(answers))
    )
    assert asker.json("GET", "/api/v1/count") == {"count": 3}
    assert slept == [7.0]


def test_without_a_word_pauses_grow() -> None:
    assert all(0.5 * 2**n <= pause(n, "") <= 2**n for n in range(5))
    assert pause(30, "") <= 60


def test_the_package_loads_neither_client_nor_django() -> None:
    code = "import naturalia, sys; assert not {'httpx', 'django'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
    code = "from naturalia import Client; import sys; assert 'django' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
