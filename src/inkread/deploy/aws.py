"""Carries a plan out at AWS: stack, release, stack again; every step may be repeated."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Any, Final

from inkread.deploy.plan import Plan
from inkread.errors import ConfigError

PREFIX_LIST: Final = "com.amazonaws.global.cloudfront.origin-facing"
NOTHING_TO_DO: Final = "No updates are to be performed"
RELEASE: Final = ("Release", "ReleaseSha256", "CloudFrontPrefixList")
DONE: Final = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE")

Tell = Callable[[str], None]


def carry_out(plan: Plan, *, tell: Tell) -> dict[str, str]:
    """Make or update what the plan describes; return the stack's outputs.

    Args:
        plan: what to do.
        tell: told each step as it begins.

    Raises:
        ConfigError: when boto3 is not installed, there are no credentials, or AWS refuses a step.
    """
    if plan.missing:
        name = plan.missing[0]
        raise ConfigError(f"expected the parameter {name} for {plan.kind}, got none; add: --set {name}=VALUE")
    with _told(plan):
        session = _session(plan.region)
        stacks = session.client("cloudformation")
        if plan.package is None:
            return _stand(stacks, plan, plan.parameters, tell)
        found = _outputs(stacks, plan.name)
        if found is None:
            found = _stand(stacks, plan, {}, tell)
        tell(f"upload {plan.package.name} to {found['Bucket']}/{plan.key}")
        session.client("s3").put_object(Bucket=found["Bucket"], Key=plan.key, Body=plan.package.archive)
        if (
            "Instance" in found
        ):  # which fetched its first release when it was made, and fetches others when told
            found = _stand(stacks, plan, plan.parameters, tell, kept=RELEASE)
            tell(f"upgrade: sudo inkread-upgrade {plan.key} {plan.package.sha256} on {found['Instance']}")
            return found
        release = dict(zip(RELEASE, (str(plan.key), plan.package.sha256, ""), strict=True)) | plan.parameters
        release[RELEASE[2]] = release[RELEASE[2]] or _prefix_list(session)
        return _stand(stacks, plan, release, tell)


def _session(region: str) -> Any:  # noqa: ANN401 - boto3 has no types
    """Return a session with AWS."""
    try:
        import boto3
    except ModuleNotFoundError as error:
        raise ConfigError(
            f"expected the package {error.name!r} to talk to AWS, got none; install it with:"
            " pip install 'inkread[deploy]', or give the template to the AWS command line yourself"
        ) from error
    return boto3.session.Session(region_name=region)


def _stand(
    stacks: Any,  # noqa: ANN401
    plan: Plan,
    parameters: dict[str, str],
    tell: Tell,
    *,
    kept: tuple[str, ...] = (),
) -> dict[str, str]:
    """Make the stack or update it, wait for it, and return its outputs; `kept` parameters stay."""
    from botocore.exceptions import ClientError

    is_new = _outputs(stacks, plan.name) is None
    request = {
        "StackName": plan.name,
        "TemplateBody": plan.body,
        "Parameters": [
            *({"ParameterKey": key, "ParameterValue": text} for key, text in parameters.items()),
            *({"ParameterKey": key, "UsePreviousValue": True} for key in kept if key not in parameters),
        ],
        "Capabilities": ["CAPABILITY_IAM"],
    }
    tell(f"{'make' if is_new else 'update'} the stack {plan.name}")
    try:
        (stacks.create_stack if is_new else stacks.update_stack)(**request)
    except ClientError as error:
        if NOTHING_TO_DO not in str(error):
            raise
        return _outputs(stacks, plan.name) or {}
    stacks.get_waiter("stack_create_complete" if is_new else "stack_update_complete").wait(
        StackName=plan.name
    )
    return _outputs(stacks, plan.name) or {}


def _outputs(stacks: Any, name: str) -> dict[str, str] | None:  # noqa: ANN401
    """Return the outputs of a stack that stands, or None where there is none.

    Raises:
        ConfigError: when it is there and does not stand.
    """
    from botocore.exceptions import ClientError

    try:
        [stack] = stacks.describe_stacks(StackName=name)["Stacks"]
    except ClientError as error:
        if "does not exist" not in str(error):
            raise
        return None
    if stack["StackStatus"] not in DONE:
        raise ConfigError(
            f"expected the stack {name} to stand, got the state {stack['StackStatus']}; wait, or delete it"
        )
    return {one["OutputKey"]: one["OutputValue"] for one in stack.get("Outputs", [])}


def _prefix_list(session: Any) -> str:  # noqa: ANN401
    """Return the id of the list of addresses that CloudFront asks origins from."""
    wish = [{"Name": "prefix-list-name", "Values": [PREFIX_LIST]}]
    found = session.client("ec2").describe_managed_prefix_lists(Filters=wish)["PrefixLists"]
    if not found:
        raise ConfigError(
            f"expected CloudFront's list {PREFIX_LIST} in this region, got none; name its id by:"
            " --set CloudFrontPrefixList=pl-..."
        )
    return str(found[0]["PrefixListId"])


@contextlib.contextmanager
def _told(plan: Plan) -> Iterator[None]:
    """Turn what AWS refuses in the block into a ConfigError."""
    try:
        from botocore.exceptions import BotoCoreError, ClientError, WaiterError

        refusals: tuple[type[Exception], ...] = (BotoCoreError, ClientError, WaiterError)
    except ModuleNotFoundError:
        refusals = ()
    try:
        yield
    except refusals as error:
        raise ConfigError(
            f"expected AWS to stand the stack {plan.name} in {plan.region}, got"
            f" {' '.join(str(error).split())[:300]}; see its events in the console, and do it again"
        ) from error
