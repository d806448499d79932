from residencies.grants.models.funds import Contribution, Fund
from residencies.grants.models.granting import Grant
from residencies.grants.models.instalments import Instalment
from residencies.grants.models.papers import Document, Report

__all__ = ["Contribution", "Document", "Fund", "Grant", "Instalment", "Report"]
