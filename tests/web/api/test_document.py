"""The interface describes itself, to programs and to people, without anyone else's script."""

import re


def test_the_document_names_every_route_of_the_interface(app, client):
    paths = client.get("/openapi.json").json["paths"]
    rules = {
        re.sub(r"<string:(\w+)>", r"{\1}", rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/api/", "/health/"))
    }
    assert rules
    assert rules <= set(paths)


def test_every_operation_says_what_it_does_and_how_it_refuses(client):
    operations = [
        operation
        for methods in client.get("/openapi.json").json["paths"].values()
        for operation in methods.values()
    ]
    assert all(operation["summary"].endswith(".") for operation in operations)
    schema = {"$ref": "#/components/schemas/ErrorAnswer"}
    assert all(
        operation["responses"]["422"]["content"]["application/json"]["schema"] == schema
        for operation in operations
    )


def test_the_page_shows_every_operation_and_needs_no_script(client):
    page = client.get("/openapi").text
    for path in client.get("/openapi.json").json["paths"]:
        assert f"<code>{path}</code>" in page
    addresses = re.findall(r'(?:src|href)="([^"]*)"', page)
    assert [one for one in addresses if "//" in one] == []
