"""What juries, deliberations and offers do, by noun. Each verb is one transaction."""
