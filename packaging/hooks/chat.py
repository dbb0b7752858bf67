#!/usr/bin/python3
"""Sends an event of Upgo to a chat: a hook such as `hooks.on-vulnerability`.

    upgo settings set hooks.on-vulnerability '["/usr/local/lib/upgo/chat.py", "/etc/upgo/chat.json"]'

The file holds the address, which is a secret: only the account whose Go it is may read it. `kind` is `slack` (also for
Mattermost and Rocket.Chat) or `teams` (a workflow that begins when a Teams webhook request is received):

    {"kind": "slack", "url": "https://hooks.slack.com/services/…"}

The texts of an event come from others, too, so they are shown as text: they mention nobody, and no link is hidden.
"""
import json
import platform
import signal
import sys
import unicodedata
import urllib.error
import urllib.request

SECONDS = 20


def main():
    signal.signal(signal.SIGALRM, too_late)
    signal.alarm(SECONDS)
    with open(sys.argv[1] if len(sys.argv) > 1 else "/etc/upgo/chat.json", encoding="utf-8") as file:
        config = json.load(file)
    lines = describe(json.load(sys.stdin.buffer))
    message = {"slack": slack, "teams": teams}[config["kind"]](lines)
    if not config["url"].startswith(("https://", "http://")):
        raise ValueError("url is not one of the web")
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(config["url"], json.dumps(message).encode(), headers, method="POST")
    urllib.request.build_opener(NoRedirect).open(request, timeout=SECONDS).close()


def describe(event):
    """The lines of a message; the first one is its title."""
    found = event.get("vulnerabilities") or []
    more = [f"and {len(found) - 20} more"] if len(found) > 20 else []
    problem = event.get("problem") or {}
    return [
        f"{platform.node()}: {plain(event['title'])}",
        *(f"{name}: {plain(value)}" for name, value in (
            ("Go in use", event.get("go")),
            ("Release", event.get("version")),
            ("Vulnerabilities", ", ".join([*map(str, found[:20]), *more])),
            ("Problem", " ".join(str(problem[key]) for key in ("code", "message") if problem.get(key))),
            ("Outcome", event.get("outcome")),
            ("Change", event.get("change")),
        ) if value not in (None, "")),
    ]


def plain(value):
    """One line of text without what controls its display, and not too long for a chat."""
    text = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in str(value)[:1000])
    return " ".join(text.split())


def slack(lines):
    # https://docs.slack.dev/messaging/formatting-message-text#escaping
    text = "\n".join(lines).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return {"text": text, "mrkdwn": False, "link_names": False, "unfurl_links": False}


def teams(lines):
    # a TextRun, unlike a TextBlock, shows Markdown as it is written
    def paragraph(text, **style):
        return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": text, **style}]}

    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [paragraph(lines[0], weight="Bolder"), *map(paragraph, lines[1:])],
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    return {"type": "message", "attachments": [attachment]}


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect is an error, so the message goes nowhere else."""

    def redirect_request(self, *_):
        return None


def too_late(*_):
    raise TimeoutError(f"no answer within {SECONDS} seconds")


if __name__ == "__main__":
    try:
        main()
    except urllib.error.HTTPError as error:
        sys.exit(f"chat.py: the server answered {error.code}")
    except Exception as error:  # without a traceback, whose lines could hold the address
        sys.exit(f"chat.py: {type(error).__name__}: {error}")
