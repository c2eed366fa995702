"""The Day page: one day by the clock and in the kitchen."""
