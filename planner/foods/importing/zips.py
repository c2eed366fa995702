"""Zip files from outside, inflated within bounds; nothing in them ever becomes a path."""

import io
import lzma
import struct
import zipfile
import zlib

from planner.errors import PlannerError
from planner.foods.importing.sheets import MOST_INFLATED

MOST_MEMBERS = 200
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    OverflowError,
)
_STEP = 1 << 20


class Archive:
    """A zip file that keeps the bounds, as far as its list of members tells.

    Parameters
    ----------
    raw : bytes
    name : str
        What messages call the file.

    Raises
    ------
    PlannerError
        In one sentence, for whatever is broken, locked, nested or too large.
    """

    def __init__(self, raw: bytes, name: str) -> None:
        self.name = name
        self._left = MOST_INFLATED
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
            members = [info for info in self._zip.infolist() if not info.is_dir()]
        except _BROKEN:
            raise self._broken() from None
        if len(members) > MOST_MEMBERS:
            raise PlannerError(
                f"{name}: there are {len(members):,} files in it, and {MOST_MEMBERS} are the most; "
                "bring the table alone"
            )
        if any(info.flag_bits & 1 for info in members):
            raise PlannerError(f"{name}: it is locked with a password; unlock it and bring it without one")
        for info in members:
            path = info.filename.replace("\\", "/")
            if path.startswith("/") or ":" in path or ".." in path.split("/"):
                raise PlannerError(
                    f"{name}: it names a file outside of itself ({info.filename[:60]!r}); pack the table anew"
                )
        if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in members):
            raise PlannerError(f"{name}: it is packed in an unusual way; pack it anew as an ordinary zip file")
        if sum(info.file_size for info in members) > MOST_INFLATED:
            raise self._too_large()
        self.members = {info.filename.replace("\\", "/"): info for info in members}

    def read(self, member: str) -> bytes:
        """The bytes of one member, as long as all that were read stay within the bound."""
        parts = []
        try:
            with self._zip.open(self.members[member]) as stream:
                while part := stream.read(_STEP):
                    self._left -= len(part)
                    if self._left < 0:
                        raise self._too_large()
                    parts.append(part)
        except _BROKEN:
            raise self._broken() from None
        found = b"".join(parts)
        if found.startswith(b"PK\x03\x04"):
            raise PlannerError(f"{self.name}: there is another zip file in it; unpack it and bring the table itself")
        return found

    def _broken(self) -> PlannerError:
        return PlannerError(f"{self.name}: the file is damaged; fetch or save it again")

    def _too_large(self) -> PlannerError:
        return PlannerError(
            f"{self.name}: unpacked it is over {MOST_INFLATED >> 20} MB; bring the table alone, without other files"
        )
