"""The colours of the charts: one meaning each, on paper and on a dark screen alike."""

# each stands out by at least 3:1 from both grounds of the theme, and they stay apart for the colour-blind
MINERALS = {"calcium_mg": "#2F7DB5", "magnesium_mg": "#A87B00", "potassium_mg": "#A8508F"}
