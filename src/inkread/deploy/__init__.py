"""Lays out what a service needs on another machine, and says what it would cost to put it there."""
