"""Thin views: open the gate, ask the queries, hand the presenter's page to a template."""
