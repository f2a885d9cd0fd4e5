"""A reading comes with everything that led to it."""

import base64
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from inkread import Reader
from inkread.recognition.stages import Inspector


def numbers(told):
    """The array of values in base64 of little-endian float16."""
    return np.frombuffer(base64.b64decode(told["values"]), "<f2").reshape(told["shape"])


def explain(client, content, query=""):
    return client.post(f"/api/v1/explain{query}", data=content, content_type="image/png")


def test_the_trail_comes_with_a_picture_of_each_step(client, seven):
    trail = explain(client, seven).json["trail"]
    assert [step["name"] for step in trail["steps"]][:2] == ["decode", "polarity"]
    assert trail["steps"][0]["numbers"]["format"] == "png"
    assert all(step["picture"].startswith("data:image/png;base64,") for step in trail["steps"])


def test_the_stages_are_those_of_the_inspector(client, seven, tiny_bundle):
    told = explain(client, seven).json["stages"]
    glyph = Reader(tiny_bundle).read(seven).glyph
    stages = Inspector(tiny_bundle).inspect(glyph).stages
    assert [stage["name"] for stage in told] == [stage.name for stage in stages]
    assert [stage["shape"] for stage in told] == [list(stage.values.shape) for stage in stages]
    np.testing.assert_allclose(numbers(told[-1]), stages[-1].values, rtol=1e-3)
    assert told[-1]["low"] == pytest.approx(stages[-1].values.min())


def test_one_at_a_time_looks_into_the_network(app, client, seven):
    inside = app.extensions["inkread"].inside
    with ThreadPoolExecutor(1) as others:
        with inside.taken():
            waits = others.submit(explain, app.test_client(), seven)
            while inside.num_waiting == 0:
                assert not waits.done()
            assert client.post("/api/v1/read", data=seven, content_type="image/png").status_code == 200
        assert waits.result().json["stages"]


def test_every_probability_is_told_and_the_best_is_the_answer(client, seven):
    said = explain(client, seven, "?charset=17").json
    assert [one["text"] for one in said["probabilities"]] == ["1", "7"]
    assert sum(one["confidence"] for one in said["probabilities"]) == pytest.approx(1)
    assert said["reading"]["text"] == "7"


def test_the_occlusion_map_lies_over_the_glyph(client, seven):
    drops = numbers(explain(client, seven).json["occlusion"])
    assert drops.shape == (28, 28)
    assert drops.max() > 0


def test_a_page_in_a_hurry_leaves_out_what_it_does_not_show(client, seven):
    said = explain(client, seven, "?stages=0&occlusion=0").json
    assert set(said) == {"reading", "trail", "probabilities"}


def test_a_blank_image_has_a_trail_and_no_stages(client, png_of):
    said = explain(client, png_of(np.full((60, 60), 255, np.uint8))).json
    assert said["reading"]["blank"]
    assert said["trail"]["blank"]
    assert "stages" not in said


def test_nothing_is_kept_unless_asked_for(client, seven):
    explain(client, seven)
    assert client.get("/api/v1/history").json["total"] == 0
    explain(client, seven, "?keep=1")
    assert client.get("/api/v1/history").json["total"] == 1


def test_two_images_at_once_are_one_too_many(client, seven):
    import io

    data = {"image": [(io.BytesIO(seven), "a.png"), (io.BytesIO(seven), "b.png")]}
    answer = client.post("/api/v1/explain", data=data)
    assert (answer.status_code, answer.json["error"]["code"]) == (413, "too_many_files")
