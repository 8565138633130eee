"""Change noticed: plain functions from a person's entries and the rules to findings, each a sentence with its numbers.

Nothing in here reads or writes the record, and nothing knows of a web page: the same entries and the same day
always give the same findings.
"""
