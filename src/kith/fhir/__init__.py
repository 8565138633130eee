"""The FHIR R4 API: a small WSGI application in front of Django, over the same session, decision and store."""
