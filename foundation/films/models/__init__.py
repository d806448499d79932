"""The films: works, who is credited on them, and where they were selected."""

from foundation.films.models.credits import Credit, CreditEvidence, Role
from foundation.films.models.deadlines import Deadline, Entry
from foundation.films.models.dossier import DossierDocument, DossierVersion
from foundation.films.models.festivals import (
    Accreditation,
    Award,
    Festival,
    FestivalEdition,
    Premiere,
    Section,
    Selection,
)
from foundation.films.models.financing import (
    Coproducer,
    FinancingLine,
    FinancingPlan,
    PlannedSpend,
    PlanRate,
)
from foundation.films.models.rights import OptionExtension, RightsOption
from foundation.films.models.rules import CoproductionRule, RebateRule
from foundation.films.models.screenings import Screening
from foundation.films.models.titles import CountryShare, WorkTitle
from foundation.films.models.works import Episode, FilmCountries, Season, StageChange, Work

__all__ = [
    "Accreditation",
    "Award",
    "Coproducer",
    "CoproductionRule",
    "CountryShare",
    "Credit",
    "CreditEvidence",
    "Deadline",
    "DossierDocument",
    "DossierVersion",
    "Entry",
    "Episode",
    "Festival",
    "FestivalEdition",
    "FilmCountries",
    "FinancingLine",
    "FinancingPlan",
    "OptionExtension",
    "PlanRate",
    "PlannedSpend",
    "Premiere",
    "RebateRule",
    "RightsOption",
    "Role",
    "Screening",
    "Season",
    "Section",
    "Selection",
    "StageChange",
    "Work",
    "WorkTitle",
]
