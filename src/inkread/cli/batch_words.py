"""What a batch came to, or would do: as JSON-ready values, and in a person's words."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from inkread.cli.counted import counted
from inkread.errors import InkreadError

if TYPE_CHECKING:
    from inkread.scale.batch.carry_out import Outcome


def result_of(found: "Outcome", output: Path, seconds: float) -> dict[str, Any]:
    """Return what a batch came to, as JSON-ready values."""
    from inkread.scale.batch.outputs import bad_path

    return {
        "output": str(output),
        "images": found.images,
        "read": found.images - found.bad,
        "not_read": found.bad,
        "not_read_table": str(bad_path(output)),
        "reasons": found.reasons,
        "left_out": dict(found.left_out.kinds),
        "read_before": found.resumed,
        "seconds": round(seconds, 1),
    }


def check_any_read(found: "Outcome", address: str, output: Path) -> None:
    """Refuse to end well where nothing could be read: most likely the folder is the wrong one.

    Raises:
        InkreadError: when no image of the input at `address` could be read.
    """
    from inkread.scale.batch.outputs import bad_path

    if found.bad < found.images:
        return
    advice = (
        "check that the images are where the names lead, on every machine (--root says where a table's begin)"
        if set(found.reasons) == {"not_found"}
        else f"{bad_path(output)} says why for each"
    )
    raise InkreadError(
        f"{address}: expected images that can be read, got none of {found.images:,}"
        f" ({_listed(found.reasons)}); {advice}"
    )


def in_words(result: dict[str, Any]) -> str:
    """Return the result in a person's words."""
    before = f", {result['read_before']:,} of them before" if result["read_before"] else ""
    lines = [f"{result['output']}: {counted(result['read'], 'image')} read{before}"]
    if result["not_read"]:
        reasons = _listed(result["reasons"])
        lines.append(f"{result['not_read_table']}: {result['not_read']:,} not read ({reasons})")
    return "\n".join(lines)


def plan_in_words(plan: dict[str, Any]) -> str:
    """Return what would be done in a person's words."""
    before = f", {plan['already_read']:,} of them already" if plan["already_read"] else ""
    shards = counted(plan["shards"], "shard")
    return (
        f"{plan['input']}: {counted(plan['images'], 'image')}{before}, in {shards}\n"
        f"{plan['output']}: to be written; what cannot be read into {plan['not_read_table']}"
    )


def _listed(reasons: dict[str, int]) -> str:
    """Return how many images were not read for each reason, in one line."""
    return ", ".join(f"{reason} {count:,}" for reason, count in reasons.items())
