"""The views of the window, one file each: they show what the presenter's parts decided."""
