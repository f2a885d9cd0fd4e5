"""Labelled glyph images, from the files they come in to samples, splits, caches and exports.

`sources` opens whatever a person names and hands out `samples`. The rooms below it: `formats`, `folder` and
`az_csv` read and write one form each, `packed` unpacks, `fetch` brings known sets here, `prepare` readies a CSV.
"""
