"""Counts checks, and which methods of a client they called: a method that no check called is a failure."""

import functools
import os
import sys
import traceback


class Checks:
    """`methods`: the names of those that map to what is served."""

    def __init__(self, client, methods):
        self.client, self.methods = client, list(methods)
        self.called, self.passed, self.failed = set(), 0, 0

    def noting(self, of, prefix=""):
        """The same object; calls of its methods are noted, with the prefix before their names."""
        return _Noting(of, prefix, self.called)

    def check(self, name, run):
        try:
            run()
            self.passed += 1
        except Exception:
            self._fail(name, traceback.format_exc())

    def _fail(self, name, problem):
        self.failed += 1
        print(f"failed: {name}: {problem}")

    def finish(self):
        """Prints the counts and ends the process."""
        if os.environ.get("CLIENT_METHODS"):
            for method in self.methods:
                print(f"method {method}")
        for method in self.methods:
            if method not in self.called:
                self._fail(method, "no check calls this method")
        print(f"{self.client}: {len(self.methods)} methods, {self.passed} checks passed, {self.failed} failed")
        sys.exit(1 if self.failed else 0)


class _Noting:
    def __init__(self, of, prefix, called):
        self._of, self._prefix, self._called = of, prefix, called

    def __getattr__(self, key):
        value = getattr(self._of, key)
        if not callable(value):
            return value

        @functools.wraps(value)
        def noted(*args, **kwargs):
            self._called.add(self._prefix + key)
            return value(*args, **kwargs)

        return noted


def methods_of(of, prefix=""):
    """The public methods of a client object."""
    return [prefix + key for key in dir(of) if not key.startswith("_") and callable(getattr(of, key))]


def raised(call, *args, **kwargs):
    """The exception that a call must raise."""
    try:
        call(*args, **kwargs)
    except Exception as error:
        return error
    raise AssertionError(f"{call.__name__} was not refused")
