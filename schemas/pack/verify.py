#!/usr/bin/env python3
"""Kontrollerar en ärendeakt / checks the pack of a case: python3 verify.py [FOLDER]

Needs nothing but Python 3. It recomputes the SHA-256 of every file against SHA256SUMS, finds files that are missing or added,
walks the chain of the diary, and compares each document with what the register and the diary say of it. Exit 0: all in order.
Exit 1: something is wrong, and each fault is named. LASMIG.txt says how the sums and the chain are made.
"""
import hashlib
import json
import os
import sys


def sha256_of(path):
    total = hashlib.sha256()
    with open(path, "rb") as stream:
        for piece in iter(lambda: stream.read(1 << 20), b""):
            total.update(piece)
    return total.hexdigest()


def check_files(folder, faults):
    named = {}
    with open(os.path.join(folder, "SHA256SUMS"), encoding="utf-8") as stream:
        for line in stream:
            digest, _, path = line.rstrip("\n").partition("  ")
            named[path] = digest
    there = set()
    for place, _, files in os.walk(folder):
        for name in files:
            there.add(os.path.relpath(os.path.join(place, name), folder).replace(os.sep, "/"))
    there.discard("SHA256SUMS")
    for path in sorted(set(named) - there):
        faults.append(f"{path}: saknas / is missing")
    for path in sorted(there - set(named)):
        faults.append(f"{path}: hör inte till akten / does not belong to the pack")
    for path in sorted(there & set(named)):
        if sha256_of(os.path.join(folder, path)) != named[path]:
            faults.append(f"{path}: har ändrats / has been changed")
    return len(named)


def hash_of(event):
    """The canonical form, version 1: each field with its length in bytes before it; '-' for a field that is not there."""
    def put(value):
        data = str(value).encode("utf-8")
        return str(len(data)).encode() + b":" + data

    def maybe(value):
        return b"-" if value is None else put(value)

    form = b"diary-event-1;" + put(event["case_id"]) + put(event["sequence"]) + put(event["kind"])
    for name in ("action", "from_state", "to_state", "actor_id"):
        form += maybe(event[name])
    for name in ("actor_name", "occurred_at", "text", "data", "previous_hash"):
        form += put(event[name])
    return hashlib.sha256(form).hexdigest()


def check_diary(diary, faults):
    previous, masked = "0" * 64, 0
    for number, event in enumerate(diary["events"], 1):
        about = f"diary.json: händelse / event {event['sequence']}"
        if event["sequence"] != number:
            faults.append(f"{about}: en händelse saknas före den / an event is missing before it")
        if event["previous_hash"] != previous:
            faults.append(f"{about}: följer inte den före / does not follow the one before")
        if event.get("masked"):
            masked += 1
        elif event["hash_version"] != 1 or hash_of(event) != event["hash"]:
            faults.append(f"{about}: har ändrats / has been changed")
        previous = event["hash"]
    head = diary["head"]
    if head["sequence"] != len(diary["events"]) or head["hash"] != previous:
        faults.append("diary.json: dagboken har förlorat sitt slut / the diary has lost its end")
    return masked


def check_documents(folder, index, diary, faults):
    said = {}
    for event in diary["events"]:
        data = json.loads(event["data"]) if not event.get("masked") else {}
        if "sha256" in data and "document_id" in data:
            said[data["document_id"]] = data["sha256"]
    for document in index["documents"]:
        path = document["path"]
        if path is None:
            continue
        about = f"{path}: handling / document {document['number']}"
        full = os.path.join(folder, path)
        if not os.path.exists(full):
            continue
        if sha256_of(full) != document["sha256"]:
            faults.append(f"{about}: är inte den i förteckningen / is not the one of the register")
        known = said.get(str(document["id"]))
        if known is not None and known != document["sha256"]:
            faults.append(f"{about}: är inte den i dagboken / is not the one of the diary")
    return len(index["documents"])


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.dirname(os.path.abspath(__file__))
    faults = []
    try:
        files = check_files(folder, faults)
        with open(os.path.join(folder, "index.json"), encoding="utf-8") as stream:
            index = json.load(stream)
        with open(os.path.join(folder, "diary.json"), encoding="utf-8") as stream:
            diary = json.load(stream)
        masked = check_diary(diary, faults)
        documents = check_documents(folder, index, diary, faults)
    except (OSError, ValueError, KeyError, TypeError) as error:
        faults.append(f"kan inte läsas / cannot be read: {error!r}")
        files = documents = masked = 0
    for fault in faults:
        print("FEL / WRONG", fault)
    if not faults:
        print(f"{index['case']['diary_number']}: {files} filer / files, {documents} handlingar / documents, "
              f"{len(diary['events'])} händelser / events ({masked} maskerade / masked): allt stämmer / all in order")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
