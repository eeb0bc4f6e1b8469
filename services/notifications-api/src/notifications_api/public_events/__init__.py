"""The events that webhooks receive: public shapes with schemas, made of what other services announce."""
