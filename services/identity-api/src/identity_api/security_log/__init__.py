"""The security log (SEC-001..025): what happened, in months, chained by hashes, changed by nobody."""
