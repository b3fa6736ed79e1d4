"""The explorer served: its pages over a store of any size, and the questions as an HTTP API, for this computer only.

``store_pool`` lends out the store of today, ``request_guard`` stands before every request, and ``problems`` says what
went wrong. ``api`` is the API, ``pages`` and ``list_pages`` are what a browser opens; ``app`` puts them together, and
``serve`` listens.
FastAPI and uvicorn are imported when a server is made, so that no other command waits for them.
"""

PORT = 8765
"""Where the server listens where nobody says otherwise."""
