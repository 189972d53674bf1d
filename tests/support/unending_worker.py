"""The worker, but Faust's consumer never finishes stopping, as when its thread does not answer."""

import asyncio
import sys

from faust.transport.drivers.aiokafka import Consumer

from worker.cli.main import main


async def _never(self: Consumer) -> None:
    await asyncio.Event().wait()


if __name__ == "__main__":
    Consumer.on_stop = _never
    sys.argv = ["stancewire", "run"]
    main()
