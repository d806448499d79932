from foundation.films.selectors.filmography import Line, filmography
from foundation.films.selectors.financing import Overview, overview
from foundation.films.selectors.premieres import Premieres, premieres, showings
from foundation.films.selectors.projects import Project, project, projects_of
from foundation.films.selectors.rights import Right, gaps, rights
from foundation.films.selectors.slate import Card, Column, cards, in_order, slate

__all__ = [
    "Card",
    "Column",
    "Line",
    "Overview",
    "Premieres",
    "Project",
    "Right",
    "cards",
    "filmography",
    "gaps",
    "in_order",
    "overview",
    "premieres",
    "project",
    "projects_of",
    "rights",
    "showings",
    "slate",
]
