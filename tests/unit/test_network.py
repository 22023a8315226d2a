"""The tests themselves reach no other machine."""

from __future__ import annotations

import socket

import pytest


def test_another_machine_is_out_of_reach():
    with (
        socket.socket() as out,
        pytest.raises(AssertionError, match="another machine"),
    ):
        out.connect(("192.0.2.1", 80))  # an address kept for documents: nobody has it


def test_this_machine_is_in_reach():
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=5).close()
