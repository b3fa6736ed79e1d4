"""Office files (.docx, .xlsx) that are equal byte for byte where they say the same."""

from __future__ import annotations

import io
import re
import zipfile

_MADE = b"1980-01-01T00:00:00Z"
"""When every file was made, by its own account: the day from which zip archives count."""
_INSTANT = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def without_its_time(archive: bytes) -> bytes:
    """Return an office file without the time at which it was made, so that equal ones are equal byte for byte."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "docProps/core.xml":
                content = _INSTANT.sub(_MADE, content)
            info = zipfile.ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            # Otherwise the system on which it was made is in it.
            info.create_system = 3
            new.writestr(info, content)
    return out.getvalue()
