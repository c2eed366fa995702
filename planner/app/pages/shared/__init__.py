"""What a secret link opens, to be read only: a plan, or its shopping list with ticks."""
