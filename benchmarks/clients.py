"""HTTP clients that are quicker than what they measure: kept connections, requests ready made, plain sockets."""

import multiprocessing
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import TypeAlias

Maker: TypeAlias = Callable[[int, int], bytes]
"""From the client's number and the request's number to the bytes of a request."""


@dataclass(frozen=True)
class Run:
    """How it went: requests a second, and the seconds that each took."""

    rate: float
    times: list[float]
    refused: int


def run(port: int, make: Maker, *, clients: int, seconds: float, wanted: int) -> Run:
    """Let `clients` ask for so long, half of them in each of two processes; `wanted` is the status hoped for."""
    processes = min(2, clients)
    shares = [clients // processes + (1 if n < clients % processes else 0) for n in range(processes)]
    forked = multiprocessing.get_context("fork")  # so that `make` need not be sent
    waiting = []
    for number, share in enumerate(shares):
        here, there = forked.Pipe(duplex=False)
        work = (there, port, make, sum(shares[:number]), share, seconds, wanted)
        forked.Process(target=_process, args=work, daemon=True).start()
        waiting.append(here)
    found = [here.recv() for here in waiting]
    times = [each for some, _ in found for each in some]
    return Run(len(times) / seconds, times, sum(refused for _, refused in found))


def _process(
    there: Connection, port: int, make: Maker, first: int, clients: int, seconds: float, wanted: int
) -> None:
    times: list[float] = []
    refused: list[int] = []
    until = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=_client, args=(port, make, first + n, until, wanted, times, refused))
        for n in range(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    there.send((times, len(refused)))


def _client(
    port: int, make: Maker, client: int, until: float, wanted: int, times: list[float], refused: list[int]
) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        number = 0
        while (begun := time.perf_counter()) < until:
            connection.sendall(make(client, number))
            status = _answer(connection)
            if status == wanted:
                times.append(time.perf_counter() - begun)
            else:
                refused.append(status)
            number += 1


def _answer(connection: socket.socket) -> int:
    """Reads one answer to its end; gives back its status."""
    data = b""
    while (end := data.find(b"\r\n\r\n")) < 0:
        data += _more(connection)
    head = data[:end].lower()
    length = int(head.split(b"content-length:")[1].split(b"\r\n")[0]) if b"content-length:" in head else 0
    while len(data) < end + 4 + length:
        data += _more(connection)
    return int(data[9:12])


def _more(connection: socket.socket) -> bytes:
    data = connection.recv(65_536)
    if not data:
        raise ConnectionError("the server closed the connection")
    return data


def request(method: str, path: str, token: str, body: bytes = b"", **headers: str) -> bytes:
    """The bytes of one request."""
    named = {
        "Host": "localhost",
        "Authorization": f"Bearer {token}",
        "Content-Length": str(len(body)),
        **headers,
    }
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in named.items())
    return f"{method} {path} HTTP/1.1\r\n{lines}\r\n".encode() + body
