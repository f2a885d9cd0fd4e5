"""What a deployment to AWS will do, told before anything is done, without asking anyone."""

import re
from dataclasses import dataclass, field
from typing import Final

from inkread.deploy.costs import Cost, costs
from inkread.deploy.package import Package, lay_out
from inkread.deploy.parameters import expect_fitting
from inkread.deploy.templates import Kind, resources, template
from inkread.deploy.together import expect_together, missing
from inkread.errors import ConfigError

REGION: Final = re.compile(r"[a-z]{2,5}(-[a-z]+){1,2}-[0-9]{1,2}")
STACK: Final = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,127}")


@dataclass(frozen=True, slots=True)
class Plan:
    """A deployment to be.

    Attributes:
        kind: of it.
        name: of the stack.
        region: of AWS.
        parameters: of the template, as the person gave them.
        body: the template.
        resources: type -> how many are made.
        costs: what they cost a month.
        package: the release that is sent, where one is.
    """

    kind: Kind
    name: str
    region: str
    parameters: dict[str, str]
    body: str = field(repr=False)
    resources: dict[str, int]
    costs: tuple[Cost, ...]
    package: Package | None

    @property
    def key(self) -> str | None:
        """Where the release goes in the bucket; another release has another key."""
        if self.package is None:
            return None
        return f"releases/{self.package.sha256[:16]}-{self.package.name}"

    @property
    def steps(self) -> tuple[str, ...]:
        """What is done, in words, in this order."""
        stack = f"stack {self.name} in {self.region}"
        if self.package is None:
            return (f"make or update the {stack}", "wait until it stands, and print its address")
        return (
            "where there is none yet: look up the newest image of Amazon Linux, which then stays; make the"
            f" {stack} with the bucket alone",
            f"upload {self.package.name} ({len(self.package.archive):,} bytes) to {self.key}",
            f"where there is no instance yet: look up CloudFront's list of addresses in {self.region}",
            f"update the {stack} with the rest; where it stands already, what is not given stays",
            "wait until the instance says that it is ready, and print its address",
            "forbid the stack to replace or remove the instance, on whose disk the history is",
            f"where it stood already: sudo inkread-upgrade {self.key} {self.package.sha256[:8]}… on it",
        )

    @property
    def missing(self) -> tuple[str, ...]:
        """Parameters that are needed where no such stack stands yet, and were not given."""
        return missing(self.kind, self.parameters)

    @property
    def dollars(self) -> float:
        """What all costs together a month, in US dollars, but for what has no price that is known here."""
        return sum(cost.dollars or 0.0 for cost in self.costs)

    @property
    def unpriced(self) -> tuple[str, ...]:
        """What the bill has besides, of which no price is known here."""
        return tuple(cost.what for cost in self.costs if cost.dollars is None)


def plan(kind: Kind, *, name: str, region: str, parameters: dict[str, str]) -> Plan:
    """Return what a deployment would do.

    Args:
        kind: of it.
        name: of the stack.
        region: of AWS, such as `eu-central-1`.
        parameters: of the template.

    Raises:
        ConfigError: when the kind or a parameter is unknown, or AWS would refuse a value, two of them
            together, the region or the name.
    """
    body = template(kind)
    if not STACK.fullmatch(name):
        raise ConfigError(f"expected --name of letters, digits and hyphens, got {name!r}; choose another")
    if not REGION.fullmatch(region):
        raise ConfigError(f"expected --region of AWS, such as eu-central-1, got {region!r}; choose one")
    expect_fitting(kind, parameters)
    expect_together(kind, parameters)
    package = lay_out("ec2") if kind == "ec2" else None
    return Plan(kind, name, region, parameters, body, resources(kind), costs(kind, parameters), package)
