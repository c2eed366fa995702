"""The cramp diary: ten seconds a morning, what the nights look like, and the way to take it along."""
