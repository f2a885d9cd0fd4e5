"""The protocol of the classic sets: one split, choices by validation alone, the test part read once."""
