"""No six lines of code stand in the package twice: what two places need has one home."""

import ast
from collections import defaultdict
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src"
RUN = 6  # lines of code in a row
Place = tuple[str, int]


def code_lines(text: str) -> list[tuple[int, str]]:
    """Return the numbered lines that do something: no blank, comment, docstring, import or bare bracket."""
    silent: set[int] = set()
    for node in ast.walk(ast.parse(text)):
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if docstring or isinstance(node, ast.Import | ast.ImportFrom):
            silent.update(range(node.lineno, node.end_lineno + 1))
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    return [
        (number, line)
        for number, line in lines
        if number not in silent and not line.startswith("#") and line.strip("()[]{},")
    ]


def repeats(files: dict[str, str]) -> list[tuple[Place, ...]]:
    """Return the places of every run of code lines that occurs more than once in `files`, name -> text."""
    seen: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for name, text in files.items():
        lines = code_lines(text)
        for start in range(len(lines) - RUN + 1):
            run = lines[start : start + RUN]
            seen[tuple(line for _, line in run)].append((name, run[0][0]))
    return [tuple(places) for places in seen.values() if len(places) > 1]


def test_the_package_repeats_nothing():
    files = {
        path.relative_to(SOURCE).as_posix(): path.read_text("utf-8") for path in sorted(SOURCE.rglob("*.py"))
    }
    assert repeats(files) == []


def test_a_repeat_is_found_whatever_its_indentation_and_comments():
    body = [f"total += weigh({number})" for number in range(RUN)]
    other = ["if True:", *(f"    {line}\n\n    # why" for line in body)]
    found = repeats({"a.py": "\n".join(body), "b.py": "\n".join(other)})
    assert found == [(("a.py", 1), ("b.py", 2))]


def test_one_line_less_is_no_repeat():
    body = "\n".join(f"total += weigh({number})" for number in range(RUN - 1))
    assert repeats({"a.py": body, "b.py": body}) == []
