"""Which characters are blank: the builder has three different answers, and all of them matter."""

# unicode.IsSpace of Go: what is stripped from the ends of lines and values, and what separates quoted words.
SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"

# What ends a keyword and separates plain words; a non-breaking space does not.
SEPARATORS = "\t\v\f\r "

# Flags are read byte by byte, so that these two are blank even as a part of another character.
BYTE_SPACE = "\t\n\v\f\r \x85\xa0"
