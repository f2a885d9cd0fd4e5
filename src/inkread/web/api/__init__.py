"""The interface for programs: one file a concern, each with a blueprint that documents itself."""
