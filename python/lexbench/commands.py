"""The commands of lexbench that give examples out and take predictions in."""
import json
import os
import subprocess
import sysconfig
import tempfile


def program():
    """The command: LEXBENCH of the environment, else the one that the wheel put beside this Python's other commands, also
    where its environment is not activated, else lexbench on the path."""
    own = os.path.join(sysconfig.get_path("scripts"), "lexbench")
    return os.environ.get("LEXBENCH") or (own if os.access(own, os.X_OK) else "lexbench")


def start(words):
    """The command begun, its output to be read."""
    try:
        return subprocess.Popen([program(), *map(str, words)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    except FileNotFoundError as missing:
        raise FileNotFoundError(f"there is no command {program()}: install lexbench, or name it in LEXBENCH") from missing


def end(process):
    """Wait for a command whose output was read; what it says besides. Its error is the exception's text."""
    said = process.stderr.read()
    process.stdout.close()
    process.stderr.close()
    if process.wait():
        raise RuntimeError(said.strip() or f"lexbench ended with exit code {process.returncode}")
    return said


def flags(**values):
    return [word for name, value in values.items() if value is not None for word in (f"--{name}", as_text(value))]


def as_text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return ",".join(map(str, value)) if isinstance(value, (list, tuple, range)) else str(value)


def words_of(settings):
    return [f"{key}={as_text(value)}" for key, value in (settings or {}).items()]


def examples(task, split="test", length=None, count=None, first=None, seed=1, suite=None, settings=None):
    """The examples that a run sees, one after the other, as dictionaries (docs/data.md): tokens, answer, scored, key ...

    task: "copy(symbols=60)"; split: "test", "fit" or "train"; length: of test one or several, otherwise the longest in
    training; count: per length, of train in steps; settings: {"train.batch": 32 ...}; suite: a file that has the task.
    """
    process = start(["examples", task, *flags(split=split, length=length, count=count, first=first, seed=seed,
                                              suite=suite), *words_of(settings)])
    for line in process.stdout:
        yield json.loads(line)
    end(process)


def score(predictions, task, name, db=None, seed=1, suite=None, settings=None):
    """Judge predictions for examples and store them as an arm `name` in the database (that of
    LEXBENCH_DB, else lexbench.db). Returns what lexbench says.

    predictions: dictionaries with an example's id, split, length and key, and `predicted`, a token id for each of its
    answers (and maybe `losses`); {**example, "predicted": [...]} will do. All of fit belongs there, and the first m
    examples of each test length. Settings and suite are those that the examples were made with.
    """
    keep = ("id", "split", "length", "key", "predicted", "losses")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        for line in predictions:
            file.write(json.dumps({key: line[key] for key in keep if key in line}) + "\n")
        file.flush()
        process = start(["score", file.name, *flags(task=task, seed=seed, suite=suite, db=db), "--as", name,
                         *words_of(settings)])
        process.stdout.read()
        return end(process)
