#!/usr/bin/env python3
"""Reads modelled peak rates into Data/peaks.csv, on which the interpolation between shapes of a layout is checked.

Source, facts only: AIConfigurator 0.12.0 (Apache-2.0), peak requests/s of vLLM from its measured operations, for fourteen
shapes of each layout of Llama-3.1 8B and 70B and Qwen3-32B. Every fourth layout is kept; they are estimates, so nothing
is fitted to them.

Usage: prepare_peaks.py PEAKS.csv > Data/peaks.csv
"""

import csv
import sys


def main():
    layouts = {}
    with open(sys.argv[1], newline="") as file:
        for row in csv.DictReader(file):
            if row["peak_req_s"]:
                key = row["gpu"], row["model"].split("/")[-1].lower(), row["gemm_quant"], int(row["tp"]), int(row["pp"])
                layouts.setdefault(key, []).append((int(row["isl"]), int(row["osl"]), row["peak_req_s"]))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow("gpu,model,precision,tp,pp,input,output,requests_s".split(","))
    for key in sorted(layouts)[::4]:
        out.writerows(key + point for point in sorted(layouts[key]))


main()
