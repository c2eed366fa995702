"""Table -> Altair chart."""
