#!/usr/bin/python3
"""Sends an event of Upgo as a mail: a hook such as `hooks.on-unattended`.

    upgo settings set hooks.on-unattended '["/usr/local/lib/upgo/mail.py", "/etc/upgo/mail.json"]'

The file says how. Only the account whose Go it is may read it:

    {"from": "upgo@example.com", "to": ["ops@example.com"],
     "server": "smtp.example.com", "port": 587, "tls": "starttls", "user": "upgo", "password": "…"}

Without `server`, the machine's own sendmail sends it. `tls` is `starttls`, `tls` (from the first byte on) or `none`, and
a password is never sent without it.
"""
import json
import platform
import signal
import smtplib
import ssl
import subprocess
import sys
import unicodedata
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import localtime, make_msgid

SECONDS = 20


def main():
    signal.signal(signal.SIGALRM, too_late)
    signal.setitimer(signal.ITIMER_REAL, SECONDS, 1)  # and again, if the farewell takes long, too
    with open(sys.argv[1] if len(sys.argv) > 1 else "/etc/upgo/mail.json", encoding="utf-8") as file:
        config = json.load(file)
    message = compose(config, json.load(sys.stdin.buffer))
    if config.get("server"):
        send(config, message)
    else:
        sendmail(config, message)


def compose(config, event):
    message = EmailMessage(policy=SMTP)
    message["From"] = config["from"]
    message["To"] = ", ".join(config["to"])
    # A header is one line: what others wrote cannot begin another one.
    message["Subject"] = f"Upgo on {platform.node()}: {subject(event)}"[:200]
    message["Date"] = localtime()
    # by the sender's domain, because the name of the machine could need a name server
    message["Message-ID"] = make_msgid(domain=config["from"].rpartition("@")[2].strip("> "))
    message["Auto-Submitted"] = "auto-generated"
    details = json.dumps(event, indent=2, ensure_ascii=True)
    message.set_content(f"{plain(event['title'])}\n\n{details}\n")
    return message


def subject(event):
    title = plain(event["title"])
    if not event.get("outcome"):
        return title
    return f"{title.rstrip('.')}: {plain(event['outcome'])}, {plain(event.get('go') or 'no Go')}"


def plain(value):
    """One line of text without what controls its display."""
    text = "".join(" " if unicodedata.category(each)[0] in "CZ" else each for each in str(value)[:1000])
    return " ".join(text.split())


def send(config, message):
    tls = config.get("tls", "starttls")
    if tls not in ("starttls", "tls", "none"):
        raise ValueError("tls is starttls, tls or none")
    if tls == "none" and config.get("password"):
        raise ValueError("a password is not sent without TLS")
    port = config.get("port", {"starttls": 587, "tls": 465, "none": 25}[tls])
    if tls == "tls":
        server = smtplib.SMTP_SSL(config["server"], port, timeout=SECONDS, context=ssl.create_default_context())
    else:
        server = smtplib.SMTP(config["server"], port, timeout=SECONDS)
    with server:
        if tls == "starttls":
            server.starttls(context=ssl.create_default_context())
        if config.get("password"):
            server.login(config["user"], config["password"])
        server.send_message(message, config["from"], config["to"])


def sendmail(config, message):
    program = config.get("sendmail", "/usr/sbin/sendmail")
    # the recipients are arguments after --, never read from the text
    command = [program, "-i", "-f", config["from"], "--", *config["to"]]
    subprocess.run(command, input=message.as_bytes(policy=SMTP.clone(linesep="\n")), check=True, timeout=SECONDS)


def too_late(*_):
    raise TimeoutError(f"no answer within {SECONDS} seconds")


if __name__ == "__main__":
    try:
        main()
    except Exception as error:  # without a traceback, whose lines could hold the password
        sys.exit(f"mail.py: {type(error).__name__}: {error}")
