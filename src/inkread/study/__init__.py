"""Whole inquiries: data explored, recipes compared, and what was found told in one report."""
