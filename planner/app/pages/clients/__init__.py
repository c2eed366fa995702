"""The Clients page: the list of a dietitian, and the card of one client."""
