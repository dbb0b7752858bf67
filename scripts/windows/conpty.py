"""Asks what Ctrl+C does to `go run` in a terminal: starts it in a pseudo console and presses the keys.

    python scripts/windows/conpty.py FOLDER      (needs pywinpty; the answers are on standard output)
"""

import pathlib
import sys
import time

from winpty import PtyProcess

PROGRAM = """package main

import (
	"fmt"
	"os"
	"os/signal"
	"time"
)

func main() {
	heard := make(chan os.Signal, 1)
	signal.Notify(heard, os.Interrupt)
	fmt.Println("READY")
	select {
	case got := <-heard:
		fmt.Println("HEARD", got)
		os.Exit(7)
	case <-time.After(60 * time.Second):
		fmt.Println("NOTHING")
	}
}
"""


def run(folder, keys):
    """Presses the keys when the program is ready, and tells what came of it."""
    process = PtyProcess.spawn(["go", "run", "."], cwd=str(folder))
    text, begun, pressed = "", time.monotonic(), False
    while process.isalive() and time.monotonic() - begun < 120:
        try:
            text += process.read(4096)
        except EOFError:
            break
        if "READY" in text and not pressed:
            pressed = True
            process.write(keys) if keys else process.terminate(force=True)
    print(f"keys {keys!r}: exit {process.exitstatus}, after {time.monotonic() - begun:.1f} s\n{text}\n")


folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
(folder / "main.go").write_text(PROGRAM)
(folder / "go.mod").write_text("module truth\n\ngo 1.21\n")
for keys in ["\x03", "\x03\x03", ""]:
    run(folder, keys)
