"""Work for many processes and machines: batches, searches and training; the only package that knows Ray."""
