"""Selection at the staff's desk; each part has a file of its own."""

from residencies.selection import deliberation_admin  # noqa: F401 - it registers pages
