"""Who knocked at the gateway and is no station of ours."""
