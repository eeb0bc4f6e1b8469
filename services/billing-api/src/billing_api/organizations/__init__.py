"""Copy of the organisations' tree (topic organizations)."""
