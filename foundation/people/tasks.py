from celery import shared_task
from django.utils import timezone

from foundation.people import duplicates


@shared_task(name="people.find_duplicates")
def find_duplicates() -> None:
    duplicates.find_duplicates(now=timezone.now())
