#!/usr/bin/python
# WANT_JSON
"""Has the module win_toolchain run by play_win_toolchain.ps1, which listens at a socket."""

import json
import os
import socket
import sys
import time

with socket.socket(socket.AF_UNIX) as peer:
    for _ in range(600):
        try:
            peer.connect(PLACE)
            break
        except (FileNotFoundError, ConnectionRefusedError):
            time.sleep(0.1)  # it is being compiled
    peer.sendall(json.dumps({"arguments": sys.argv[1], "environment": dict(os.environ)}).encode() + b"\n")
    answer = b"".join(iter(lambda: peer.recv(1 << 16), b""))
print(answer.decode())
sys.exit('"failed":true' in answer.decode())
