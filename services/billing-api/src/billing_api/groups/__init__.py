"""Groups of users and of stations to which a tariff may be limited (TAR-054..076)."""
