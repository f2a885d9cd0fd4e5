"""The web application: pages for people, an interface for programs, and what keeps both safe."""
