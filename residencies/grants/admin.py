from residencies.grants.fund_admin import ExchangeRateAdmin, FundAdmin
from residencies.grants.granting_admin import GrantAdmin
from residencies.grants.paying_admin import InstalmentAdmin, ReportAdmin

__all__ = ["ExchangeRateAdmin", "FundAdmin", "GrantAdmin", "InstalmentAdmin", "ReportAdmin"]
