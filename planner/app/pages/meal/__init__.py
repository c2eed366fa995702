"""The page on a meal of her own: what hinders what, and what would mend it."""
