"""Requests for help in each state, two advisers, a precedent; and a report that two people alone can read."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group

from alumni.support import services
from alumni.support.models import Adviser, SupportRequest
from alumni.support.services import Asking
from foundation.history import save_by
from foundation.people.models import Account, Person

# Made-up people: name, address, kinds, languages, whom they act for.
ADVISERS = [
    ("Maître Hind Laraichi", "hind.conseil@masar.example", ["legal"], ["fr", "ar"], "Productions du Rif"),
    ("Omar Skalli", "omar.conseil@masar.example", ["guidance", "finance"], ["fr", "en", "ar"], ""),
]
READER = ("Saadia Benkirane", "saadia.ecoute@masar.example")


def help_alumnae(she: Sequence[Person], staff: dict[str, Account], *, now: datetime) -> None:
    """`she` are some who can log in, in French, Arabic and English for the most part."""
    by, director = staff["Programme staff"], staff["Director"]
    by.groups.add(*Group.objects.filter(name__in=["Support staff", "Wellbeing staff"]))
    lawyer, guide = [_adviser(*facts, by=by) for facts in ADVISERS]
    services.name_reader(1, director, by=director, now=now)
    services.name_reader(2, _account(*READER, by=by), by=director, now=now)
    one, other = she[0], she[1 % len(she)]

    contract = "On me demande de céder mes droits « pour toujours et partout ». Est-ce normal ?"
    asked = _ask(
        one, Asking("legal", contract, "soon", parties="Productions du Rif"), now - timedelta(days=2)
    )
    plan = _ask(
        other,
        Asking("guidance", "فيلمي الأول في المونتاج: إلى أي مهرجان أرسله أولا؟", "calm"),
        asked.asked_at,
    )
    plan = services.assign(plan, guide, by=by, now=now)
    services.write(plan, "مرحبا، لنتحدث يوم الخميس. أرسلي لي رابط النسخة.", by=guide.account, now=now)

    old = now - timedelta(days=40)
    done = services.assign(
        _ask(one, Asking("legal", "Combien de temps dure une option ?"), old), lawyer, by=by, now=old
    )
    services.write(done, "Douze mois, renouvelables une fois contre paiement.", by=lawyer.account, now=old)
    services.close(done, by=lawyer.account, now=old)
    services.say_helped(done, SupportRequest.Helped.YES, by=one.account, now=old)
    question = "Combien de temps une option sur un scénario peut-elle durer ?"
    answer = "Douze mois, renouvelables une fois, contre un paiement qui s’impute sur le prix."
    services.write_precedent(done, question=question, answer=answer, by=by, now=now)


def _ask(person: Person, said: Asking, at: datetime) -> SupportRequest:
    return services.ask(person, said, by=person.account, now=at)


def _account(name: str, email: str, *, by: Account) -> Account:
    account = Account.objects.create_user(email)
    save_by(Person(name=name, email=email, account=account), by)
    return account


def _adviser(
    name: str, email: str, kinds: list[str], languages: list[str], acts_for: str, *, by: Account
) -> Adviser:
    facts: dict[str, Any] = {"kinds": kinds, "languages": languages, "acts_for": acts_for}
    row = Adviser(account=_account(name, email, by=by), **facts)
    save_by(row, by)
    return row
