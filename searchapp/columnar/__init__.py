"""The files of a segment as arrays: how they are written, read and merged; knows no Whoosh."""
