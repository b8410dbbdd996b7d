#!/usr/bin/env python3
"""What Python adds to an evaluation: evaluate_in_python.py RULES.json ROSTER.csv EVENTS.csv

Prints milliseconds of processor time (best of five, one thread; what else the machine does counts little): the library's
own call, the package's on tables that were read before, and the package's on Arrow columns in memory, where the ids are
made unique too. Needs pyarrow; `workload.py` makes the data.
"""
import sys
import time

import pointsbank as pb
import pyarrow as pa
import pyarrow.csv

rules = pb.load_rules(sys.argv[1])
program = rules.compile()
texts = pa.dictionary(pa.int32(), pa.string())
types = {"number": pa.decimal128(18, 6), "string": texts, "bool": pa.bool_(), "date": pa.date32()}
columns = {"event": pa.string(), program.subject: texts, "kind": texts, "grade": texts, "member": texts, "act": texts,
           "at": pa.string(), "quantity": pa.decimal128(18, 3), "points": pa.decimal128(18, 3), "recorded": pa.string(),
           **{name: types[type] for name, type in program.event_attributes}}
options = pyarrow.csv.ConvertOptions(strings_can_be_null=True, column_types=columns)
table = pyarrow.csv.read_csv(sys.argv[3], convert_options=options).combine_chunks().unify_dictionaries()
days = pa.array([text[:10] for text in table["at"].to_pylist()]).cast(pa.date32())
table = table.set_column(table.schema.get_field_index("at"), "at", days)


def measured(what, act):
    best = None
    for _ in range(5):
        begin = time.process_time()
        act()
        spent = time.process_time() - begin
        best = spent if best is None else min(best, spent)
    print(f"{what:32} {best * 1000:9.1f} ms {best * 1e9 / table.num_rows:8.1f} ns an event")
    return best


through = "2026-12-31"
roster, events = pb.read_roster(rules, sys.argv[2]), pb.read_events(rules, table)
inputs = pb._core.EvaluationInputs(program, roster, events, members=None, entries=None, published=None, through=through,
                                   as_of=None, threads=1)
alone = measured("the library's call", lambda: pb._core.evaluate(inputs, postings=False, outcomes=False, closings=False))
read = measured("pb.evaluate, tables read before", lambda: pb.evaluate(rules, roster, events, through=through))
measured("pb.read_events of columns", lambda: pb.read_events(rules, table))
measured("pb.evaluate of columns", lambda: pb.evaluate(rules, roster, table, through=through))
print(f"on tables read before, Python adds {100 * (read / alone - 1):.1f} %")
