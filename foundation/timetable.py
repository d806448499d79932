"""What runs by itself, and when: the schedule of Celery beat. Times of the clock are UTC."""

from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

TIMETABLE = {
    "deliver mail": {"task": "mail.drain", "schedule": 60.0},
    "deliver webhooks": {"task": "hooks.deliver", "schedule": 60.0},
    "queue due check-ins": {"task": "checkins.queue_due", "schedule": 60.0},
    "queue due reminders": {"task": "reminders.queue_due", "schedule": 60.0},
    "freeze the forms of open calls": {"task": "calls.freeze", "schedule": 60.0},
    "end offers, call who waits, and remind": {"task": "selection.settle_places", "schedule": 60.0},
    "end offers of workshops, call who waits": {"task": "workshops.settle_sessions", "schedule": 60.0},
    "settle reserves of delegations": {"task": "delegations.settle_reserves", "schedule": 60.0},
    "make schedules of meetings that were asked for": {"task": "industry.schedule", "schedule": 60.0},
    "erase whose request is approved": {"task": "privacy.carry_out", "schedule": 300.0},
    "end offers of work, ask who is next": {"task": "placement.settle", "schedule": 60.0},
    "tell who may send an application after all": {"task": "calls.tell_again", "schedule": 300.0},
    "look after juries": {"task": "selection.look_after_juries", "schedule": 600.0},
    "plan check-ins": {"task": "checkins.plan", "schedule": crontab(minute=5)},
    "evaluate reminder rules": {"task": "reminders.evaluate", "schedule": crontab(minute=10)},
    "remind of reports on grants": {"task": "grants.remind", "schedule": crontab(minute=25)},
    "ask pairs how it is going": {"task": "mentoring.ask_pulses", "schedule": crontab(minute=35)},
    "tell of silent pairs": {"task": "mentoring.tell_silences", "schedule": crontab(minute=40)},
    "ask productions whether the work was done": {
        "task": "placement.ask_after_work",
        "schedule": crontab(minute=45),
    },
    "count rows for the database": {"task": "jobs.count_rows", "schedule": crontab(minute=50)},
    "tell of late answers": {"task": "support.tell_late", "schedule": crontab(minute=55)},
    "propose duplicates": {"task": "people.find_duplicates", "schedule": crontab(hour=2, minute=30)},
    "forget what merges moved": {"task": "people.forget_journals", "schedule": crontab(hour=3, minute=10)},
    "forget old webhooks": {"task": "hooks.forget", "schedule": crontab(hour=3, minute=15)},
    "sweep files of no application": {"task": "calls.sweep", "schedule": crontab(hour=3, minute=20)},
    "sweep files of no session": {"task": "workshops.sweep", "schedule": crontab(hour=3, minute=25)},
    "sweep files of no grant": {"task": "grants.sweep", "schedule": crontab(hour=3, minute=30)},
    "forget requests for places": {"task": "workshops.forget", "schedule": crontab(hour=3, minute=35)},
    "sweep files of no deliverable": {"task": "programmes.sweep", "schedule": crontab(hour=3, minute=40)},
    "sweep files of no project": {"task": "films.sweep", "schedule": crontab(hour=3, minute=45)},
    "forget postings nobody confirmed": {"task": "placement.forget", "schedule": crontab(hour=3, minute=50)},
    "sweep files of no proposal": {"task": "careers.sweep", "schedule": crontab(hour=3, minute=58)},
    "sweep files of no entry": {"task": "community.sweep", "schedule": crontab(hour=3, minute=59)},
    "forget answers of the API": {"task": "repeats.forget", "schedule": crontab(hour=4, minute=0)},
    "apply the rules of retention": {"task": "privacy.retain", "schedule": crontab(hour=4, minute=5)},
    "sweep files of no message": {"task": "support.sweep", "schedule": crontab(hour=3, minute=55)},
}
# Where mail that comes back is read from a mailbox.
BOUNCES = {"read mail that came back": {"task": "mail.read_bounces", "schedule": crontab(minute="*/5")}}
# What is watched: when each last began and ended is noted, told and missed. By their tasks' names.
JOBS = {
    "hooks.deliver": _("delivering of webhooks"),
    "checkins.plan": _("planning of check-ins"),
    "checkins.queue_due": _("asking, and reminding of check-ins"),
    "reminders.evaluate": _("planning of reminders"),
    "reminders.queue_due": _("writing of reminders"),
    "selection.settle_places": _("offers of places, and reminders of them"),
    "selection.look_after_juries": _("looking after juries"),
    "workshops.settle_sessions": _("waiting lists of workshops"),
    "delegations.settle_reserves": _("reserves of delegations"),
    "placement.settle": _("offers of work"),
    "placement.ask_after_work": _("asking productions whether the work was done"),
    "industry.schedule": _("schedules of meetings"),
    "grants.remind": _("reminders of reports on grants"),
    "mentoring.ask_pulses": _("asking pairs of mentoring how it is going"),
    "mentoring.tell_silences": _("telling of silent pairs of mentoring"),
    "support.tell_late": _("telling of late answers"),
    "privacy.carry_out": _("erasing whose request is approved"),
    "privacy.retain": _("retention of data"),
}
