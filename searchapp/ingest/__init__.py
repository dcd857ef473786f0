"""Files in, articles out: finding, decoding, splitting, describing and cleaning.

`pipeline` is the door; every other module is a step behind it.
"""
