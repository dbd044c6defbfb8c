"""`python -m regen` and the command `regen`."""

import sys


def main() -> None:
    """Run the command and leave the process with its exit code."""
    from regen.quick import fresh_clients

    fresh = fresh_clients(sys.argv[1:])
    if fresh is not None:
        for config in fresh:
            print(f"{config.folder.as_posix()}: fresh")
        return
    from regen.cli import main as command

    command()


if __name__ == "__main__":
    main()
