"""Readers, splits, caches and exports of labelled glyph images."""
