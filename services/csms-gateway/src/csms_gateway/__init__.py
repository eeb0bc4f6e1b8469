"""csms-gateway: the websockets of all charging stations, OCPP words to our events and commands back.

It holds connections and no business rules, and it has no database: transaction ids are derived, the copies of
`stations` and `credentials` stand in one SQLite file.
"""
