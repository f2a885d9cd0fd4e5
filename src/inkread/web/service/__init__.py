"""The web application as a service: its servers, and what keeps them up under load."""
