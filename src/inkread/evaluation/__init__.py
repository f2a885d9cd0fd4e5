"""Honest figures: metrics with their spread, leak checks, and the framing check."""
