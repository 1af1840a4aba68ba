#!/usr/bin/env python3
"""Reads published measurements of boards without NVLink and of pipelines into the fit table Data/boards.csv.

Sources, facts only:
- Tandemn-Labs/LLM_placement_solver@dc261d2, llm_advisor/data/canonical/data.csv: 30 prompts of DeepSeek-R1-Distill-
  Llama-70B at once on AWS L40S (g6e) and A10G (g5) servers, vLLM 0.10; every pipeline stage that does not fit one
  server is in another one. Runs of the same layout and lengths are averaged.
- IOG-Foundation/llm-inference-benchmarks (Apache-2.0): vLLM 0.8.5, 200 ShareGPT prompts sent at 1 to 32 requests/s to
  RTX 4090 and H100 PCIe servers. The concurrency is the mean over the run (Little's law).
- NVIDIA NIM documentation: Llama-3.3-70B fp8 on two H100 SXM, 5000/500 tokens, 1 to 250 users.

Usage: prepare_boards.py PIPELINES.csv OPEN_LOOP.csv NIM.csv > Data/boards.csv
"""

import csv
import sys

# GPUs of one server by instance type; where the source states none, a stage's TP says which server it was.
SERVERS = {"g6e.48xlarge": 8, "g5.48xlarge": 8, "g6e.12xlarge": 4, "g5.12xlarge": 4, "g6e.2xlarge": 1}
MODELS = {
    "deepseek-ai/DeepSeek-R1-Distill-Qwen-14B": "qwen2.5-14b",
    "deepseek-ai/DeepSeek-R1-Distill-Qwen-7B": "qwen2.5-7b",
    "deepseek-ai/DeepSeek-R1-Distill-Llama-8B": "llama-3.1-8b",
    "deepseek-ai/DeepSeek-R1-Distill-Llama-70B": "llama-3.3-70b",
    "meta-llama/Meta-Llama-3-8B-Instruct": "llama-3-8b",
    "meta-llama/Meta-Llama-3-70B-Instruct": "llama-3-70b",
    "Qwen/QwQ-32B-Preview": "qwen2.5-32b",
    "google/gemma-2-9b-it": "gemma-2-9b",
    "microsoft/phi-4": "phi-4",
    "nvidia/AceMath-7B-Instruct": "qwen2.5-7b",
}
HEADER = (
    "model,precision,weight_only,gpu,engine,version,tp,pp,dp,ep,machine,input,output,concurrency,waves,ttft_ms,tpot_ms,"
    "output_tokens_s,run").split(",")


def pipelines(path):
    """One row a layout and shape: the mean of its runs."""
    runs = {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            if row["gpu_model"] not in ("L40S", "A10G"):
                continue
            tp, pp = int(float(row["tp"])), int(float(row["pp"]))
            server = SERVERS.get(row["instance_type"].split(" ")[-1], 8 if tp == 8 else tp)
            tokens = int(float(row["input_len_tokens_fixed"])), int(float(row["output_len_tokens_fixed"]))
            key = row["gpu_model"], tp, pp, server, tokens
            runs.setdefault(key, set()).add(float(row["tokens_per_sec_total"]))
    for (gpu, tp, pp, server, (tokens_in, tokens_out)), totals in sorted(runs.items()):
        rate = sum(totals) / len(totals) * tokens_out / (tokens_in + tokens_out)
        yield ["llama-3.3-70b", "bf16", 0, gpu, "vllm", "0.10.0", tp, pp, 1, 1, server, tokens_in, tokens_out, 30, "",
               "", "", round(rate, 3), "batch"]


def open_loop(path):
    """Runs at a fixed request rate; the same run under two names is kept once."""
    seen = set()
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            if row["model_id"] not in MODELS or row["output_throughput"] in seen:
                continue
            seen.add(row["output_throughput"])
            done = float(row["completed"])
            tokens_in, tokens_out = float(row["total_input_tokens"]) / done, float(row["total_output_tokens"]) / done
            ttft, tpot = float(row["mean_ttft_ms"]), float(row["mean_tpot_ms"])
            users = float(row["request_throughput"]) * (ttft + (tokens_out - 1) * tpot) / 1000
            gpu = "RTX-4090" if "4090" in row["gpu"] else "H100-PCIe"
            yield [MODELS[row["model_id"]], "bf16", 0, gpu, "vllm", "0.8.5", int(row["gpu_count"]), 1, 1, 1, 8,
                   round(tokens_in), round(tokens_out), round(users, 3), "",
                   round(float(row["median_ttft_ms"]), 3), round(tpot, 3), round(float(row["output_throughput"]), 3),
                   "open"]


def nim(path):
    """Closed-loop runs of NVIDIA's own container."""
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            yield ["llama-3.3-70b", "fp8", 0, "H100-SXM", "trtllm", "NIM 1.8.0", 2, 1, 1, 1, 8, 5000, 500,
                   row["concurrency"], "", row["ttft_ms"], row["itl_ms"], row["out_tok_s"], "closed"]


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(HEADER)
    for reader, path in zip((pipelines, open_loop, nim), sys.argv[1:]):
        out.writerows(reader(path))


main()
