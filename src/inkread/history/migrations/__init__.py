"""The steps that bring an older history's tables to today's, as Alembic runs them."""
