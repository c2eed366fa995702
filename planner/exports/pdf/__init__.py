"""The plan as PDF, typeset by typst: the week for the fridge, shopping, cooking, coverage, sources; the cramp diary.

``page_contents`` says what stands on the pages, as plain values, ``diary_contents`` what on the doctor's; the
templates beside them (one ``.typ`` for each kind of page) where and how large; ``typesetting`` puts the two together
with the fonts.
"""
