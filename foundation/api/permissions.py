"""Who may ask at all. Which rows she gets is the business of `visible_to` on their QuerySet."""

from typing import Any

from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request

from foundation.people.models import is_staff_with


class MayView(IsAuthenticated):
    """Anyone with a login; the rows are her own unless she is staff with the right to see all."""


class MayChange(BasePermission):
    """Staff with the right to change rows of the view's model."""

    def has_permission(self, request: Request, view: Any) -> bool:
        user, meta = request.user, view.queryset.model._meta
        right = f"{meta.app_label}.change_{meta.model_name}"
        return is_staff_with(user, right)
