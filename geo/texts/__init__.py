"""Every word of ours that a reader sees, in topic files, and the one loader of them."""
