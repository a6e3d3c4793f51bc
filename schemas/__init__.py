"""JSON Schemas of the files ecslint reads and writes."""
