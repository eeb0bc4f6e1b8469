"""What stations report beside status and transactions: firmware, security, components, climate, and so on."""
