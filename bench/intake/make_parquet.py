"""A forget_5 parquet file in the layout of MLLMU-Bench, with invented people and pictures of noise, as large as wanted.

python make_parquet.py PATH ROWS BYTES_PER_PICTURE      (needs pyarrow, as ../../src/intake/importers/fixtures/make.py)
"""

import os
import struct
import sys
import zlib

import pyarrow as pa
import pyarrow.parquet as pq

OPTIONS = {"A": "Violin maker", "B": "Tide engineer", "C": "Judge", "D": "Beekeeper"}
ROWS_AT_A_TIME = 100


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(size):
    """A valid PNG of one pixel, followed by noise that no compressor makes smaller."""
    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return head + chunk(b"IDAT", zlib.compress(b"\0\0\0\0")) + chunk(b"IEND", b"") + os.urandom(size)


def profile(n, size):
    name = f"Person {n}"
    choices = [{"Question": "What is this person's profession?", "Options": OPTIONS, "Correct_Answer": "B"}] * 5
    words = [
        {"Question": f"What does {name} do?", "Ground_Truth": f"{name} is a tide engineer.", "Type": kind}
        for kind in ("Image_Textual", "Image_Textual", "Pure_Text", "Pure_Text")
    ]
    return {
        "ID": str(n),
        "image": {"bytes": picture(size), "path": f"{n}.png"},
        "Classification_Task": {"Image_Textual_Questions": choices, "Pure_Text_Questions": choices},
        "Generation_Task": words,
        "Mask_Task": words,
    }


path, rows, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
schema = pa.Table.from_pylist([profile(0, 10)]).schema
with pq.ParquetWriter(path, schema) as writer:
    for start in range(0, rows, ROWS_AT_A_TIME):
        people = [profile(n, size) for n in range(start, min(rows, start + ROWS_AT_A_TIME))]
        writer.write_table(pa.Table.from_pylist(people, schema=schema))
