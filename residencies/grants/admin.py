from residencies.grants.fund_admin import FundAdmin
from residencies.grants.granting_admin import GrantAdmin
from residencies.grants.paying_admin import InstalmentAdmin, ReportAdmin

__all__ = ["FundAdmin", "GrantAdmin", "InstalmentAdmin", "ReportAdmin"]
