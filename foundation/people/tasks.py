from celery import shared_task
from django.utils import timezone

from foundation.people import duplicates, undoing


@shared_task(name="people.find_duplicates")
def find_duplicates() -> None:
    duplicates.find_duplicates(now=timezone.now())


@shared_task(name="people.forget_journals")
def forget_journals() -> None:
    undoing.forget_journals(now=timezone.now())
