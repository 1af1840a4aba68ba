#!/usr/bin/env python3
"""Reads the published engine measurements into the fit table Data/engines.csv.

Source: aiconfigurator-core 0.12.0, systems/silicon_sample.csv (Apache-2.0), with columns as that file has them.
What has to be known to read it right:

- GPU counts of some expert-parallel rows are squared: moe_tp = moe_ep = t with tp * dp = t * t means t GPUs.
- Rows occur twice under two spellings of the same layout: one of each is kept.
- Dated rows come from a sweep whose prompt and answer lengths are spread over 0.8 to 1 of the nominal length.
- Left out: more than eight GPUs, models whose shape is not certain, rows whose concurrency fits neither the batch
  nor batch * dp, rows that would need over 80 % of the peak rate, TensorRT-LLM DeepSeek rows of four days that
  show speculative decoding, and gpt-oss on H100 at 512 in flight (its batch cap is unknown).

Usage: prepare_engines.py SILICON_SAMPLE.csv > Data/engines.csv
"""

import csv
import sys

MODELS = {
    "meta-llama/Llama-3.1-70B": ("llama-3.1-70b", 70.6),
    "meta-llama/Llama-3.1-8B-Instruct": ("llama-3.1-8b", 8.0),
    "nvidia/Llama-3.1-8B-Instruct-FP8": ("llama-3.1-8b", 8.0),
    "Qwen/Qwen3-32B": ("qwen3-32b", 32.8),
    "nvidia/Qwen3-32B-NVFP4": ("qwen3-32b", 32.8),
    "Qwen/Qwen3-235B-A22B-FP8": ("qwen3-235b-a22b", 22.2),
    "openai/gpt-oss-120b": ("gpt-oss-120b", 5.1),
    "MiniMaxAI/MiniMax-M2.5": ("minimax-m2.5", 11.0),
    "deepseek-ai/DeepSeek-R1": ("deepseek-r1", 37.6),
    "deepseek-ai/DeepSeek-V3": ("deepseek-v3", 37.6),
    "nvidia/DeepSeek-R1-NVFP4": ("deepseek-r1", 37.6),
    "nvidia/DeepSeek-V3.1-NVFP4": ("deepseek-v3", 37.6),
    "moonshotai/Kimi-K2.5": ("kimi-k2.5", 32.7),
}
DENSE = {"llama-3.1-70b", "llama-3.1-8b", "qwen3-32b"}
# Dense TFLOPS at 16, 8 and 4 bits.
SYSTEMS = {
    "h100_sxm": ("H100-SXM", (989, 1979, 1979)),
    "h200_sxm": ("H200-SXM", (989, 1979, 1979)),
    "b200_sxm": ("B200-SXM", (2250, 4500, 9000)),
    "b300_sxm": ("B300-SXM", (2250, 4500, 13500)),
}
SPECULATIVE_DAYS = {"2026-01-14", "2026-01-28", "2026-02-05", "2026-02-06"}
PEAK_SHARE = 0.8


def whole(text):
    """A count; empty and zero mean one."""
    return max(1, int(float(text))) if text else 1


def layout(row, model):
    """TP, attention DP and expert parallelism of a row, its GPU counts put right."""
    tp, dp = whole(row["tp_size"]), whole(row["attention_dp_size"])
    if model in DENSE:
        return tp, dp, 1
    moe_tp, moe_ep = whole(row["moe_tp_size"]), whole(row["moe_ep_size"])
    if moe_tp == moe_ep > 1 and tp * dp == moe_tp * moe_tp:
        return (moe_tp, 1, moe_ep) if dp == 1 else (1, moe_tp, moe_ep)
    if tp == dp > 1 and moe_ep == tp * tp:
        return 1, tp, tp
    if not row["attention_dp_size"] and tp < moe_tp * moe_ep:
        dp = moe_tp * moe_ep // tp
    return tp, dp, moe_ep


def weights(row, model):
    """Number format, and whether 4-bit weights are multiplied in 16 bits."""
    kind = row["gemm_quant_mode"] or row["precision"]
    if model == "gpt-oss-120b":
        return "int4", 0
    if kind in ("fp8", "fp8_block"):
        return "fp8", 0
    if kind in ("nvfp4", "fp4"):
        return "int4", 0
    if kind == "int4_wo":
        return "int4", 1
    return "bf16", 0


def main():
    seen = set()
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(
        "model,precision,weight_only,gpu,engine,version,tp,pp,dp,ep,machine,input,output,concurrency,waves,ttft_ms,tpot_ms,"
        "output_tokens_s,run".split(","))
    with open(sys.argv[1], newline="") as file:
        for row in csv.DictReader(file):
            if row["model_path"] not in MODELS or row["system"] not in SYSTEMS:
                continue
            model, active = MODELS[row["model_path"]]
            gpu, peaks = SYSTEMS[row["system"]]
            point = tuple(row[k] for k in (
                "system", "backend", "isl", "osl", "concurrency", "silicon_ttft_ms", "silicon_tpot_ms"))
            if point in seen:
                continue
            seen.add(point)
            if model.startswith("deepseek") and row["backend"] == "trtllm" and row["measured_at"] in SPECULATIVE_DAYS:
                continue
            tp, dp, ep = layout(row, model)
            gpus, users, batch = tp * dp, whole(row["concurrency"]), whole(row["batch_size"])
            if gpus > 8 or users not in (batch, batch * dp):
                continue
            if model == "gpt-oss-120b" and gpu == "H100-SXM" and users == 512:
                continue
            precision, weight_only = weights(row, model)
            sweep = bool(row["measured_at"])
            scale = 0.9 if sweep else 1
            tokens_in, tokens_out = scale * float(row["isl"]), scale * float(row["osl"])
            ttft, tpot = float(row["silicon_ttft_ms"]), float(row["silicon_tpot_ms"])
            rate = users / (ttft + (tokens_out - 1) * tpot) * 1000
            peak = peaks[{"bf16": 0, "fp8": 1, "int4": 0 if weight_only else 2}[precision]]
            if 2 * active * 1e9 * (tokens_in + tokens_out) * rate / gpus > PEAK_SHARE * peak * 1e12:
                continue
            out.writerow([
                model, precision, weight_only, gpu, row["backend"], row["backend_version"], tp, 1, dp, ep, 8,
                row["isl"], row["osl"], users, "", row["silicon_ttft_ms"], row["silicon_tpot_ms"], "",
                "sweep" if sweep else "short" if row["backend"] == "sglang" else "closed"])


main()
