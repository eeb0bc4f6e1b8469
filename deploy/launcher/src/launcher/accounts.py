"""Accounts: PostgreSQL refuses to run as root, so that it runs as an unprivileged account then."""

import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path

from launcher.errors import LauncherError

CANDIDATES = ("postgres", "nobody")


def unprivileged_account() -> str | None:
    """The account to run PostgreSQL as; None when we are an ordinary person ourselves."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    for name in CANDIDATES:
        if name in known:
            return name
    raise LauncherError("we are root and there is neither an account `postgres` nor `nobody` to run PostgreSQL as")


def can_reach(account: str | None, path: Path) -> bool:
    """Whether the account may walk down to `path`: every folder above must let it through."""
    if account is None:
        return True
    entry = pwd.getpwnam(account)
    return all(_may_search(entry, folder.stat()) for folder in _existing_parents(path))


def _existing_parents(path: Path) -> Iterator[Path]:
    return (folder for folder in path.resolve().parents if folder.exists())


def _may_search(entry: pwd.struct_passwd, folder: os.stat_result) -> bool:
    if folder.st_uid == entry.pw_uid:
        return bool(folder.st_mode & stat.S_IXUSR)
    if folder.st_gid == entry.pw_gid:
        return bool(folder.st_mode & stat.S_IXGRP)
    return bool(folder.st_mode & stat.S_IXOTH)


def give(path: Path, account: str | None) -> None:
    """Make the folder (mode 0700) the account's own."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)
    if account:
        entry = pwd.getpwnam(account)
        os.chown(path, entry.pw_uid, entry.pw_gid)
