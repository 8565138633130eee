"""A network as it is in a home's far corner: it delays, it loses requests, and it loses answers to requests that arrived."""

import asyncio
import contextlib
import random
import threading

CHUNK = 1 << 16


class PoorNetwork:
    """A small proxy on this machine, in a thread of its own."""

    def __init__(self, port: int, *, lost: float = 0.02, unanswered: float = 0.04, late: float = 0.1) -> None:
        self._to = port
        self._chances = lost, unanswered, late
        self._random = random.Random(8)
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.port = 0
        self.dropped = 0
        """How many requests or answers were lost."""

    def __enter__(self) -> "PoorNetwork":
        self._thread.start()
        self._ready.wait(30)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        left = asyncio.all_tasks(self._loop)
        for task in left:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        lost, unanswered, late = self._chances
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self._to)
            upward = asyncio.ensure_future(self._carry(reader, there_writer, lost, late))
            downward = asyncio.ensure_future(self._carry(there_reader, writer, unanswered, late))
            await asyncio.wait({upward, downward}, return_when=asyncio.FIRST_COMPLETED)
            for each in (upward, downward):
                each.cancel()
            there_writer.close()
        writer.close()

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, drop: float, late: float
    ) -> None:
        while data := await reader.read(CHUNK):
            if self._random.random() < late:
                await asyncio.sleep(self._random.random() * 0.05)
            if self._random.random() < drop:
                self.dropped += 1
                return
            writer.write(data)
            await writer.drain()
