"""Labelled glyph images, from the files they come in to samples, splits, caches and exports.

`sources` opens whatever a person names and hands out `samples`. The rooms below: `formats`, `folder` and
`az_csv` read and write a form each, `packed` unpacks, `fetch` brings known sets, `prepare` readies a CSV.
"""
