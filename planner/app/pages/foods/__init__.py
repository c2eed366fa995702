"""The Food table page: look, edit, bring in, history. Changes are shown before they are saved."""
