"""Folders of charging sessions (`sessions.csv`) and what each data set needs to be understood."""
