"""Results as tables: what a database, or the record of a page, has of trainings, evaluations, curves and verdicts."""
import math
import os
import shutil
import sqlite3
import subprocess
import tempfile
from urllib.parse import quote

RECORD = ".sqlite.zst"


def unpack(path, to):
    """Decompress a record: by Python's own module, another that is installed, or the program zstd."""
    with open(path, "rb") as source, open(to, "wb") as target:
        try:
            from compression import zstd  # Python 3.14
            with zstd.open(source) as plain:
                return shutil.copyfileobj(plain, target)
        except ImportError:
            pass
        try:
            import zstandard
            zstandard.ZstdDecompressor().copy_stream(source, target)
            return None
        except ImportError:
            pass
        if not shutil.which("zstd"):
            raise RuntimeError(f"{path} is compressed: install the program zstd (Debian: zstd), or Python's zstandard")
        return subprocess.run(["zstd", "-dcq"], stdin=source, stdout=target, check=True)


def connect(path):
    """An sqlite3 connection to a database or record, to read only. Rows come as sqlite3.Row."""
    if not os.path.exists(path):
        raise FileNotFoundError(f"there is no database {path}")
    folder = None
    if str(path).endswith(RECORD):
        folder = tempfile.mkdtemp()
        path, packed = os.path.join(folder, "record.db"), path
        try:
            unpack(packed, path)
        except BaseException:
            shutil.rmtree(folder)
            raise
    db = sqlite3.connect(f"file:{quote(os.path.abspath(path))}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    db.create_function("ln", 1, lambda x: None if x is None or x <= 0 else math.log(x), deterministic=True)
    if folder:
        db.execute("SELECT 1 FROM sqlite_master").fetchall()  # opened: the file may go
        shutil.rmtree(folder)
    return db


def narrow(db, suite):
    """Hide the rows of other suites from this connection: views that tell suites apart are shadowed by temporary ones."""
    suites = [row["name"] for row in db.execute("SELECT name FROM suite ORDER BY name")]
    if suite not in suites:
        raise ValueError(f"the database has no suite {suite!r}; it has: {', '.join(suites) or 'none'}")
    db.execute("PRAGMA temp_store = MEMORY")
    quoted = "'" + suite.replace("'", "''") + "'"
    for view in [row["name"] for row in db.execute("SELECT name FROM main.sqlite_master WHERE type = 'view'")]:
        if "suite" in [column["name"] for column in db.execute(f"PRAGMA main.table_info({view})")]:
            db.execute(f"CREATE TEMP VIEW {view} AS SELECT * FROM main.{view} WHERE suite = {quoted}")


def typed(values):
    """Texts as numbers or truth values where all of them are."""
    if set(values) <= {"true", "false"}:
        return [value == "true" for value in values]
    for kind in (int, float):
        try:
            return [kind(value) for value in values]
        except ValueError:
            continue
    return values


class Results:
    """The tables of a database, each made when it is asked for: pandas data frames where pandas is installed (or
    frames=True), else lists of dictionaries. Columns are those of the views in docs/schema.md.

    trainings     a row per training and suite (v_run), with its settings as columns (`train.lr`, `scheme.base` ...)
    evaluations   a row per training, variant and length (v_eval), with settings
    curves        a row per training and step: loss, gradient norm, learning rate, fit (v_training)
    lengths       a row per arm, variant and length: means over seeds (v_curve)
    summary       a row per arm and variant (v_summary)
    verdicts      the verdict on each claim (v_verdict)
    """

    def __init__(self, path, suite=None, frames=None):
        self.db = connect(path)
        if suite is not None:
            narrow(self.db, suite)
        if frames is None:
            try:
                import pandas  # noqa: F401
                frames = True
            except ImportError:
                frames = False
        self.frames = frames

    def query(self, sql, parameters=()):
        """The rows of any SELECT, as a table of the same kind. With a suite the views have its rows alone."""
        cursor = self.db.execute(sql, parameters)
        return self.table([dict(row) for row in cursor], [column[0] for column in cursor.description])

    def table(self, rows, columns):
        if not self.frames:
            return rows
        import pandas
        return pandas.DataFrame(rows, columns=columns)

    def rows(self, name):
        """The columns of a view and its rows. Of what was not trained here (predictions of another program, models from
        elsewhere) steps and seconds of the training are None: they are not known."""
        cursor = self.db.execute(f"SELECT * FROM {name}")
        columns, rows = [column[0] for column in cursor.description], [dict(row) for row in cursor]
        if name in ("v_run", "v_summary"):
            foreign = {row["arm"] for row in self.db.execute(
                "SELECT arm FROM setting WHERE key IN ('weights_name', 'predictions_name')")}
            for row in rows:
                if row["arm"] in foreign:
                    row.update(steps=None, seconds=None)
        return columns, rows

    def view(self, name):
        columns, rows = self.rows(name)
        return self.table(rows, columns)

    def settings(self):
        """{run id: {key: value}}, values as numbers where a setting's all are."""
        runs, columns = {}, {}
        for run, key, value in self.db.execute("SELECT run_id, key, value FROM v_setting"):
            columns.setdefault(key, []).append((run, value))
        for key, pairs in columns.items():
            for (run, _), value in zip(pairs, typed([value for _, value in pairs])):
                runs.setdefault(run, {})[key] = value
        return runs

    def with_settings(self, name):
        """A view of runs with a column per setting that any of them has."""
        columns, rows = self.rows(name)
        settings = self.settings()
        keys = sorted({key for row in rows for key in settings.get(row["run_id"], {})} - set(columns))
        whole = [{**row, **{key: settings.get(row["run_id"], {}).get(key) for key in keys}} for row in rows]
        return self.table(whole, columns + keys)

    @property
    def trainings(self):
        return self.with_settings("v_run")

    @property
    def evaluations(self):
        return self.with_settings("v_eval")

    @property
    def curves(self):
        return self.view("v_training")

    @property
    def lengths(self):
        return self.view("v_curve")

    @property
    def summary(self):
        return self.view("v_summary")

    @property
    def verdicts(self):
        return self.view("v_verdict")


def read(path=None, suite=None, frames=None):
    """The results in a database or a record (.sqlite.zst), of all suites or of one. path: that of LEXBENCH_DB, else
    lexbench.db, unless given. ValueError: there is no such suite; it names those there are."""
    return Results(path or os.environ.get("LEXBENCH_DB", "lexbench.db"), suite, frames)
