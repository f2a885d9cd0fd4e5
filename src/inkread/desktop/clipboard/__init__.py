"""Pictures on the clipboard: taken from it and put on it by a process beside the window.

Tk has a clipboard of texts. Of a picture it makes words of hexadecimal digits, a tenth of a second of the
window's own time for each megabyte, and above 400,000 bytes nothing at all. And whoever put something there
must answer all who ask for it, however busy they are. So another process does both.
"""
