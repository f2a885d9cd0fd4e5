"""Batches: any number of images read in shards, by processes of this machine or over Ray, and never twice."""
