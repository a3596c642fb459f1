"""Arize's command line client, ax (PyPI arize-ax-cli), against the double: its lists, by a profile with the address: python ax_cli.py URL."""

import json
import os
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from checks import Checks

COMMANDS = ["integrations list", "ai-integrations list"]
checks = Checks(f"arize-ax-cli {version('arize-ax-cli')} (PyPI)", COMMANDS)
home = tempfile.mkdtemp()
host = sys.argv[1].removeprefix("http://")
profile = Path(home, "judged.toml")
profile.write_text(
    f'[profile]\nname = "judged"\n[auth]\napi_key = "arize-cli"\n'
    f'[routing]\napi_scheme = "http"\napi_host = "{host}"\n[output]\nformat = "json"\n'
)


def ax(*arguments):
    command = [str(Path(sys.executable).with_name("ax")), *arguments]
    run = subprocess.run(command, env={**os.environ, "HOME": home, "NO_COLOR": "1"}, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    checks.called.add(" ".join(arguments[:2]))
    return run.stdout


def lists(*command):
    def run():
        listed = json.loads(ax(*command, "--output", "json"))
        assert "Production OpenAI" in json.dumps(listed)

    return run


checks.check("a profile with the address", lambda: ax("profiles", "create", "judged", "--from-file", str(profile)))
for command in COMMANDS:
    checks.check(command, lists(*command.split()))
checks.finish()
