"""What a charging session costs and whether it is paid: tariffs, charges, payments."""
