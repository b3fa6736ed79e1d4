"""Files of the NHS Organisation Data Service: their layouts, their codes, how their rows are joined by code and date.

A code is never an identity here: it is an identifier that one body had between two dates, and another body may have had
before or after. Everything that is not taken over, or is taken over with a doubt, is told by file and line.
"""
