"""A year of follow-up, hour by hour, against a plain model of who may be told what and when."""
