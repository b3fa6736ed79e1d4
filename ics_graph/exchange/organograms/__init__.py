"""Organograms in the format of data.gov.uk: posts, their holders, and to which post each reports, by snapshots."""
