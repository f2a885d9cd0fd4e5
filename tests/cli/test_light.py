"""Plain options are converted without Pydantic, and as Typer converts them."""

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from inkread.cli.light import LightCommand

ECHOED = []


def echo(  # noqa: PLR0913 - one of each kind
    names: list[str],
    count: Annotated[int, typer.Option(min=1)] = 5,
    folder: Path | None = None,
    title: str | None = None,
    ratio: Annotated[float, typer.Option(max=1)] = 0.5,
    level: Annotated[float | None, typer.Option(min=0, max=1)] = None,
    loud: bool = False,
) -> None:
    ECHOED.append((names, count, folder, title, ratio, level, loud))


@pytest.fixture(params=[LightCommand, None], ids=["light", "typer"])
def call(request):
    app = typer.Typer()
    app.command(cls=request.param)(echo)
    ECHOED.clear()
    return lambda *arguments: CliRunner().invoke(app, arguments)


def test_what_is_not_given_keeps_its_default(call):
    assert call("a").exit_code == 0
    (only,) = ECHOED
    assert only == (["a"], 5, None, None, 0.5, None, False)


def test_every_kind_of_value_is_converted(call):
    call(
        "a",
        "b",
        "--count",
        "7",
        "--folder",
        "x/y",
        "--title",
        "t",
        "--ratio",
        "0.25",
        "--level",
        "1",
        "--loud",
    )
    (only,) = ECHOED
    assert only == (["a", "b"], 7, Path("x/y"), "t", 0.25, 1.0, True)


@pytest.mark.parametrize(
    "wrong",
    [
        ("a", "--count", "0"),
        ("a", "--count", "x"),
        (),
        ("a", "--ratio", "x"),
        ("a", "--ratio", "1.5"),
        ("a", "--level", "-1"),
        ("a", "--level", "nan"),
    ],
)
def test_what_cannot_be_converted_is_a_wrong_usage(call, wrong):
    assert call(*wrong).exit_code == 2
    assert ECHOED == []


def test_reading_an_image_loads_neither_pydantic_nor_rich(tiny_folder, tmp_path, drawing):
    from PIL import Image

    Image.fromarray(drawing("T")).save(tmp_path / "T.png")
    code = (
        "import sys\nfrom inkread.cli.main import run\ntry: run(sys.argv[1:])\n"
        "except SystemExit: print({'pydantic', 'rich', 'onnxruntime'} & set(sys.modules))"
    )
    command = [
        sys.executable,
        "-c",
        code,
        "read",
        str(tmp_path / "T.png"),
        "-q",
        "--bundle",
        str(tiny_folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == [f"{tmp_path / 'T.png'}\tT", "{'onnxruntime'}"]


@pytest.mark.parametrize("option", ["--folder", "--other"])
def test_an_empty_path_is_refused_and_not_the_current_folder(option):
    def look(folder: Path | None = None, other: list[Path] | None = None) -> None:
        raise AssertionError(folder, other)

    app = typer.Typer(rich_markup_mode=None)
    app.command(cls=LightCommand)(look)
    done = CliRunner().invoke(app, [option, ""])
    assert done.exit_code == 2
    assert "got an empty one" in done.output
