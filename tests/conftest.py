import gc
import os
import zoneinfo
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import timezone, translation
from hypothesis import settings as hypothesis_settings

from tests import databases
from tests.hooks.receiver import Receiver
from tests.old_zones import old_casablanca
from tests.smtp_sink import Sink

# No test fails because a machine was busy.
hypothesis_settings.register_profile("masar", deadline=None)
hypothesis_settings.load_profile("masar")
# A test that asks for none of these, nor is marked `django_db`, cannot open the database of the suite.
OPENS = {"db", "transactional_db", "django_db_setup", "live_server", "migrated"}


def pytest_configure(config: pytest.Config) -> None:
    gc.disable()  # until all is collected: nothing that this loads goes again, and looking takes long
    if not hasattr(config, "workerinput"):
        databases.begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        databases.end_run()


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        mark = item.get_closest_marker("django_db")
        if not mark and OPENS.isdisjoint(item.fixturenames):
            item.add_marker("one_database")
        elif not mark and "migrated" in item.fixturenames:
            item.add_marker("django_db")  # so that there is a database to copy
        elif mark and mark.kwargs.get("transaction"):
            # Whatever else it says: `put_back` is what comes after it.
            item.add_marker(pytest.mark.django_db(transaction=True), append=False)
        if item.config.getoption("loadgroup", False):
            _name_its_group(item)


def _name_its_group(item: pytest.Item) -> None:
    """At the end of its id, where xdist reads it; xdist 3.8 writes it where pytest 9.2 no longer looks."""
    if mark := item.get_closest_marker("xdist_group"):
        name = f"@{mark.args[0]}"
        item._id = type(item.id).parse(item.nodeid + name)  # type: ignore[attr-defined]
        assert item.nodeid.endswith(name), "tests that share a long preparation no longer stay together"


def pytest_collection_finish() -> None:
    """What is loaded by now stays: a collector that walks it again and again takes a fifth of the suite."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="session")
def suite_database(django_db_modify_db_settings_parallel_suffix) -> databases.Made:
    return databases.Made()


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb, suite_database) -> bool:
    """A file that is a copy of what was made is not begun anew."""
    return django_db_keepdb or (suite_database.there and connection.vendor == "sqlite")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, suite_database) -> Iterator[None]:
    with django_db_blocker.unblock():
        suite_database.keep()
        keeper = databases.keeper(suite_database)
    with pytest.MonkeyPatch.context() as patch:
        # Django would empty all tables after a test that commits.
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: keeper.put_back())
        yield


@pytest.fixture(scope="session")
def migrated(django_db_setup, suite_database) -> str:
    """The URL of a migrated database that nobody opens, to be copied."""
    return suite_database.url


@pytest.fixture
def sink(settings) -> Iterator[Sink]:
    """A real SMTP server; the outbox delivers to it."""
    server = Sink().start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    yield server
    server.stop()


@pytest.fixture
def receiver(settings) -> Iterator[Receiver]:
    """A real receiver of webhooks on this machine, which may be sent to."""
    settings.HOOKS_HTTP, settings.HOOKS_NETWORKS = True, ["127.0.0.0/8"]
    made = Receiver()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data; without it (and outside CI) its tests are skipped."""
    folder = Path(os.environ.get("MASAR_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        if os.environ.get("CI") == "true":
            pytest.fail(f"the data folder {folder} is not there")
        pytest.skip(f"the data folder {folder} is not there")
    return folder


@pytest.fixture(autouse=True)
def _texts_are_read_anew() -> Iterator[None]:
    """A process keeps the staff's texts for a moment: those of one test are none of the next one's, and
    however long a test takes, it reads them once.
    """
    from foundation.mail import wordings

    wordings.forget()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wordings, "LOOK_AGAIN", 3600.0)
        yield
    wordings.forget()


@pytest.fixture
def old_rules(tmp_path: Path) -> Iterator[None]:
    """Casablanca falls and rises with each Ramadan, as before 2026-09-20."""
    (tmp_path / "Africa").mkdir()
    (tmp_path / "Africa/Casablanca").write_bytes(old_casablanca())
    zoneinfo.reset_tzpath(to=[tmp_path])
    zoneinfo.ZoneInfo.clear_cache()
    yield
    zoneinfo.reset_tzpath(to=[])
    zoneinfo.ZoneInfo.clear_cache()


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """Django's client leaves the language and the zone of its last answer on."""
    yield
    translation.deactivate()
    timezone.deactivate()


@pytest.fixture
def in_english() -> Iterator[None]:
    """What services say is compared in English."""
    with translation.override("en"):
        yield
