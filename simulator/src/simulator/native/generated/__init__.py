"""Made by docs/native-protocol/generate.py."""
