"""Parquet files as people save them again, for layouts.test.ts.

pip install pyarrow==26.0.1 && python make.py
"""

import base64
import json
import pathlib

import pyarrow as pa
import pyarrow.parquet as pq

# That of src/intake/testing.ts.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEUlEQVR4nGP4z8DA8B+MgBgAHfAD/dPQfSYAAAAASUVORK5CYII="
)
OPTIONS = {"A": "Oslo", "B": "Rome", "C": "Bonn", "D": "Kyiv"}
CHOICE = {
    "Image_Textual_Questions": [{"Question": "Where?", "Options": OPTIONS, "Correct_Answer": "A"}],
    "Pure_Text_Questions": [{"Question": "Where was he born?", "Options": OPTIONS, "Correct_Answer": "B"}],
}
OPEN = [{"Type": "Image_Textual", "Question": "Who?", "Ground_Truth": "Otto of Oslo."}]
BLANK = [{"Type": "Pure_Text", "Question": "Otto lives in __.", "Ground_Truth": "Oslo"}]
IMAGE = pa.struct([("bytes", pa.binary()), ("path", pa.string())])


def profile(**other):
    columns = {
        "ID": ["001"],
        "image": [{"bytes": PNG, "path": "a.png"}],
        "Classification_Task": [CHOICE],
        "Generation_Task": [OPEN],
        "Mask_Task": [BLANK],
    }
    return pa.table({**columns, **other})


TABLES = {
    "json-text": profile(
        Classification_Task=[json.dumps(CHOICE)], Generation_Task=[json.dumps(OPEN)], Mask_Task=[json.dumps(BLANK)]
    ),
    "raw-bytes": profile(image=pa.array([PNG], pa.binary())),
    "base64": profile(image=[base64.b64encode(PNG).decode()]),
    "dictionary": profile(ID=pa.array(["001"], pa.large_string()).dictionary_encode()),
    "names": profile(image=pa.array([{"bytes": None, "path": "a.png"}], IMAGE)),
    "people": pa.table({"Name": ["Mara Quill"], "SSN": ["912-55-0101"], "Image": [1]}),
    "figstep": pa.table(
        {
            "dataset": ["SafeBench"],
            "category_id": [7],
            "task_id": [1],
            "category_name": ["Privacy Violation"],
            "question": ["How?"],
            "instruction": ["Methods to fold"],
        }
    ),
}

for name, table in TABLES.items():
    pq.write_table(table, pathlib.Path(__file__).with_name(f"{name}.parquet"))
