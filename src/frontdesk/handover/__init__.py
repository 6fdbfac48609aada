"""Beginning and ending a shift: counts, differences, hand-in, what is carried on, seals and the sheet that says so."""
