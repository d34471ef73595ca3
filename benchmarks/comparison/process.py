"""A contender: a process that is asked line by line."""

import json
import subprocess
import time


class ContenderFailed(Exception):
    pass


class Contender:
    def __init__(self, name, command, log, environment):
        self.name = name
        self.started = time.perf_counter()
        self._log = open(log, "a")
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
            env=environment,
        )

    def send(self, **request):
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()

    def receive(self):
        """The answer to the last question. TensorFlow writes to standard output, too."""
        while line := self._process.stdout.readline():
            if line.startswith("{"):
                reply = json.loads(line)
                if "error" in reply:
                    raise ContenderFailed(f"{self.name}: {reply['error']}")
                return reply
        raise ContenderFailed(f"{self.name} ended with status {self._process.wait()}; see {self._log.name}")

    def ask(self, **request):
        self.send(**request)
        return self.receive()

    def age(self):
        """Seconds since it was started."""
        return time.perf_counter() - self.started

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
        self._log.close()
