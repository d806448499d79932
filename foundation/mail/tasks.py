from celery import shared_task
from django.utils import timezone

from foundation.mail import delivery, mailboxes, services

SLICE = 200  # messages at a time, so that other tasks and a shutdown get their turn


@shared_task(name="mail.drain")
def drain() -> None:
    if delivery.drain(limit=SLICE).total() == SLICE:
        services.wake_delivery()


@shared_task(name="mail.read_bounces")
def read_bounces() -> None:
    mailboxes.read_mailbox(now=timezone.now())
