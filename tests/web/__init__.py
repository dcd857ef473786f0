"""Tests of `searchapp.web`."""
