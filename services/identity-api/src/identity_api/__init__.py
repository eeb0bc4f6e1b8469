"""Who may do what: users, roles, organisations, credentials, sign-in and tokens."""
