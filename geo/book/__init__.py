"""The atlas of some plans, engine-free: which pages, in which order, with which texts and links."""
