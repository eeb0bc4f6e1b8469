"""OCPP-J, the part that is the same in every version: frames, message ids, error words, tolerant reading."""
