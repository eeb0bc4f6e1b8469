"""Log files of native stations, one archive a day, as `get_station_log` has brought them (STN-171..176)."""
