"""`inkread deploy aws`: says what would be made at AWS and what it costs, and makes it."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from inkread.cli.shared_options import AsJson

if TYPE_CHECKING:
    from inkread.deploy.plan import Plan

app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()
def deploy() -> None:
    """Put the service online."""


@app.command()
def aws(
    kind: Annotated[str, typer.Option(help="ec2 (one small machine), fargate or lambda.")] = "ec2",
    name: Annotated[str, typer.Option(help="What the stack is called.")] = "inkread",
    region: Annotated[str, typer.Option(help="Of AWS.")] = "us-east-1",
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="NAME=VALUE",
            help="A parameter of the template; a stack that stands keeps the others. Repeatable.",
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be made and what it costs; ask nobody.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Make what the service needs at AWS, or bring it up to date; each step may be repeated."""
    from typing import cast

    from inkread.deploy.plan import plan
    from inkread.deploy.templates import Kind

    given = dict(_split(text) for text in settings or [])
    made = plan(cast("Kind", kind), name=name, region=region, parameters=given)
    if dry_run:
        _print_plan(made, as_json=as_json)
        return
    from inkread.deploy.aws import carry_out

    outputs = carry_out(made, tell=lambda step: typer.echo(step, err=True))
    if as_json:
        typer.echo(json.dumps(outputs, indent=2))
        return
    for key, value in outputs.items():
        typer.echo(f"{key:<10} {value}")


def _split(text: str) -> tuple[str, str]:
    """Return the name and the value of a setting."""
    name, sign, value = text.partition("=")
    if not sign:
        raise typer.BadParameter(f"expected NAME=VALUE, got {text!r}", param_hint="--set")
    return name, value


def _print_plan(made: "Plan", *, as_json: bool) -> None:
    """Print what would be done."""
    from inkread.deploy.costs import PAGES, PRICES_IN, PRICES_OF

    if as_json:
        told: dict[str, Any] = {
            "kind": made.kind,
            "stack": made.name,
            "region": made.region,
            "parameters": made.parameters,
            "missing": list(made.missing),
            "steps": list(made.steps),
            "resources": made.resources,
            "costs": [cost._asdict() for cost in made.costs],
            "dollars_a_month": round(made.dollars, 2),
            "without_a_known_price": list(made.unpriced),
            "prices_of": f"{PRICES_OF}, {PRICES_IN}",
            "prices_published_at": PAGES[made.kind],
        }
        typer.echo(json.dumps(told, indent=2, ensure_ascii=False))
        return
    typer.echo(f"Nothing is done yet. `inkread deploy aws --kind {made.kind}` would:")
    for number, step in enumerate(made.steps, start=1):
        typer.echo(f"  {number}. {step}")
    for missing in made.missing:
        typer.echo(f"It needs, where no such stack stands yet: --set {missing}=VALUE")
    typer.echo(f"It makes {sum(made.resources.values())} things:")
    for kind, count in made.resources.items():
        typer.echo(f"  {count} × {kind}")
    _print_costs(made)


def _print_costs(made: "Plan") -> None:
    """Print what it costs, and for which settings that was worked out."""
    from inkread.deploy.costs import PAGES, PRICES_IN, PRICES_OF

    least = "at least" if made.unpriced else "about"
    typer.echo(f"A month costs {least} ${made.dollars:.2f}, by list prices of {PRICES_OF} in {PRICES_IN}:")
    for cost in made.costs:
        dollars = "     ?" if cost.dollars is None else f"{cost.dollars:>6.2f}"
        typer.echo(f"  ${dollars}  {cost.what}: {cost.how}")
    settings = ", ".join(f"{name}={value}" for name, value in made.parameters.items())
    given = f"for {settings}, and else" if settings else "for"
    typer.echo(f"That is {given} the template's own settings; a stack that stands keeps what it was given.")
    if made.region != PRICES_IN:
        typer.echo(f"In {made.region} the prices are others.")
    typer.echo(f"These prices are assumptions; today's are at {', '.join(PAGES[made.kind])}")
