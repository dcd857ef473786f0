"""Other names: those that an archive itself tells, and those that its users keep."""
