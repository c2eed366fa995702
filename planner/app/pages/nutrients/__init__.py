"""The Nutrients page: coverage, sources, pairings, and every rule checked again."""
