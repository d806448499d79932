"""A table that exists in tests alone: a deadline that can be moved, called off, and met."""

from django.db import models

from foundation.people.models import Person


class Deadline(models.Model):
    title = models.CharField(max_length=100)
    on = models.DateField(null=True)
    at = models.DateTimeField(null=True)
    is_cancelled = models.BooleanField(default=False)

    class Meta:
        app_label = "deadlines"


class Duty(models.Model):
    """Somebody has to hand something in."""

    deadline = models.ForeignKey(Deadline, on_delete=models.CASCADE, related_name="duties")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    is_done = models.BooleanField(default=False)

    class Meta:
        app_label = "deadlines"
