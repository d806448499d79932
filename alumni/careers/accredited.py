"""Festivals that FIAPF accredits as competitive and not specialised, and from which year to which.

Until an edition itself says which class it was of, its festival is known by its name alone.
"""

from foundation.people.names import fold

# Names as festivals are written down, then the first and the last year; None: since ever, still.
_TABLE: list[tuple[tuple[str, ...], int | None, int | None]] = [
    (("Berlinale", "Berlin International Film Festival", "Internationale Filmfestspiele Berlin",
      "Festival international du film de Berlin"), None, None),
    (("Festival de Cannes", "Cannes Film Festival", "Festival international du film de Cannes"), None, None),
    (("Cairo International Film Festival", "Festival international du film du Caire",
      "مهرجان القاهرة السينمائي الدولي"), None, None),
    (("Karlovy Vary International Film Festival", "Festival international du film de Karlovy Vary"),
     None, None),
    (("Locarno Film Festival", "Locarno Festival", "Festival del film Locarno",
      "Festival international du film de Locarno"), None, None),
    (("Mar del Plata International Film Festival", "Festival international du film de Mar del Plata"),
     None, None),
    (("San Sebastián International Film Festival", "Festival de San Sebastián",
      "Festival international du film de Saint-Sébastien"), None, None),
    (("Shanghai International Film Festival", "Festival international du film de Shanghai"), None, None),
    (("Tallinn Black Nights Film Festival", "Black Nights"), 2014, None),
    (("Tokyo International Film Festival", "Festival international du film de Tokyo"), None, None),
    (("Venice International Film Festival", "Mostra de Venise", "Mostra di Venezia",
      "Mostra internazionale d’arte cinematografica"), None, None),
    (("Warsaw Film Festival", "Warsaw International Film Festival", "Festival du film de Varsovie"),
     None, None),
]  # fmt: skip
_YEARS = {fold(name): (first, last) for names, first, last in _TABLE for name in names}


def is_accredited(festival: str, year: int | None) -> bool:
    """Of a year that is not known, only where it was accredited in all of them."""
    if fold(festival) not in _YEARS:
        return False
    first, last = _YEARS[fold(festival)]
    if year is None:
        return first is None and last is None
    return (first is None or first <= year) and (last is None or year <= last)
