"""The only place where data meets style; its product, the Scene, is what every renderer translates."""
