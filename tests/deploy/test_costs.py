"""The bill is that of the settings which are given, and says where a price is not known."""

import pytest

from inkread.deploy.costs import LARGE_HOUR, MADE, costs


def dollars(kind, **given):
    return {cost.what: cost.dollars for cost in costs(kind, given)}


def test_a_larger_machine_with_a_larger_disk_costs_more():
    usual, large = dollars("ec2"), dollars("ec2", InstanceType="c7g.4xlarge", DiskGigabytes="500")
    assert usual["instance t4g.small"] == pytest.approx(730 * 0.0168)
    assert large["instance c7g.4xlarge"] == pytest.approx(730 * 0.58)
    assert (usual["disk"], large["disk"]) == (pytest.approx(1.28), pytest.approx(40.0))


def test_more_tasks_on_another_processor_cost_what_those_cost():
    few, many = dollars("fargate"), dollars("fargate", LeastTasks="4", Processor="ARM64")
    assert few["2 tasks, a processor each"] == pytest.approx(2 * 730 * 0.04048)
    assert many["4 tasks, a processor each"] == pytest.approx(4 * 730 * 0.03238)
    assert many["public addresses of tasks and balancer"] == pytest.approx(6 * 730 * 0.005)


def test_a_function_for_arm_costs_a_fifth_less_time():
    share = "a million readings of 40 ms"
    assert dollars("lambda", Processor="arm64")[share] == pytest.approx(
        0.8 * dollars("lambda")[share], rel=1e-4
    )


@pytest.mark.parametrize("wanted", ["c7g.metal", "t4g.4xlarge", "m8g.nano", "x9.large", "t4g"])
def test_a_price_that_is_not_known_is_none(wanted):
    assert dollars("ec2", InstanceType=wanted)[f"instance {wanted}"] is None


def test_every_kind_of_instance_has_a_price():
    assert LARGE_HOUR.keys() == MADE.keys()
