#!/usr/bin/env python3
"""Reads published runs of 2024 to 2026 into the fit table Data/runs.csv.

Sources stand in each row of the input: TensorRT-LLM's performance pages (releases 0.14 to 1.2), CloudRift, GPUStack and
LLM-Inference-Bench of the Argonne National Laboratory, with MLPerf Inference v5.1 for AMD. Facts only.
What has to be known to read them right:

- `offline max`: all requests are queued and the best rate is stated; there is no concurrency.
- `static batch`: a batch starts and ends together, on engines of 2024 that are slower under load than later ones. `burst`:
  the same with a drain tail of 5 to 20 percent. Neither counts in the fit, but for AMD; error bands hold them.
- Closed loops of clients that nobody described count a quarter.
- Only the rate of these runs is compared: their latencies come from clients that nobody described.
- MLPerf's offline rates are those of eight replicas of one GPU at the mean lengths of its data sets.
- Left out: quality C, and one set whose settings are not stated.

Usage: prepare_runs.py MEASURED.csv > Data/runs.csv
"""

import csv
import sys

RUNS = {"offline max": "max", "closed loop": "loop", "static batch": "static", "burst": "burst"}
MODELS = {"qwen3-coder-480b": "qwen3-coder-480b-a35b"}
LEFT_OUT = {"sariekr"}
HEADER = (
    "model,precision,weight_only,gpu,engine,version,tp,pp,dp,ep,machine,input,output,concurrency,waves,ttft_ms,tpot_ms,"
    "output_tokens_s,run").split(",")
# Model, GPU, mean input and output tokens, output tokens/s of one GPU.
MLPERF = [
    ("llama-2-70b", "MI300X", 294, 294, 27803.9 / 8),
    ("mixtral-8x7b", "MI300X", 500, 250, 53333.9 / 8),
    ("mixtral-8x7b", "MI325X", 500, 250, 68400 / 8),
]


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(HEADER)
    with open(sys.argv[1], newline="") as file:
        for row in csv.DictReader(file):
            if row["quality"] == "C" or row["set"] in LEFT_OUT:
                continue
            note = row["note"].lower()
            out.writerow([
                MODELS.get(row["model"], row["model"]), row["precision"], int("awq" in note or "gptq" in note), row["gpu"],
                row["engine"], row["version"], row["tp"], row["pp"] or 1, 1, 1, 8, row["input_tokens"], row["output_tokens"],
                row["concurrency"], "", "", "", row["out_tok_s"], RUNS[row["kind"]]])
    for model, gpu, tokens_in, tokens_out, rate in MLPERF:
        out.writerow([
            model, "fp8", 0, gpu, "vllm", "MLPerf 5.1", 1, 1, 1, 1, 8, tokens_in, tokens_out, "", "", "", "",
            round(rate, 3), "max"])


main()
