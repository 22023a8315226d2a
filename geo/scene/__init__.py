"""The only place where data meets style; its Scene is what every renderer translates."""
