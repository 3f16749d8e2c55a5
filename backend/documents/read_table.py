"""read_table.py IN OUT LIMITS: the cells of a workbook (xlsx) or a text table (csv) as JSON, values only.

Runs in a process of its own, bounded from outside in time and memory: what a stranger's file can do, it does here. LIMITS is
JSON: rows, columns, characters, sheet. OUT is {"sheets", "sheet", "rows": [[number, [text, ...]], ...]} or {"fault", "values"}.
Numbers are written as a person would type them in Swedish, days as 2026-11-23, truth as ja or nej; a formula is its last value.
"""
import csv
import datetime
import io
import json
import sys
import zipfile


class Fault(Exception):
    def __init__(self, code, *values):
        super().__init__(code)
        self.code, self.values = code, [str(value) for value in values]


def text_of(value, limits):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, datetime.datetime):
        at_midnight = value.time() == datetime.time()
        value = value.date().isoformat() if at_midnight else value.isoformat(" ", "minutes")
    elif isinstance(value, (datetime.date, datetime.time)):
        value = value.isoformat()
    elif isinstance(value, float):
        # What Excel shows of 5566778901.0 and of 12.5; a sum such as 0.1 + 0.2 has no more than fifteen digits there either.
        value = str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}".replace(".", ",")
    text = "".join(" " if ord(c) < 32 or ord(c) == 127 else c for c in str(value)).strip()
    if len(text) > limits["characters"]:
        raise Fault("table.cell_too_long", limits["characters"])
    return text


def kept(rows, limits):
    """Rows with something in them, with their numbers; trailing empty cells are left out."""
    found = []
    for number, cells in rows:
        try:
            texts = [text_of(cell, limits) for cell in cells]
        except Fault as fault:
            raise Fault(fault.code + "_at", number, *fault.values) from None
        while texts and not texts[-1]:
            texts.pop()
        if len(texts) > limits["columns"]:
            raise Fault("table.too_many_columns", limits["columns"])
        if not texts:
            continue
        found.append([number, texts])
        if len(found) > limits["rows"] + 1:
            raise Fault("table.too_many_rows", limits["rows"])
    return found


def workbook(data, limits):
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    shown = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not shown:
        raise Fault("table.empty")
    wanted = limits["sheet"] or shown[0]
    if wanted not in shown:
        raise Fault("table.no_such_sheet", wanted)
    # A sheet that says it is larger than it is must not be read to the size it says.
    sheet = book[wanted]
    sheet.reset_dimensions()

    # The columns are cut one after the most, so that a row that has too many is still seen to.
    rows = enumerate(sheet.iter_rows(values_only=True, max_col=limits["columns"] + 1), start=1)
    return {"sheets": shown, "sheet": wanted, "rows": kept(rows, limits)}


def text_table(data, limits):
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            text = data.decode("utf-16")
        else:
            text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    if "\0" in text:
        raise Fault("table.unreadable")
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";\t,", key=first.count)
    csv.field_size_limit(1_000_000)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return {"sheets": [], "sheet": "", "rows": kept(((reader.line_num, row) for row in reader), limits)}


def read(path, limits):
    with open(path, "rb") as file:
        data = file.read()
    if zipfile.is_zipfile(io.BytesIO(data)):
        return workbook(data, limits)
    if data.startswith(b"PK"):
        raise Fault("table.unreadable")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Fault("table.old_format")
    return text_table(data, limits)


def main():
    limits = json.loads(sys.argv[3])
    try:
        answer = read(sys.argv[1], limits)
    except Fault as fault:
        answer = {"fault": fault.code, "values": fault.values}
    except MemoryError:
        answer = {"fault": "table.too_large", "values": []}
    except Exception:  # whatever a broken or hostile file brings about in a library: it cannot be read
        answer = {"fault": "table.unreadable", "values": []}
    with open(sys.argv[2], "w", encoding="utf-8") as out:
        json.dump(answer, out, ensure_ascii=True)


main()
