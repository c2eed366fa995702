"""The Why and safety page: doctor first, evidence, rules, sources."""
