extension PriceList {
  /// Public offers of 2026, per GPU: provider, tier, the day read, and where.
  public static let market2026 = PriceList(name: "market 2026", offers: market2026Offers)
}

private let market2026Offers: [ListPrice] = [
  ListPrice(
    gpu: "H100-SXM", dollarsPerHour: 6.88, gpus: 8, provider: "aws", tier: "on_demand", date: "2026-11-09",
    source:
      "p5.48xlarge, us-east-1, datareceipts/data-receipts 109-gpu-pricing; KadirbekSharau/llmplan prices.yaml"
  ),
  ListPrice(
    gpu: "A100-40G-SXM", dollarsPerHour: 2.7447, gpus: 8, provider: "aws", tier: "on_demand",
    date: "2026-11-09",
    source:
      "p4d.24xlarge, us-east-1, datareceipts/data-receipts 109-gpu-pricing; KadirbekSharau/llmplan prices.yaml"
  ),
  ListPrice(
    gpu: "A100-80G-SXM", dollarsPerHour: 3.4309, gpus: 8, provider: "aws", tier: "on_demand",
    date: "2026-11-09",
    source:
      "p4de.24xlarge, us-east-1, datareceipts/data-receipts 109-gpu-pricing; KadirbekSharau/llmplan prices.yaml"
  ),
  ListPrice(
    gpu: "H200-SXM", dollarsPerHour: 7.912, gpus: 8, provider: "aws", tier: "on_demand", date: "2026-08-06",
    source: "p5en.48xlarge, us-east-1, dstackai/dstack#4110"),
  ListPrice(
    gpu: "H200-SXM", dollarsPerHour: 3.3999, gpus: 8, provider: "aws", tier: "spot", date: "2026-08-06",
    source: "p5en.48xlarge, us-east-1, dstackai/dstack#4110"),
  ListPrice(
    gpu: "L40S", dollarsPerHour: 1.861, provider: "aws", tier: "on_demand", date: "2026-09-30",
    source: "g6e.xlarge, us-east-1, KadirbekSharau/llmplan prices.yaml"),
  ListPrice(
    gpu: "L4", dollarsPerHour: 0.8048, provider: "aws", tier: "on_demand", date: "2026-09-30",
    source: "g6.xlarge, us-east-1, KadirbekSharau/llmplan prices.yaml"),
  ListPrice(
    gpu: "A10G", dollarsPerHour: 1.006, provider: "aws", tier: "on_demand", date: "2026-09-30",
    source: "g5.xlarge, us-east-1, KadirbekSharau/llmplan prices.yaml"),
  ListPrice(
    gpu: "A100-80G-PCIe", dollarsPerHour: 3.673, provider: "azure", tier: "on_demand", date: "2026-11-09",
    source: "Standard_NC24ads_A100_v4, eastus, datareceipts/data-receipts 109-gpu-pricing"),
  ListPrice(
    gpu: "H100-SXM", dollarsPerHour: 12.29, gpus: 8, provider: "azure", tier: "on_demand", date: "2026-11-09",
    source: "Standard_ND96isr_H100_v5, eastus, datareceipts/data-receipts 109-gpu-pricing"),
  ListPrice(
    gpu: "A100-40G-SXM", dollarsPerHour: 3.3996, gpus: 8, provider: "azure", tier: "on_demand",
    date: "2026-11-09",
    source: "Standard_ND96asr_A100_v4, eastus, datareceipts/data-receipts 109-gpu-pricing"),
  ListPrice(
    gpu: "H100-SXM", dollarsPerHour: 10.9791, provider: "gcp", tier: "on_demand_equiv", date: "2026-09-26",
    source: "a3-highgpu-1g, us-central1, tgarg01/silybench-data gpu_prices.csv"),
  ListPrice(
    gpu: "H100-SXM", dollarsPerHour: 6.571, provider: "gcp", tier: "spot", date: "2026-09-26",
    source: "a3-highgpu-1g, us-central1, tgarg01/silybench-data gpu_prices.csv"),
  ListPrice(
    gpu: "B200-SXM", dollarsPerHour: 6.69, gpus: 8, provider: "lambda", tier: "on_demand", date: "2026-09-20",
    source: "8x B200, api-evangelist/lambda-labs"),
  ListPrice(
    gpu: "H100-SXM", dollarsPerHour: 3.99, gpus: 8, provider: "lambda", tier: "on_demand", date: "2026-09-20",
    source: "8x H100 SXM, api-evangelist/lambda-labs"),
  ListPrice(
    gpu: "H100-SXM", dollarsPerHour: 4.29, provider: "lambda", tier: "on_demand", date: "2026-09-30",
    source: "1x H100 SXM, KadirbekSharau/llmplan prices.yaml"),
  ListPrice(
    gpu: "H100-PCIe", dollarsPerHour: 3.29, provider: "lambda", tier: "on_demand", date: "2026-09-25",
    source: "1x H100 PCIe, tgarg01/silybench-data"),
  ListPrice(
    gpu: "A100-80G-SXM", dollarsPerHour: 2.79, gpus: 8, provider: "lambda", tier: "on_demand",
    date: "2026-09-20",
    source: "8x A100 80, api-evangelist/lambda-labs"),
  ListPrice(
    gpu: "A100-40G-SXM", dollarsPerHour: 1.99, gpus: 8, provider: "lambda", tier: "on_demand",
    date: "2026-09-20",
    source: "8x A100 40, api-evangelist/lambda-labs"),
  ListPrice(
    gpu: "RTX-A6000", dollarsPerHour: 1.09, provider: "lambda", tier: "on_demand", date: "catalog v8",
    source: "gpu_1x_a6000, skypilot-org/skypilot-catalog catalogs/v8/lambda/vms.csv"),
  ListPrice(
    gpu: "H100-SXM", dollarsPerHour: 3.99, provider: "runpod", tier: "secure", date: "2026-11-09",
    source: "H100 SXM, datareceipts/data-receipts 109-gpu-pricing"),
  ListPrice(
    gpu: "H100-SXM", dollarsPerHour: 2.69, provider: "runpod", tier: "community", date: "2026-11-09",
    source: "H100 SXM, datareceipts/data-receipts 109-gpu-pricing"),
  ListPrice(
    gpu: "H100-PCIe", dollarsPerHour: 2.89, provider: "runpod", tier: "secure", date: "2026-11-09",
    source: "H100 PCIe, datareceipts/data-receipts 109-gpu-pricing"),
  ListPrice(
    gpu: "H100-PCIe", dollarsPerHour: 1.99, provider: "runpod", tier: "community", date: "2026-11-09",
    source: "H100 PCIe, datareceipts/data-receipts 109-gpu-pricing"),
  ListPrice(
    gpu: "A100-80G-PCIe", dollarsPerHour: 1.79, provider: "runpod", tier: "secure", date: "2026-11-09",
    source: "A100 PCIe, datareceipts/data-receipts 109-gpu-pricing"),
  ListPrice(
    gpu: "A100-80G-PCIe", dollarsPerHour: 1.19, provider: "runpod", tier: "community", date: "2026-11-09",
    source: "A100 PCIe, datareceipts/data-receipts 109-gpu-pricing"),
  ListPrice(
    gpu: "A100-80G-SXM", dollarsPerHour: 1.79, provider: "runpod", tier: "secure", date: "2026-11-09",
    source: "A100 SXM, datareceipts/data-receipts 109-gpu-pricing"),
  ListPrice(
    gpu: "A100-80G-SXM", dollarsPerHour: 1.39, provider: "runpod", tier: "community", date: "2026-11-09",
    source: "A100 SXM, datareceipts/data-receipts 109-gpu-pricing"),
  ListPrice(
    gpu: "A40", dollarsPerHour: 0.44, provider: "runpod", tier: "secure", date: "2026-08-19",
    source: "A40, HF privum/ai-compute-prices"),
  ListPrice(
    gpu: "B200-SXM", dollarsPerHour: 6.79, provider: "runpod", tier: "secure", date: "2026-08-19",
    source: "B200, HF privum/ai-compute-prices"),
  ListPrice(
    gpu: "B200-SXM", dollarsPerHour: 5.98, provider: "runpod", tier: "community", date: "2026-08-19",
    source: "B200, HF privum/ai-compute-prices"),
  ListPrice(
    gpu: "H200-SXM", dollarsPerHour: 4.44, provider: "runpod", tier: "avg", date: "2026-10-24",
    source: "H200, renshuBTC/compute-screener"),
  ListPrice(
    gpu: "RTX-4090", dollarsPerHour: 0.44, provider: "runpod", tier: "avg", date: "2026-09-20",
    source: "RTX 4090, HF gemmozero/ai-energy-futures-2026"),
  ListPrice(
    gpu: "L40S", dollarsPerHour: 0.99, provider: "runpod", tier: "avg", date: "2026-09-20",
    source: "L40S, HF gemmozero/ai-energy-futures-2026"),
  ListPrice(
    gpu: "RTX-4090", dollarsPerHour: 0.25, provider: "io.net", tier: "on_demand", date: "2025-05",
    source: "RTX 4090, IOG-Foundation/llm-inference-benchmarks README"),
  ListPrice(
    gpu: "H100-SXM", dollarsPerHour: 2.4024, provider: "vast", tier: "median", date: "2026-10-19",
    source: "H100 SXM, tgarg01/silybench-data"),
  ListPrice(
    gpu: "A100-80G-SXM", dollarsPerHour: 1.7043, provider: "vast", tier: "median", date: "2026-10-29",
    source: "A100 SXM4, HF lanternworks/gpu-cloud-prices"),
  ListPrice(
    gpu: "RTX-A6000", dollarsPerHour: 0.82, provider: "verda", tier: "on_demand", date: "2026-10-29",
    source: "RTX A6000, HF lanternworks/gpu-cloud-prices"),
  ListPrice(
    gpu: "RTX-A6000", dollarsPerHour: 0.41, provider: "verda", tier: "spot", date: "2026-10-29",
    source: "RTX A6000, HF lanternworks/gpu-cloud-prices"),
  ListPrice(
    gpu: "L40S", dollarsPerHour: 0.941, provider: "verda", tier: "spot", date: "2026-10-29",
    source: "L40S, HF lanternworks/gpu-cloud-prices"),
  ListPrice(
    gpu: "B200-SXM", dollarsPerHour: 5, provider: "akash", tier: "starting_at", date: "2026-09-20",
    source: "B200, api-evangelist/akash"),
  ListPrice(
    gpu: "H200-SXM", dollarsPerHour: 4.45, provider: "akash", tier: "starting_at", date: "2026-09-20",
    source: "H200, api-evangelist/akash"),
  ListPrice(
    gpu: "H100-SXM", dollarsPerHour: 2.71, provider: "akash", tier: "starting_at", date: "2026-09-20",
    source: "H100 SXM5, api-evangelist/akash"),
  ListPrice(
    gpu: "A100-80G-SXM", dollarsPerHour: 1.71, provider: "akash", tier: "starting_at", date: "2026-09-20",
    source: "A100 SXM4, api-evangelist/akash"),
  ListPrice(
    gpu: "RTX-PRO-6000", dollarsPerHour: 2.04, provider: "akash", tier: "starting_at", date: "2026-09-20",
    source: "PRO 6000 SE, api-evangelist/akash"),
  ListPrice(
    gpu: "L40S", dollarsPerHour: 1.5484, provider: "nebius", tier: "on_demand", date: "catalog v8",
    source: "gpu-l40s-a_1gpu-8vcpu-32gb, eu-north1, skypilot-org/skypilot-catalog catalogs/v8/nebius/vms.csv"),
  ListPrice(
    gpu: "H100-SXM", dollarsPerHour: 2.95, provider: "nebius", tier: "on_demand", date: "catalog v8 (older)",
    source:
      "gpu-h100-sxm_1gpu-16vcpu-200gb, eu-north1, skypilot-catalog; 4.50 on 2026-10-24 per compute-screener"),
  ListPrice(
    gpu: "H100-SXM", dollarsPerHour: 1.25, provider: "nebius", tier: "spot", date: "catalog v8 (older)",
    source: "gpu-h100-sxm_1gpu-16vcpu-200gb, eu-north1, skypilot-catalog"),
  ListPrice(
    gpu: "H200-SXM", dollarsPerHour: 3.5, provider: "nebius", tier: "on_demand", date: "catalog v8 (older)",
    source:
      "gpu-h200-sxm_1gpu-16vcpu-200gb, eu-north1, skypilot-catalog; 5.40 on 2026-10-24 per compute-screener"),
  ListPrice(
    gpu: "B200-SXM", dollarsPerHour: 5.5, gpus: 8, provider: "nebius", tier: "on_demand",
    date: "catalog v8 (older)",
    source: "gpu-b200-sxm_8gpu-160vcpu-1792gb, us-central1, skypilot-catalog"),
  ListPrice(
    gpu: "MI300X", dollarsPerHour: 3.75, provider: "planner list", tier: "rough", date: "2026-04",
    source: "llm-d-planner gpu_catalog.json (round numbers, not an offer)"),
  ListPrice(
    gpu: "L40", dollarsPerHour: 2.5, provider: "planner list", tier: "rough", date: "2026-04",
    source: "llm-d-planner gpu_catalog.json (round numbers, not an offer)"),
]
