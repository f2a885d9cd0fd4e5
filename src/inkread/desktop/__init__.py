"""The desktop window: writing, opening files, looking back and looking inside, without a server.

The window's decisions stand in modules that know no display (`presenter` and what it is made of), all work
in a process of its own (`worker` starts it, `jobs` does it); `app`, `canvas` and `views` draw.
"""
