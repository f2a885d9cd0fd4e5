"""What a deployment costs a month: list prices, each with how its share is worked out."""

from typing import Final, NamedTuple

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

INSTANCE_HOUR: Final = 0.0168  # t4g.small
ADDRESS_HOUR: Final = 0.005  # a public IPv4 address
DISK_GIGABYTE: Final = 0.08  # gp3, a month
BUCKET_GIGABYTE: Final = 0.023  # S3 Standard, a month
PROCESSOR_HOUR: Final = 0.04048  # Fargate, x86
MEMORY_HOUR: Final = 0.004445  # Fargate, x86, a gigabyte
BALANCER_HOUR: Final = 0.0225
CAPACITY_HOUR: Final = 0.008  # a unit of the balancer's use
LAMBDA_SECOND: Final = 0.0000166667  # a gigabyte, x86
LAMBDA_REQUESTS: Final = 0.20  # a million


class Cost(NamedTuple):
    """A share of the bill.

    Attributes:
        what: is paid.
        how: it is worked out.
        dollars: US dollars a month.
    """

    what: str
    how: str
    dollars: float


def costs(kind: Kind) -> tuple[Cost, ...]:
    """Return the shares of a month's bill, as the template makes things where nothing else is set."""
    return COSTS[kind]


def _hourly(what: str, count: int, price: float) -> Cost:
    """Return the cost of things that are paid by the hour."""
    return Cost(what, f"{count} × {HOURS} h × ${price:g}", count * HOURS * price)


COSTS: Final[dict[Kind, tuple[Cost, ...]]] = {
    "ec2": (
        _hourly("instance t4g.small", 1, INSTANCE_HOUR),
        _hourly("its public address", 1, ADDRESS_HOUR),
        Cost("disk", f"16 GB × ${DISK_GIGABYTE:g}", 16 * DISK_GIGABYTE),
        Cost("backups in the bucket", f"10 GB × ${BUCKET_GIGABYTE:g}", 10 * BUCKET_GIGABYTE),
        Cost("CloudFront, alarms", "within what is free", 0.0),
    ),
    "fargate": (
        _hourly("2 tasks, a processor each", 2, PROCESSOR_HOUR),
        _hourly("their memory, 2 GB each", 4, MEMORY_HOUR),
        _hourly("load balancer", 1, BALANCER_HOUR),
        _hourly("its use, one unit", 1, CAPACITY_HOUR),
        _hourly("public addresses of tasks and balancer", 4, ADDRESS_HOUR),
    ),
    "lambda": (
        Cost(
            "a million readings of 40 ms",
            f"40,000 s × 1.73 GB × ${LAMBDA_SECOND:g}",
            40_000 * 1.73 * LAMBDA_SECOND,
        ),
        Cost("their requests", f"1 million × ${LAMBDA_REQUESTS:.2f}", LAMBDA_REQUESTS),
    ),
}
