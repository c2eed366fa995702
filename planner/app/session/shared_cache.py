"""What is made once for all sessions. Knows nothing of the screen."""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, wait
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
POLL_EVERY = 0.1  # [s]


class SharedCache(Generic[T]):
    """The last values that were made, by key. Who asks for one that is being made waits for it.

    Parameters
    ----------
    most : int
        So many are remembered; the one that was asked for longest ago is forgotten first.

    Examples
    --------
    >>> squares = SharedCache[int](most=2)
    >>> [squares.of(key, lambda: len(key) ** 2) for key in ("a", "bb", "ccc")], len(squares)
    ([1, 4, 9], 2)
    """

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._made: OrderedDict[str, Future[T]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._made)

    def of(self, key: str, make: Callable[[], T], meanwhile: Callable[[], None] = lambda: None) -> T:
        """The value of a key, made now or remembered; what `make` raises is raised, and nothing remembered.

        `meanwhile` is called now and then while somebody else is making it.
        """
        while True:
            with self._lock:
                found = self._made.get(key)
                mine = found is None
                if found is None:
                    found = self._made[key] = Future()
                self._made.move_to_end(key)
                while len(self._made) > self._most:
                    self._made.popitem(last=False)
            if mine:
                return self._fill(key, found, make)
            while not found.done():
                wait([found], POLL_EVERY)
                meanwhile()
            if found.exception() is None:
                return found.result()
            # whoever made it could not, or was called away: it is tried again here

    def _fill(self, key: str, empty: "Future[T]", make: Callable[[], T]) -> T:
        try:
            value = make()
        except BaseException as error:
            with self._lock:
                self._made.pop(key, None)
            empty.set_exception(error)
            raise
        empty.set_result(value)
        return value
