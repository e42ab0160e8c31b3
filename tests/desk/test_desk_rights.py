"""Outsiders and lower roles are refused: every page, every action."""

from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import pytest
from flask import Flask
from werkzeug.routing import Rule

import desk
from desk.office import Office, Provider
from records.models import Role
from tests.desk.people_at_the_desk import Hotline, Visitor
from tests.desk.rights import RIGHTS

ROLES: tuple[Role, ...] = get_args(Role)
SOMETHING = {"int": "1", "default": "some-thing", "path": "some-thing"}
"""What stands for an id in an address: nothing has it."""


@pytest.fixture
def office(office: Office) -> Office:
    provider = Provider("http://127.0.0.1:1", "us", "secret", "email", "http://localhost/back")
    return replace(office, provider=provider)


@pytest.fixture
def app(office: Office) -> Iterator[Flask]:
    app = Flask("test", static_folder=None)
    app.secret_key = "for tests alone"
    live = desk.install(app, office)
    yield app
    live.close()


def rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if not rule.endpoint.endswith("static")]


def asked(visitor: Visitor, rule: Rule, method: str) -> int:
    """The status of the answer; a stream is not listened to."""
    values = {name: SOMETHING[_kind(rule, name)] for name in rule.arguments}
    path = rule.rule
    for name, value in values.items():
        path = path.replace(f"<{name}>", value)
        for kind in SOMETHING:
            path = path.replace(f"<{kind}:{name}>", value)
    if method == "GET":
        with visitor.client.get(path, buffered=False) as response:
            return response.status_code
    return visitor.post(path).status_code


def _kind(rule: Rule, name: str) -> str:
    return "int" if f"<int:{name}>" in rule.rule else "default"


def test_every_endpoint_says_whose_it_is(app: Flask) -> None:
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert endpoints == RIGHTS.keys()


def test_outsiders_are_shown_the_door_or_refused(app: Flask) -> None:
    outsider = Visitor(app.test_client())
    let_in = []
    for rule in rules(app):
        if not RIGHTS[rule.endpoint]:
            continue
        for method in rule.methods & {"GET", "POST"}:  # type: ignore[operator]
            status = asked(outsider, rule, method)
            if status not in ({302, 401} if method == "GET" else {401}):
                let_in.append((rule.endpoint, method, status))
    assert let_in == []


@pytest.mark.parametrize("role", ROLES)
def test_each_role_gets_what_is_for_it_and_nothing_else(
    app: Flask, hotline: Hotline, role: Role
) -> None:
    hotline.person("Nyoman", role=role, login="nyoman")
    visitor = Visitor(app.test_client())
    visitor.sign_in("nyoman")
    wrong = []
    for rule in rules(app):
        allowed = RIGHTS[rule.endpoint]
        if not allowed:
            continue
        for method in rule.methods & {"GET", "POST"}:  # type: ignore[operator]
            status = asked(visitor, rule, method)
            if (status == 403) is (role in allowed) or status >= 500:
                wrong.append((rule.endpoint, method, status))
    assert wrong == []
