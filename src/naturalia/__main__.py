"""``python -m naturalia`` is the ``naturalia`` command."""

from naturalia.cli import main

if __name__ == "__main__":
    main()
