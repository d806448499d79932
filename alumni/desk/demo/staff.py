"""The demo's logins. Their passwords are printed for everyone: they exist in the demo alone."""

from dataclasses import dataclass

from django.contrib.auth.models import Group

from foundation.lists.services import save_view
from foundation.people.models import Account, Person


@dataclass(frozen=True)
class Login:
    email: str
    password: str
    role: str
    name: str


ADMINISTRATOR = Login("admin@masar.example", "masar-demo-admin", "Administrator", "Hafida Lamsalla")
STAFF = Login("equipe@masar.example", "masar-demo-equipe", "Programme staff", "Zoubida Terrab")
FINANCE = Login("finances@masar.example", "masar-demo-finances", "Finance staff", "Driss Ouchrif")
DIRECTOR = Login("direction@masar.example", "masar-demo-direction", "Director", "Mounia Bargache")
LOGINS = (ADMINISTRATOR, STAFF, FINANCE, DIRECTOR)


def make_staff() -> dict[str, Account]:
    """The accounts by role, each in its group (the administrator needs none)."""
    made = {}
    for login in LOGINS:
        account = Account.objects.create_user(
            login.email, login.password, is_staff=True, is_superuser=login is ADMINISTRATOR
        )
        if login is not ADMINISTRATOR:
            account.groups.add(Group.objects.get(name=login.role))
        Person.objects.create(name=login.name, email=login.email, account=account)
        made[login.role] = account
    return made


def save_views(staff: dict[str, Account]) -> None:
    """What the team looks at again and again."""
    by = staff[STAFF.role]
    save_view("films.work", "Longs métrages en développement", "kind__exact=feature", is_shared=True, by=by)
    save_view("people.person", "Alumnae au Maroc", "country__exact=MA", is_shared=True, by=by)
