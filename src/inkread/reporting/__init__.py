"""Results as pages that anyone can open: figures, tables and one self-contained HTML file."""
