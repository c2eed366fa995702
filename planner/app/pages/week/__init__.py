"""The Week page: whose it is, the days as cards, what to take along."""
