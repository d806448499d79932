"""Those of a process that delivers webhooks in a test: on the house's database, to this machine."""

from tests.faults.settings import *  # noqa: F403

HOOKS_HTTP, HOOKS_NETWORKS = True, ["127.0.0.0/8"]
