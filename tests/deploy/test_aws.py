"""What is made at AWS is as its linter wants it, is made by a stand-in for AWS, and is told before."""

import base64
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import boto3
import pytest
from botocore.client import BaseClient

from inkread.deploy.aws import PREFIX_LIST, _standing, carry_out
from inkread.deploy.costs import PAGES, costs
from inkread.deploy.parameters import parameters
from inkread.deploy.plan import plan
from inkread.deploy.templates import KINDS, MARKS, resources, template
from inkread.errors import ConfigError

# The stand-in knows none of these; it leaves them out, and tells so in a warning.
UNKNOWN = {
    "AWS::Logs::MetricFilter",
    *("AWS::ApplicationAutoScaling::ScalableTarget", "AWS::ApplicationAutoScaling::ScalingPolicy"),
    *("AWS::CloudFront::Distribution", "AWS::CloudFront::VpcOrigin", "AWS::CloudWatch::Alarm"),
    *("AWS::Lambda::Url", "AWS::S3::BucketPolicy", "AWS::SNS::Subscription"),
}
GIVEN = {
    "ec2": {"AlarmEmail": "ann@example.org"},
    "fargate": {
        "Image": "inkread:1",
        "Host": "read.example.org",
        "HistorySecret": "arn:aws:secretsmanager:us-east-1:123456789012:secret:history",
        "CookieSecret": "arn:aws:secretsmanager:us-east-1:123456789012:secret:cookie",
    },
    "lambda": {"Image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/inkread:1"},
}
pytestmark = pytest.mark.filterwarnings("ignore:Tried to parse AWS")


@pytest.fixture(autouse=True)
def _laid_out_once(packages, monkeypatch):
    monkeypatch.setattr("inkread.deploy.plan.lay_out", packages.__getitem__)


@pytest.fixture
def region(aws, monkeypatch):
    """A region of the stand-in that knows what CloudFront asks from, and has the images that are named."""
    machines = boto3.client("ec2")
    machines.create_managed_prefix_list(PrefixListName=PREFIX_LIST, MaxEntries=1, AddressFamily="IPv4")
    boto3.client("ecr").create_repository(repositoryName="inkread")
    told = boto3.client("acm").request_certificate(DomainName="read.example.org")
    monkeypatch.setitem(GIVEN["fargate"], "Certificate", told["CertificateArn"])
    return "us-east-1"


def made(kind, **given):
    """A plan, without the outputs that only what the stand-in leaves out could tell."""
    wish = plan(kind, name="ink", region="us-east-1", parameters=GIVEN[kind] | given)
    body = wish.body.replace('!Sub "https://${Distribution.DomainName}"', "somewhere")
    # The stand-in takes for made already what refers to a parameter that changes, and not what names it so.
    body = re.sub("!Ref (InstanceType|DiskGigabytes)\\b", r'!Sub "${\1}"', body)
    return replace(wish, body=body.replace("!GetAtt Url.FunctionUrl", "somewhere"))


def test_the_templates_are_as_the_linter_wants_them(tmp_path):
    for kind in KINDS:
        (tmp_path / f"{kind}.yaml").write_text(template(kind), "utf-8")
    lint = [sys.executable, "-c", "from cfnlint.runner import main; main()", *tmp_path.glob("*.yaml")]
    done = subprocess.run(lint, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


@pytest.mark.parametrize("kind", KINDS)
def test_all_that_the_stand_in_knows_is_made(kind, region):
    told = []
    outputs = carry_out(made(kind), tell=told.append)
    stack = boto3.client("cloudformation").list_stack_resources(StackName="ink")["StackResourceSummaries"]
    types = {one["ResourceType"] for one in stack if one["ResourceType"]}
    assert types == set(resources(kind)) - UNKNOWN
    assert (bool(told), "Address" in outputs) == (True, True)


def test_a_release_is_fetched_from_a_private_bucket_by_an_instance_that_asks_for_a_token(region):
    wish = made("ec2")
    outputs = carry_out(wish, tell=lambda _: None)
    stored = boto3.client("s3").get_object(Bucket=outputs["Bucket"], Key=wish.key)["Body"].read()
    assert stored == wish.package.archive
    machines = boto3.client("ec2")
    told = machines.describe_instance_attribute(InstanceId=outputs["Instance"], Attribute="userData")
    script = base64.b64decode(told["UserData"]["Value"]).decode()
    assert f"inkread-upgrade '{wish.key}' '{wish.package.sha256}'" in script
    assert f"s3://{outputs['Bucket']}/$1" in script
    [data] = machines.describe_launch_template_versions(Versions=["$Latest"])["LaunchTemplateVersions"]
    assert data["LaunchTemplateData"]["MetadataOptions"]["HttpTokens"] == "required"


def test_done_again_a_release_is_sent_and_the_instance_stays(region):
    first = carry_out(made("ec2"), tell=lambda _: None)
    told = []
    assert carry_out(made("ec2"), tell=told.append)["Instance"] == first["Instance"]
    assert told[-1].startswith("upgrade: sudo inkread-upgrade releases/")


@pytest.fixture
def requests(monkeypatch):
    """What is asked of AWS: (operation, request); the newest image is another each time it is asked for."""
    asked = []
    call = BaseClient._make_api_call

    def recorded(client, operation, request):
        asked.append((operation, request))
        if operation == "GetParameter":
            return {"Parameter": {"Value": f"ami-{len(asked):017x}"}}
        return call(client, operation, request)

    monkeypatch.setattr(BaseClient, "_make_api_call", recorded)
    return asked


def test_the_instance_keeps_the_image_it_was_made_of_while_newer_ones_come(region, requests):
    carry_out(made("ec2"), tell=lambda _: None)
    image = standing_parameters("ink")["Image"]
    carry_out(made("ec2"), tell=lambda _: None)
    looked_up = [request["Name"] for operation, request in requests if operation == "GetParameter"]
    assert looked_up == ["/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64"]
    assert (image[:4], standing_parameters("ink")["Image"]) == ("ami-", image)
    [reservation] = boto3.client("ec2").describe_instances()["Reservations"]
    assert [one["ImageId"] for one in reservation["Instances"]] == [image]


def test_an_image_that_an_older_template_named_by_a_parameter_stays_the_one_it_stood_for():
    image = {"ParameterKey": "Image", "ParameterValue": "/aws/service/newest", "ResolvedValue": "ami-1"}
    mark = {"ParameterKey": MARKS["ec2"], "ParameterValue": ""}
    told = {"Stacks": [{"StackStatus": "CREATE_COMPLETE", "Parameters": [image, mark]}]}
    stacks = SimpleNamespace(describe_stacks=lambda **_: told)
    assert _standing(stacks, made("ec2")).parameters["Image"] == "ami-1"


def test_no_update_may_replace_the_instance_or_remove_it(region, requests):
    carry_out(made("ec2"), tell=lambda _: None)
    stacks = boto3.client("cloudformation")
    policy = json.loads(stacks.get_stack_policy(StackName="ink")["StackPolicyBody"])
    [refused] = [one for one in policy["Statement"] if one["Effect"] == "Deny"]
    assert refused["Resource"] == "LogicalResourceId/Instance"
    assert refused["Action"] == ["Update:Replace", "Update:Delete"]
    del requests[:]
    carry_out(made("ec2"), tell=lambda _: None)
    asked = [operation for operation, _ in requests]
    assert asked.index("SetStackPolicy") < asked.index("UpdateStack")


def test_done_again_a_stack_keeps_what_is_not_given_again(region):
    for kind, first, again in (
        ("ec2", {"InstanceType": "t4g.medium"}, {"AlarmEmail": ""}),
        ("fargate", {"MostTasks": "20"}, {"Image": "inkread:2"}),
        ("lambda", {"MostAtOnce": "3"}, {"Image": f"{GIVEN['lambda']['Image']}2"}),
    ):
        carry_out(replace(made(kind, **first), name=kind), tell=lambda _: None)
        before = standing_parameters(kind)
        assert before.items() >= (GIVEN[kind] | first).items()
        carry_out(replace(made(kind), name=kind, parameters=again), tell=lambda _: None)
        assert standing_parameters(kind) == before | again


def standing_parameters(name):
    [stack] = boto3.client("cloudformation").describe_stacks(StackName=name)["Stacks"]
    return {one["ParameterKey"]: one["ParameterValue"] for one in stack["Parameters"]}


def test_a_stack_of_another_kind_is_left_alone(region):
    carry_out(made("fargate"), tell=lambda _: None)
    before = standing_parameters("ink")
    for kind in ("ec2", "lambda"):
        with pytest.raises(ConfigError, match=f"to be one of --kind {kind}, got one of --kind fargate; name"):
            carry_out(made(kind), tell=lambda _: None)
    assert standing_parameters("ink") == before


def test_no_template_hides_a_parameter_for_what_it_was_could_not_be_given_again():
    assert [kind for kind in KINDS if "NoEcho" in template(kind)] == []


def test_a_kind_is_told_by_a_parameter_that_no_other_has():
    for kind, mark in MARKS.items():
        assert [other for other in KINDS if mark in parameters(other)] == [kind]


def test_a_role_may_no_more_than_it_must():
    for kind in KINDS:
        text = template(kind)
        assert re.findall(r'Effect: Allow, Action: "?\*', text) == []
        wide = [line for line in text.splitlines() if re.search(r'Effect: Allow.*Resource: "?\*', line)]
        assert [line for line in wide if "cloudwatch:namespace" not in line] == []  # narrowed in another way


def test_what_is_missing_unknown_or_refused_is_told(aws, monkeypatch):
    with pytest.raises(ConfigError, match="expected a kind among ec2, fargate, lambda, got 'moon'"):
        template("moon")
    with pytest.raises(ConfigError, match="got 'Imagee'"):
        made("lambda", Imagee="x")
    with pytest.raises(ConfigError, match="--set Image=VALUE"):
        carry_out(plan("lambda", name="ink", region="us-east-1", parameters={}), tell=print)
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    with pytest.raises(ConfigError, match="Unable to locate credentials"):
        carry_out(made("lambda"), tell=print)


def test_without_boto3_it_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(ConfigError, match=r"pip install 'inkread\[deploy\]'"):
        carry_out(made("lambda"), tell=print)


@pytest.mark.parametrize("kind", KINDS)
def test_a_plan_tells_everything_and_what_it_costs(kind):
    wish = made(kind)
    assert sum(wish.resources.values()) == len(
        re.findall(r"^    Type: AWS::(?!SSM)", template(kind), re.MULTILINE)
    )
    assert {"ec2": "Release", "fargate": "Image", "lambda": "Image"}[kind] == next(iter(parameters(kind)))
    assert wish.dollars == pytest.approx(sum(cost.dollars for cost in costs(kind, {})))
    assert wish.dollars > 0.5


def test_the_page_on_costs_says_what_the_plan_says():
    page = Path(__file__).parents[2] / "docs" / "how-to" / "deploy.md"
    page_text = page.read_text("utf-8")
    told = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([\d.]+) \|$", page_text, re.MULTILINE)
    assert dict(told) == {kind: f"{made(kind).dollars:.2f}" for kind in KINDS}
    assert {page for kind in KINDS for page in PAGES[kind]} <= set(
        re.findall(r"\((https://[^)]+)\)", page_text)
    )


def test_the_command_prints_a_plan_and_asks_nobody(capsys, monkeypatch):
    from inkread.cli.main import run

    monkeypatch.setattr("socket.socket.connect", None)
    with pytest.raises(SystemExit) as leaving:
        run(["deploy", "aws", "--kind", "fargate", "--dry-run", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert (leaving.value.code, told["missing"]) == (0, ["Image", "Certificate", "Host"])
    assert told["resources"]["AWS::ECS::Service"] == 1
    assert all(page.startswith("https://aws.amazon.com/") for page in told["prices_published_at"])
