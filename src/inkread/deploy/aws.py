"""Carries a plan out at AWS: stack, release, stack again; every step may be repeated."""

import contextlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from inkread.deploy.package import Package
from inkread.deploy.parameters import parameters
from inkread.deploy.plan import Plan
from inkread.deploy.templates import KINDS, MARKS
from inkread.errors import ConfigError

PREFIX_LIST: Final = "com.amazonaws.global.cloudfront.origin-facing"
NOTHING_TO_DO: Final = "No updates are to be performed"
NEWEST_IMAGE: Final = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"
# The history lies on the instance's disk: no update may make another instance, with an empty one.
GUARD: Final = json.dumps(
    {
        "Statement": [
            {"Effect": "Allow", "Action": "Update:*", "Principal": "*", "Resource": "*"},
            {
                "Effect": "Deny",
                "Action": ["Update:Replace", "Update:Delete"],
                "Principal": "*",
                "Resource": "LogicalResourceId/Instance",
            },
        ]
    }
)
DONE: Final = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE")

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Standing:
    """A stack that stands: its outputs, and the parameters that it was made with; no template hides one."""

    outputs: dict[str, str]
    parameters: dict[str, str]


def carry_out(plan: Plan, *, tell: Tell) -> dict[str, str]:
    """Make or update what the plan describes; return the stack's outputs.

    A stack that stands keeps every parameter that the plan does not give.

    Args:
        plan: what to do.
        tell: told each step as it begins.

    Raises:
        ConfigError: when boto3 is not installed, there are no credentials, a stack of that name is of another
            kind, a new one lacks a parameter, or AWS refuses a step.
    """
    with _told(plan):
        session = _session(plan.region)
        stacks = session.client("cloudformation")
        standing = _standing(stacks, plan)
        if standing is None and plan.missing:
            name = plan.missing[0]
            raise ConfigError(
                f"expected the parameter {name} for a new stack of {plan.kind}, got none;"
                f" add: --set {name}=VALUE"
            )
        if plan.package is None:
            return _stand(stacks, plan, plan.parameters, tell)
        return _stand_instance(session, plan, plan.package, standing, tell)


def _stand_instance(
    session: Any,  # noqa: ANN401
    plan: Plan,
    package: Package,
    standing: Standing | None,
    tell: Tell,
) -> dict[str, str]:
    """Make the bucket, send the release there, and make the instance or leave it; return the outputs."""
    stacks = session.client("cloudformation")
    if standing is None:
        image = plan.parameters.get("Image") or _newest_image(session)
        found = _stand(stacks, plan, {"Image": image}, tell)
    else:
        found = standing.outputs
    tell(f"upload {package.name} to {found['Bucket']}/{plan.key}")
    session.client("s3").put_object(Bucket=found["Bucket"], Key=plan.key, Body=package.archive)
    if "Instance" in found:  # which fetched its first release when it was made, and fetches others when told
        stacks.set_stack_policy(StackName=plan.name, StackPolicyBody=GUARD)
        found = _stand(stacks, plan, plan.parameters, tell)
        tell(f"upgrade: sudo inkread-upgrade {plan.key} {package.sha256} on {found['Instance']}")
        return found
    release = {"Release": str(plan.key), "ReleaseSha256": package.sha256} | plan.parameters
    release["CloudFrontPrefixList"] = release.get("CloudFrontPrefixList") or _prefix_list(session)
    found = _stand(stacks, plan, release, tell)
    stacks.set_stack_policy(StackName=plan.name, StackPolicyBody=GUARD)
    return found


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
    given: dict[str, str],
    tell: Tell,
) -> dict[str, str]:
    """Make the stack or update it, wait for it, and return its outputs; what is not given stays."""
    from botocore.exceptions import ClientError

    before = _standing(stacks, plan)
    known = parameters(plan.kind)
    kept = {} if before is None else {key: text for key, text in before.parameters.items() if key in known}
    request = {
        "StackName": plan.name,
        "TemplateBody": plan.body,
        "Parameters": [{"ParameterKey": key, "ParameterValue": text} for key, text in (kept | given).items()],
        "Capabilities": ["CAPABILITY_IAM"],
    }
    tell(f"{'make' if before is None else 'update'} the stack {plan.name}")
    try:
        (stacks.create_stack if before is None else stacks.update_stack)(**request)
    except ClientError as error:
        if NOTHING_TO_DO not in str(error):
            raise
    else:
        done = "stack_create_complete" if before is None else "stack_update_complete"
        stacks.get_waiter(done).wait(StackName=plan.name)
    after = _standing(stacks, plan)
    return {} if after is None else after.outputs


def _standing(stacks: Any, plan: Plan) -> Standing | None:  # noqa: ANN401
    """Return the plan's stack where it stands, or None where there is none.

    Raises:
        ConfigError: when it is there and does not stand, or is of another kind.
    """
    from botocore.exceptions import ClientError

    try:
        [stack] = stacks.describe_stacks(StackName=plan.name)["Stacks"]
    except ClientError as error:
        if "does not exist" not in str(error):
            raise
        return None
    if stack["StackStatus"] not in DONE:
        raise ConfigError(
            f"expected the stack {plan.name} to stand, got the state {stack['StackStatus']};"
            " wait, or delete it"
        )
    # An older template named the image by a parameter of SSM: what that stood for is the instance's.
    found = {
        one["ParameterKey"]: one.get("ResolvedValue") or one["ParameterValue"]
        for one in stack.get("Parameters", [])
    }
    if MARKS[plan.kind] not in found:
        kinds = [f"--kind {kind}" for kind in KINDS if MARKS[kind] in found]
        raise ConfigError(
            f"expected the stack {plan.name} to be one of --kind {plan.kind}, got one of"
            f" {' '.join(kinds) or 'something else'}; name its kind, or choose another --name"
        )
    return Standing({one["OutputKey"]: one["OutputValue"] for one in stack.get("Outputs", [])}, found)


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


def _newest_image(session: Any) -> str:  # noqa: ANN401
    """Return the id of the newest image of Amazon Linux 2023 for arm64."""
    return str(session.client("ssm").get_parameter(Name=NEWEST_IMAGE)["Parameter"]["Value"])


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
