"""The explorer served: its pages over a store of any size, and the questions as an HTTP API, for this computer only.

``keeping`` lends out the store of today, ``guarding`` stands before every request, ``problems`` says what went wrong,
``asking`` is the API and ``pages`` is what a browser opens; ``application`` puts them together and ``running`` listens.
FastAPI and uvicorn are imported when a server is made, so that no other command waits for them.
"""

PORT = 8765
"""Where the server listens where nobody says otherwise."""
