"""The demo's web server: started as a process, waited for, stopped."""

import http.client
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"


def start(port: int, env: dict[str, str] | None = None, log=None) -> subprocess.Popen:
    """SQLite has one writer at a time: two processes use two cores for reading, threads wait for slow clients.

    What it says goes to the file `log`, or where this process says things.
    """
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "gunicorn", "config.wsgi:application"),
            *("--config", str(ROOT / "gunicorn.conf.py"), "--chdir", str(ROOT), "--pythonpath", str(ROOT / "site")),
            *("--bind", f"{HOST}:{port}", "--worker-class", "gthread", "--workers", "2", "--threads", "4"),
            *("--log-level", "warning"),
        ],
        env=env,
        stdin=subprocess.DEVNULL,
        stderr=log,
    )


def wait_until_ready(server: subprocess.Popen, port: int, seconds: int = 60) -> bool:
    """True once /health/ready says yes; False when the process has ended or the time is over."""
    deadline = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < deadline:
        if _is_ready(port):
            return True
        time.sleep(0.1)
    return False


def stop(server: subprocess.Popen, seconds: int = 10) -> None:
    if server.poll() is None:
        server.terminate()
        try:
            server.wait(seconds)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", "/health/ready")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
