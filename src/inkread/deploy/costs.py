"""What a deployment costs a month: list prices, each with how its share is worked out."""

from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from inkread.deploy.parameters import parameters
from inkread.deploy.templates import Kind

PRICES_OF: Final = "early 2026"
PRICES_IN: Final = "us-east-1"
_PAGE: Final = "https://aws.amazon.com/{}/pricing/"
PAGES: Final[dict[Kind, tuple[str, ...]]] = {
    "ec2": tuple(_PAGE.format(of) for of in ("ec2", "vpc", "ebs", "s3", "cloudfront")),
    "fargate": tuple(_PAGE.format(of) for of in ("fargate", "elasticloadbalancing", "vpc")),
    "lambda": (_PAGE.format("lambda"),),
}
"""Where the prices are published: those here are assumptions, and nobody is asked whether they still hold."""
HOURS: Final = 730  # of a month

LARGE_HOUR: Final = {"t4g": 0.0672, "m7g": 0.0816, "c7g": 0.0725, "m8g": 0.08976, "c8g": 0.07976}
"""Instances of the size `large`, by kind; another size costs as many times as much as it is larger."""
LARGENESS: Final = {
    **{"nano": 1 / 16, "micro": 1 / 8, "small": 1 / 4, "medium": 1 / 2, "large": 1, "xlarge": 2},
    **{f"{times}xlarge": 2 * times for times in (2, 4, 8, 12, 16, 24, 48)},
}
MADE: Final = {
    "t4g": (1 / 16, 4),
    **dict.fromkeys(("m7g", "c7g"), (1 / 2, 32)),
    **dict.fromkeys(("m8g", "c8g"), (1 / 2, 96)),
}
"""The smallest and the largest of a kind."""
ADDRESS_HOUR: Final = 0.005  # a public IPv4 address
DISK_GIGABYTE: Final = 0.08  # gp3, a month
BUCKET_GIGABYTE: Final = 0.023  # S3 Standard, a month
PROCESSOR_HOUR: Final = {"X86_64": 0.04048, "ARM64": 0.03238}  # Fargate
MEMORY_HOUR: Final = {"X86_64": 0.004445, "ARM64": 0.00356}  # Fargate, a gigabyte
BALANCER_HOUR: Final = 0.0225
CAPACITY_HOUR: Final = 0.008  # a unit of the balancer's use
LAMBDA_SECOND: Final = {"x86_64": 0.0000166667, "arm64": 0.0000133334}  # a gigabyte
LAMBDA_REQUESTS: Final = 0.20  # a million


class Cost(NamedTuple):
    """A share of the bill.

    Attributes:
        what: is paid.
        how: it is worked out.
        dollars: US dollars a month; None where no price of it is known here.
    """

    what: str
    how: str
    dollars: float | None


def costs(kind: Kind, given: Mapping[str, str]) -> tuple[Cost, ...]:
    """Return the shares of a month's bill.

    Args:
        kind: of deployment.
        given: parameters of its template; for all others their defaults are taken.
    """
    usual = {name: one.default or "" for name, one in parameters(kind).items()}
    return SHARES[kind](usual | dict(given))


def _of_ec2(values: Mapping[str, str]) -> tuple[Cost, ...]:
    """Return the shares of one instance."""
    disk = int(values["DiskGigabytes"])
    return (
        _instance(values["InstanceType"]),
        _hourly("its public address", 1, ADDRESS_HOUR),
        Cost("disk", f"{disk} GB × ${DISK_GIGABYTE:g}", disk * DISK_GIGABYTE),
        Cost("backups in the bucket", f"10 GB × ${BUCKET_GIGABYTE:g}", 10 * BUCKET_GIGABYTE),
        Cost("CloudFront, alarms", "within what is free", 0.0),
    )


def _instance(wanted: str) -> Cost:
    """Return what an instance of a type costs."""
    family, _, size = wanted.partition(".")
    times, (least, most) = LARGENESS.get(size, 0), MADE.get(family, (1, 0))
    if not least <= times <= most:
        return Cost(f"instance {wanted}", "its price is not known here", None)
    return _hourly(f"instance {wanted}", 1, LARGE_HOUR[family] * times)


def _of_fargate(values: Mapping[str, str]) -> tuple[Cost, ...]:
    """Return the shares of as many tasks as there are at least."""
    tasks, processor = int(values["LeastTasks"]), values["Processor"]
    return (
        _hourly(f"{tasks} tasks, a processor each", tasks, PROCESSOR_HOUR[processor]),
        _hourly("their memory, 2 GB each", 2 * tasks, MEMORY_HOUR[processor]),
        _hourly("load balancer", 1, BALANCER_HOUR),
        _hourly("its use, one unit", 1, CAPACITY_HOUR),
        _hourly("public addresses of tasks and balancer", tasks + 2, ADDRESS_HOUR),
    )


def _of_lambda(values: Mapping[str, str]) -> tuple[Cost, ...]:
    """Return the shares of a function that is asked a million times."""
    second = LAMBDA_SECOND[values["Processor"]]
    return (
        Cost("a million readings of 40 ms", f"40,000 s × 1.73 GB × ${second:g}", 40_000 * 1.73 * second),
        Cost("their requests", f"1 million × ${LAMBDA_REQUESTS:.2f}", LAMBDA_REQUESTS),
    )


def _hourly(what: str, count: int, price: float) -> Cost:
    """Return the cost of things that are paid by the hour."""
    return Cost(what, f"{count:,} × {HOURS} h × ${price:g}", count * HOURS * price)


SHARES: Final[dict[Kind, Callable[[Mapping[str, str]], tuple[Cost, ...]]]] = {
    "ec2": _of_ec2,
    "fargate": _of_fargate,
    "lambda": _of_lambda,
}
