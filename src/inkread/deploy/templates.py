"""The descriptions of what is made at AWS: one a kind of deployment, and what stands in each."""

import re
from collections import Counter
from typing import Final, Literal, get_args

from inkread.deploy.package import laid_file
from inkread.errors import ConfigError

Kind = Literal["ec2", "fargate", "lambda"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
FILES: Final[dict[Kind, str]] = {
    "ec2": "ec2/ec2.yaml",
    "fargate": "compose/fargate.yaml",
    "lambda": "lambda/lambda.yaml",
}
# What no default can stand for, kind by kind; of EC2 the deployment finds all by itself.
NEEDED: Final[dict[Kind, tuple[str, ...]]] = {
    "ec2": (),
    "fargate": ("Image", "Certificate", "Host"),
    "lambda": ("Image",),
}
# A parameter that every version of a kind's template has and no other kind's: a stack is told by it.
MARKS: Final[dict[Kind, str]] = {"ec2": "ReleaseSha256", "fargate": "Certificate", "lambda": "MostAtOnce"}
RESOURCE: Final = re.compile(r"^  \w+:\n    Type: (?P<type>AWS::\S+)$", re.MULTILINE)


def template(kind: Kind) -> str:
    """Return the CloudFormation template of a kind of deployment.

    Raises:
        ConfigError: when there is no such kind.
    """
    if kind not in KINDS:
        raise ConfigError(f"expected a kind among {', '.join(KINDS)}, got {kind!r}; choose one")
    return laid_file(FILES[kind]).decode("utf-8")


def resources(kind: Kind) -> dict[str, int]:
    """Return how many things of each type a template has, sorted by type."""
    counts = Counter(match["type"] for match in RESOURCE.finditer(section(kind, "Resources")))
    return dict(sorted(counts.items()))


def section(kind: Kind, name: str) -> str:
    """Return a section of a template."""
    found = re.search(rf"^{name}:\n(.*?)(?=^\w|\Z)", template(kind), re.MULTILINE | re.DOTALL)
    return found[1] if found else ""
