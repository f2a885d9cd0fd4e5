"""Forms: a template says where the fields are, and every scan of the form becomes a row of values."""
