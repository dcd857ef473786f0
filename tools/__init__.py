"""What makes the data that is shipped: run by hand when a table is made anew."""
