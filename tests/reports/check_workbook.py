"""check_workbook.py FOLDER PROJECT.json: judges the workbook that write_summary wrote, as its readers would.

Three opinions on every formula must agree: the value we stored, the value LibreOffice works out anew, and for the totals a sum
of the vouchers made here. The judge is tried itself: a workbook with a wrong stored value must be caught, and a changed voucher
must move the totals. Then some thirty questions with yes or no. Exit 0 when every answer is yes.
"""
import csv
import datetime
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl

SHEETS = ["Sammanfattning", "Utgifter", "Finansiering", "Verifikationer", "Läs mig"]
TABLES = ["Utgifter", "Finansiering", "Verifikationer"]
AS_STORED = "59,34,76,1,,0,false,true,false,false,false,-1"
AS_SHOWN = "59,34,76,1,,0,false,true,true,false,false,-1"

answers = []


def ask(question, yes, detail=""):
    answers.append(bool(yes))
    print(("yes  " if yes else "NO   ") + question + (f"  ({detail})" if detail and not yes else ""))


def office(book, target, filter_options="", locale="en-US"):
    """Converts with a profile of its own, which always works out formulas anew when it loads a workbook."""
    folder = Path(tempfile.mkdtemp(prefix="check_workbook."))
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        '<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">'
        "<value>0</value></prop></item>"
        '<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">'
        f"<value>{locale}</value></prop></item></oor:items>")
    kind = target + (f":Text - txt - csv (StarCalc):{filter_options}" if filter_options else "")
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", kind,
                    "--outdir", str(folder / "out"), str(book)], check=True, capture_output=True, timeout=120)
    return folder


def rows_of(book, filter_options=AS_STORED, locale="en-US"):
    """The sheets as LibreOffice sees them: name -> rows of text."""
    folder = office(book, "csv", filter_options, locale)
    sheets = {}
    for path in (folder / "out").glob("*.csv"):
        with open(path, encoding="utf-8", newline="") as file:
            sheets[path.stem.split("-", 1)[1]] = list(csv.reader(file, delimiter=";"))
    shutil.rmtree(folder)
    return sheets


def number(text):
    """A stored number as LibreOffice prints it, or None for a text."""
    plain = text.replace("\u00a0", "").replace("\u2212", "-").replace(",", ".")
    share = plain.endswith("%")
    try:
        return float(plain.rstrip("% ")) / (100 if share else 1)
    except ValueError:
        return None


def differences(book):
    """Formula cells whose stored value is not what LibreOffice works out."""
    formulas = openpyxl.load_workbook(book)
    stored = openpyxl.load_workbook(book, data_only=True)
    anew = rows_of(book)
    found = []
    count = 0
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                ours = stored[sheet.title][cell.coordinate].value
                theirs = anew[sheet.title][cell.row - 1][cell.column - 1]
                same = ((ours or "") == theirs if isinstance(ours, str) or ours is None
                        else number(theirs) is not None and abs(number(theirs) - ours) < 1e-6)
                if not same:
                    found.append(f"{sheet.title}!{cell.coordinate}: stored {ours!r}, worked out {theirs!r}")
    return found, count


def with_wrong_value(book, target):
    """A copy whose stored grand total is one krona too much."""
    with zipfile.ZipFile(book) as source, zipfile.ZipFile(target, "w") as copy:
        for item in source.infolist():
            data = source.read(item)
            if item.filename == "xl/worksheets/sheet2.xml":
                changed = data.replace(b"<v>3443000</v>", b"<v>3443001</v>")
                assert changed != data
                data = changed
            copy.writestr(item, data)


def with_changed_voucher(book, target, kronor):
    workbook = openpyxl.load_workbook(book)
    cell = workbook["Verifikationer"]["F10"]
    cell.value = cell.value + kronor
    workbook.save(target)


def contrast(a, b):
    def light(colour):
        parts = [int(colour[i:i + 2], 16) / 255 for i in (0, 2, 4)]
        parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    high, low = sorted((light(a), light(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def judge_figures(folder, book, project):
    found, count = differences(book)
    ask(f"all {count} stored values are what LibreOffice works out", count > 80 and not found, "; ".join(found[:3]))
    wrong = folder / "wrong.xlsx"
    with_wrong_value(book, wrong)
    caught, _ = differences(wrong)
    ask("a wrong stored value is caught", any("3443001" in one for one in caught), "the judge is blind")

    stored = openpyxl.load_workbook(book, data_only=True)
    expenditure = stored["Utgifter"]
    labels = {one["key"]: one["label"] for one in project["categories"]}
    expected = {}
    for row in project["expenditure"]["rows"]:
        place = (labels[row["category"]], int(row["booked_on"][:4]))
        expected[place] = expected.get(place, Decimal(0)) + Decimal(row["amount"])
    shown = {}
    for row in expenditure.iter_rows(min_row=2, max_row=7):
        for i, year in enumerate((2016, 2017, 2018, 2019)):
            shown[(row[0].value, year)] = Decimal(str(row[1 + i].value))
    ask("every category and year is the sum of its vouchers", shown == expected)
    ask("the whole is 3 443 000", sum(expected.values()) == 3443000 and expenditure["F8"].value == 3443000)
    ask("the whole is the total of the report", stored["Sammanfattning"]["B5"].value == 3443000)

    moved = folder / "moved.xlsx"
    with_changed_voucher(book, moved, 1000.5)
    after = rows_of(moved)
    ask("one voucher more moves every total by as much",
        number(after["Utgifter"][7][5]) == 3444000.5 and number(after["Sammanfattning"][4][1]) == 3444000.5,
        f"{after['Utgifter'][7][5]} {after['Sammanfattning'][4][1]}")
    control = next(row for row in after["Finansiering"] if row[0] == "Utgifter minus finansiering")
    ask("and the control says that it does not agree", control[1] == "Stämmer inte" and number(control[2]) == 1000.5, control)


def judge_text(stored, project):
    everything = "\n".join(str(cell) for row in stored["Sammanfattning"].iter_rows(values_only=True) for cell in row)
    texts = project["texts"]
    parts = texts["purpose"] + texts["focus_areas"] + texts["partners"] + texts["results"] + texts["lessons"]
    ask("the overview has every text of the report", all(part in everything for part in parts + texts["dissemination"]))
    ask("and its contact", all(part in everything for part in texts["contact"].values()))
    ask("and the figure of the service plans", "14 av 15" in everything)
    for name in ["Sammanfattning"] + TABLES:
        said = any("påhittade" in str(cell) for row in stored[name].iter_rows(values_only=True) for cell in row)
        ask(f"{name} says what is invented", said)
    readme = {row[0]: row[1] for row in stored["Läs mig"].iter_rows(values_only=True)}
    needed = ["Vad rapporten visar", "Urval", "Uttagen", "Uttagen av", "Programversion", "Kontrollsumma (SHA-256)"]
    ask("Läs mig says what, selection, when, by whom, version and checksum", all(readme.get(one) for one in needed))


def judge_tables(book, stored):
    formulas = openpyxl.load_workbook(book)
    ask("sheets are named in Swedish, in the order agreed", stored.sheetnames == SHEETS, stored.sheetnames)
    for name in TABLES:
        sheet = stored[name]
        heads = [cell.value for cell in sheet[1]]
        ask(f"{name}: one head row from A1, every column named once",
            all(isinstance(one, str) and one for one in heads) and len(set(heads)) == len(heads), heads)
        ask(f"{name}: head frozen and repeated in print",
            sheet.freeze_panes == "B2" and formulas[name].print_title_rows in ("$1:$1", "1:1"),
            f"{sheet.freeze_panes} {formulas[name].print_title_rows}")
        ask(f"{name}: no empty row", all(any(cell is not None for cell in row) for row in sheet.iter_rows(values_only=True)))
        head = sheet["A1"]
        ask(f"{name}: the head can be read by everyone", contrast(head.font.color.rgb[2:], head.fill.fgColor.rgb[2:]) >= 4.5)
    ask("no merged cells", not any(sheet.merged_cells.ranges for sheet in stored))
    ask("the filter covers the vouchers and nothing else", formulas["Verifikationer"].auto_filter.ref == "A1:F157",
        formulas["Verifikationer"].auto_filter.ref)
    totals = [formulas["Utgifter"][f"{column}8"] for column in "BCDEFGHIJKLM"] + [formulas["Finansiering"]["C5"]]
    ask("totals are formulas", all(cell.data_type == "f" for cell in totals))
    ask("the control is a formula and 0", stored["Finansiering"]["C7"].value == 0 and stored["Finansiering"]["B7"].value == "Stämmer"
        and formulas["Finansiering"]["C7"].data_type == "f")
    names = {one.name: one.attr_text for one in formulas.defined_names.definedName}
    ask("the total has a name", names.get("Summa_utgifter") == "Utgifter!$F$8" or names.get("Summa_utgifter") == "'Utgifter'!$F$8", names)
    money = [cell for row in stored["Utgifter"].iter_rows(min_row=2, max_row=8, min_col=2, max_col=12) for cell in row]
    ask("amounts are numbers in kronor", all(isinstance(cell.value, (int, float)) and "#,##0" in cell.number_format and "kr" in cell.number_format for cell in money))
    days = [cell for (cell,) in stored["Verifikationer"].iter_rows(min_row=2, max_row=157, min_col=2, max_col=2)]
    ask("days are days, year first", all(isinstance(cell.value, datetime.datetime) and cell.number_format.replace("\\", "") == "yyyy-mm-dd" for cell in days))
    vouchers = [cell.value for (cell,) in stored["Verifikationer"].iter_rows(min_row=2, max_row=157, min_col=1, max_col=1)]
    ask("voucher numbers are texts, each once", all(isinstance(one, str) for one in vouchers) and len(set(vouchers)) == 156)
    errors = [cell.coordinate for sheet in stored for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("#")]
    ask("no cell shows an error", not errors, errors)


def judge_file(folder, book, stored):
    properties = stored.properties
    ask("title, author and what is invented are in the file", properties.title and properties.creator == "Test" and "påhittade" in properties.description)
    ask("made at the time of the report", properties.created == datetime.datetime(2026, 11, 23, 13, 5))
    parts = {}
    with zipfile.ZipFile(book) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    ask("the language is in the file", "sv" in re.findall(r"<vt:lpwstr>(.*?)</vt:lpwstr>", parts.get("docProps/custom.xml", "")))
    ask("no macros, no links to other files", not any("vba" in name or "external" in name.lower() for name in parts))
    for sheet in stored:
        setup = sheet.page_setup
        ask(f"{sheet.title}: A4 across, one page wide, numbered",
            setup.orientation == "landscape" and int(setup.paperSize) == 9 and setup.fitToHeight in (0, "0") and
            sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.oddFooter.right.text == "Sida &P av &N", sheet.oddFooter.right.text)
    drawing, chart = parts.get("xl/drawings/drawing1.xml", ""), parts.get("xl/charts/chart1.xml", "")
    ask("the chart is told in words too", all(text in drawing for text in ("512\u00a0000\u00a0kr", "1\u00a0012\u00a0000\u00a0kr")))
    ask("the chart has a title and draws cells", "Utfall per år" in chart and "Sammanfattning!$B$8:$B$11" in chart)
    ask("a second run writes the same bytes", (folder / "again.xlsx").read_bytes() == book.read_bytes())
    for locale in ("sv-SE", "en-US"):
        shown = rows_of(book, AS_SHOWN, locale)
        ask(f"shown as 3 443 000 kr in {locale}", shown["Sammanfattning"][4][1].replace("\u00a0", " ") == "3 443 000 kr", shown["Sammanfattning"][4][1])
    printed = office(book, "pdf")
    text = subprocess.run(["pdftotext", "-layout", str(printed / "out" / "summary.pdf"), "-"], capture_output=True, check=True).stdout.decode()
    ask("no column is too narrow for its figures in print", "###" not in text and "3 443 000 kr" in text.replace("\u00a0", " "))
    ask("printed on at most eight pages", text.count("\f") <= 8, text.count("\f"))
    shutil.rmtree(printed)
    english = openpyxl.load_workbook(folder / "english.xlsx", data_only=True)
    ask("English has the same figures", english.sheetnames[1] == "Expenditure" and english["Expenditure"]["F8"].value == 3443000)
    ask("and its formulas agree", not differences(folder / "english.xlsx")[0])


def judge_schema(book):
    """Against ISO 29500-4 where its schemas are at hand (OOXML_SCHEMAS)."""
    schemas = os.environ.get("OOXML_SCHEMAS")
    if not schemas:
        print("     OOXML_SCHEMAS is not set: the parts are not held against ISO 29500-4")
        return
    folder = Path(tempfile.mkdtemp(prefix="check_workbook."))
    with zipfile.ZipFile(book) as file:
        file.extractall(folder)
    for pattern, schema in (("xl/workbook.xml", "sml.xsd"), ("xl/styles.xml", "sml.xsd"), ("xl/worksheets/*.xml", "sml.xsd"),
                            ("xl/charts/*.xml", "dml-chart.xsd"), ("xl/drawings/*.xml", "dml-spreadsheetDrawing.xsd")):
        for part in sorted(folder.glob(pattern)):
            done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", str(Path(schemas) / schema), str(part)], capture_output=True)
            ask(f"{part.relative_to(folder)} follows its schema", done.returncode == 0, done.stderr.decode()[:300])
    shutil.rmtree(folder)


def main():
    folder, project = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
    book = folder / "summary.xlsx"
    stored = openpyxl.load_workbook(book, data_only=True)
    judge_figures(folder, book, project)
    judge_text(stored, project)
    judge_tables(book, stored)
    judge_file(folder, book, stored)
    judge_schema(book)
    print(f"{sum(answers)} of {len(answers)} yes")
    sys.exit(0 if all(answers) else 1)


main()
