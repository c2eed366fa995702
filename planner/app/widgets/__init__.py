"""What pages share: charts with their tables, buttons in a row, messages, terms, the check of danger signs.

Knows nothing of plans in hand: whatever is shown comes as an argument.
"""
