"""The plan as PDF, typeset by typst: the week for the fridge, shopping, cooking, coverage, sources.

``page_contents`` says what stands on the pages, as plain values; the templates beside it (one ``.typ``
for each kind of page) where and how large; ``typesetting`` puts the two together with the fonts.
"""
