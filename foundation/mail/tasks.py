from celery import shared_task

from foundation.mail import delivery, services

SLICE = 200  # messages at a time, so that other tasks and a shutdown get their turn


@shared_task(name="mail.drain")
def drain() -> None:
    if delivery.drain(limit=SLICE).total() == SLICE:
        services.wake_delivery()
