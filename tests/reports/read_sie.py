#!/usr/bin/env python3
"""Reads a SIE file of type 4 (4I or 4E) by the description of the format, and says as JSON what it holds and what is wrong with it.

Shares no code with the program whose files it judges. Usage: read_sie.py FILE. Ends with 1 when something is wrong."""
import json
import re
import sys
from decimal import Decimal, InvalidOperation

KNOWN_FIRST = "#FLAGGA"
NEEDED = ["#FLAGGA", "#PROGRAM", "#FORMAT", "#GEN", "#SIETYP", "#FNAMN"]


def fields_of(line):
    """Fields with blanks between; "..." keeps blanks, \\" is a quotation mark inside; {...} is one field, a list."""
    fields, at = [], 0
    while at < len(line):
        c = line[at]
        if c in " \t":
            at += 1
        elif c == '"':
            at += 1
            text = ""
            while at < len(line) and line[at] != '"':
                if line[at] == "\\" and at + 1 < len(line) and line[at + 1] == '"':
                    at += 1
                text += line[at]
                at += 1
            if at >= len(line):
                raise ValueError("a quotation mark is never closed")
            at += 1
            fields.append(text)
        elif c == "{":
            depth, start = 0, at
            quoted = False
            while at < len(line):
                if line[at] == '"' and line[at - 1] != "\\":
                    quoted = not quoted
                elif not quoted and line[at] == "}":
                    break
                at += 1
            if at >= len(line):
                raise ValueError("a brace is never closed")
            fields.append(fields_of(line[start + 1:at]))
            at += 1
        else:
            start = at
            while at < len(line) and line[at] not in " \t{":
                at += 1
            fields.append(line[start:at])
    return fields


def read(data):
    faults = []
    if b"\r\n" not in data:
        faults.append("lines do not end with CR LF")
    if re.search(rb"(?<!\r)\n", data):
        faults.append("a line ends with LF alone")
    head = data[:4000].decode("cp437")
    if not head.lstrip().startswith(KNOWN_FIRST):
        faults.append("the file does not begin with #FLAGGA")
    text = data.decode("cp437")
    found = {"labels": {}, "accounts": {}, "dimensions": {}, "objects": {}, "years": {}, "vouchers": []}
    voucher, inside = None, False
    for number, line in enumerate(text.splitlines(), 1):
        line = line.strip()
        if not line:
            continue
        if line == "{":
            inside = True
            continue
        if line == "}":
            if voucher is not None:
                found["vouchers"].append(voucher)
            voucher, inside = None, False
            continue
        try:
            fields = fields_of(line)
        except ValueError as error:
            faults.append(f"line {number}: {error}")
            continue
        label = fields[0].upper()
        if not label.startswith("#"):
            faults.append(f"line {number}: no label")
            continue
        if label == "#VER":
            voucher = {"series": fields[1], "number": fields[2], "date": fields[3], "text": fields[4] if len(fields) > 4 else "", "lines": []}
            if not re.fullmatch(r"\d{8}", voucher["date"]):
                faults.append(f"line {number}: {voucher['date']} is no day")
        elif label == "#TRANS":
            if not inside or voucher is None:
                faults.append(f"line {number}: #TRANS outside a voucher")
                continue
            try:
                amount = Decimal(fields[3])
            except (InvalidOperation, IndexError):
                faults.append(f"line {number}: no amount")
                continue
            if not re.fullmatch(r"-?\d+(\.\d{1,2})?", fields[3]):
                faults.append(f"line {number}: {fields[3]} is not written as an amount")
            pairs = fields[2]
            voucher["lines"].append({"account": fields[1], "objects": dict(zip(pairs[::2], pairs[1::2])), "amount": str(amount)})
        elif label == "#KONTO":
            found["accounts"][fields[1]] = fields[2]
        elif label == "#DIM":
            found["dimensions"][fields[1]] = fields[2]
        elif label == "#OBJEKT":
            found["objects"][fields[1] + " " + fields[2]] = fields[3]
        elif label in ("#RTRANS", "#BTRANS"):
            pass
        elif label == "#RAR":
            found["years"][fields[1] if len(fields) > 1 else ""] = fields[2:]
        else:
            found["labels"][label] = fields[1:]
    for label in NEEDED:
        if label not in found["labels"]:
            faults.append(f"{label} is missing")
    faults += judged(found)
    return found, faults


def judged(found):
    faults, last = [], {}
    span = found["years"].get("0", [])
    for voucher in found["vouchers"]:
        name = f"{voucher['series']} {voucher['number']}"
        total = sum((Decimal(line["amount"]) for line in voucher["lines"]), Decimal(0))
        if total != 0:
            faults.append(f"voucher {name} sums to {total}")
        if not voucher["lines"]:
            faults.append(f"voucher {name} has no lines")
        if voucher["number"].isdigit():
            before = last.get(voucher["series"])
            if before is not None and int(voucher["number"]) != before + 1:
                faults.append(f"voucher {name} does not follow {before}")
            last[voucher["series"]] = int(voucher["number"])
        if len(span) == 2 and not span[0] <= voucher["date"] <= span[1]:
            faults.append(f"voucher {name} is of another year")
        for line in voucher["lines"]:
            if found["accounts"] and line["account"] not in found["accounts"]:
                faults.append(f"voucher {name}: account {line['account']} is not told of")
            for dimension, code in line["objects"].items():
                if dimension + " " + code not in found["objects"]:
                    faults.append(f"voucher {name}: object {dimension} {code} is not told of")
    return faults


if __name__ == "__main__":
    with open(sys.argv[1], "rb") as stream:
        found, faults = read(stream.read())
    print(json.dumps({**found, "faults": faults}, ensure_ascii=False, indent=1))
    sys.exit(1 if faults else 0)
