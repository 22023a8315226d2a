"""The printed page: a Scene arranged on paper, in millimetres, before anything is drawn."""
