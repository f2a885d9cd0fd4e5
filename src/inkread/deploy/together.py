"""What parameters of a template ask of each other, as its rules and AWS have it: told before AWS is asked."""

from collections.abc import Mapping
from typing import Final

from inkread.deploy.parameters import parameters
from inkread.deploy.templates import NEEDED, Kind
from inkread.errors import ConfigError

# As the templates' rules say: where the one is given, the others must be.
ALSO: Final[dict[Kind, dict[str, tuple[str, ...]]]] = {
    "ec2": {"Release": ("ReleaseSha256", "CloudFrontPrefixList")},
    "fargate": {"HistorySecret": ("CookieSecret",)},
    "lambda": {},
}
# Of which no rule can tell which is greater: AWS would find out half way.
LEAST_AND_MOST: Final[dict[Kind, tuple[str, str] | None]] = {
    "ec2": None,
    "fargate": ("LeastTasks", "MostTasks"),
    "lambda": None,
}


def expect_together(kind: Kind, given: Mapping[str, str]) -> None:
    """Refuse what cannot be given together, whatever a stack that stands was made with.

    Raises:
        ConfigError: when a parameter is given and one that it needs is given as nothing, or the least is more
            than the most.
    """
    for name, others in ALSO[kind].items():
        for other in others:
            if given.get(name) and given.get(other) == "":
                raise ConfigError(f"expected {other} with {name}, got it empty; name it, or leave both out")
    pair = LEAST_AND_MOST[kind]
    if pair and given.keys() >= {*pair} and int(given[pair[0]]) > int(given[pair[1]]):
        least, most = pair
        raise ConfigError(
            f"expected {least} of at most {most}, got {given[least]} and {given[most]}; change one of them"
        )


def missing(kind: Kind, given: Mapping[str, str]) -> tuple[str, ...]:
    """Return the parameters that are needed where no such stack stands yet, and were not given."""
    found = [*NEEDED[kind]]
    if kind != "ec2":  # of which the deployment finds all by itself
        found += [other for name, others in ALSO[kind].items() if given.get(name) for other in others]
    pair = LEAST_AND_MOST[kind]
    if pair:
        known = parameters(kind)
        least, most = (int(given.get(name) or known[name].default or 0) for name in pair)
        found += pair if least > most else ()
    return tuple(name for name in found if not given.get(name))
