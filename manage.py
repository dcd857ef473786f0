"""Run searchapp from a checkout; `searchapp` is the same command once installed."""

from searchapp.cli import main

if __name__ == "__main__":
    main()
