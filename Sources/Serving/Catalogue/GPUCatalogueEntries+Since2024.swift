extension GPUCatalogue {
  /// Workstation cards and boards without NVLink beyond those above.
  static let workstation: [GPUType] = [
    GPUType(
      name: "RTX-5090", aliases: ["5090", "RTX5090"],
      memoryGB: 31.8 * gigabytesPerGibibyte, bandwidthGBs: 1792, tflops: 209.5, fp8Tflops: 419,
      fp4Tflops: 1676, linkGBs: 64, hasNVLink: false, gpusPerMachine: 8, generation: .blackwell,
      confidence: "high",
      source: "vendor datasheet; rates with fp32 accumulation"),
    GPUType(
      name: "RTX-3090", aliases: ["3090", "RTX3090", "RTX-3090-24GB"],
      memoryGB: 23.99 * gigabytesPerGibibyte, bandwidthGBs: 936, tflops: 71, linkGBs: 32, hasNVLink: false,
      gpusPerMachine: 8, generation: .ampere, confidence: "high",
      source: "vendor datasheet; rate with fp32 accumulation"),
    GPUType(
      name: "RTX-6000-Ada", aliases: ["RTX6000-Ada", "6000-Ada", "RTX-6000-Ada-Generation", "RTX6000ADA"],
      memoryGB: 47.99 * gigabytesPerGibibyte, bandwidthGBs: 960, tflops: 364.25, fp8Tflops: 728.5,
      linkGBs: 32, hasNVLink: false, gpusPerMachine: 8, generation: .ada, confidence: "medium",
      source: "vendor datasheet"),
    GPUType(
      name: "L20", aliases: ["L20-48GB"],
      memoryGB: 44.99 * gigabytesPerGibibyte, bandwidthGBs: 864, tflops: 119.5, fp8Tflops: 239, linkGBs: 32,
      hasNVLink: false, gpusPerMachine: 8, generation: .ada, confidence: "medium",
      source: "vendor datasheet"),
    GPUType(
      name: "A10", aliases: ["A10-24GB"],
      memoryGB: 22.49 * gigabytesPerGibibyte, bandwidthGBs: 600, tflops: 125, linkGBs: 32, hasNVLink: false,
      gpusPerMachine: 8, generation: .ampere, confidence: "high",
      source: "vendor datasheet"),
    GPUType(
      name: "A30", aliases: ["A30-24GB"],
      memoryGB: 24 * gigabytesPerGibibyte, bandwidthGBs: 933, tflops: 165, linkGBs: 32, hasNVLink: false,
      gpusPerMachine: 8, generation: .ampere, confidence: "high",
      source: "AIConfigurator 0.12 system files; pairs may be bridged, which is not counted"),
    GPUType(
      name: "T4", aliases: ["T4-16GB"],
      memoryGB: 14.75 * gigabytesPerGibibyte, bandwidthGBs: 320, tflops: 65, linkGBs: 16, hasNVLink: false,
      gpusPerMachine: 8, generation: .turing, confidence: "high",
      source: "vendor datasheet; it has no bf16, its fp16 rate stands"),
    GPUType(
      name: "A100-40G-PCIe", aliases: ["A100-PCIe-40GB", "A100-40GB-PCIe"],
      memoryGB: 40 * gigabytesPerGibibyte, bandwidthGBs: 1555, tflops: 312, linkGBs: 32, hasNVLink: false,
      gpusPerMachine: 8, generation: .ampere, confidence: "high",
      source: "vendor datasheet"),
  ]

  /// NVIDIA's modules and bridged boards that are linked by NVLink.
  static let dataCentre: [GPUType] = [
    GPUType(
      name: "V100-16G-SXM", aliases: ["V100", "V100-16GB", "V100-SXM2-16GB"],
      memoryGB: 15.77 * gigabytesPerGibibyte, bandwidthGBs: 900, tflops: 125, linkGBs: 150, hasNVLink: true,
      gpusPerMachine: 8, generation: .volta, confidence: "high",
      source: "vendor datasheet; it has no bf16, its fp16 rate stands"),
    GPUType(
      name: "V100-32G-SXM", aliases: ["V100-32GB", "V100-SXM2-32GB", "V100-SXM3-32GB"],
      memoryGB: 31.74 * gigabytesPerGibibyte, bandwidthGBs: 900, tflops: 125, linkGBs: 150, hasNVLink: true,
      gpusPerMachine: 8, generation: .volta, confidence: "high",
      source: "vendor datasheet; it has no bf16, its fp16 rate stands"),
    GPUType(
      name: "A800-80G-SXM", aliases: ["A800", "A800-80GB", "A800-SXM4-80GB"],
      memoryGB: 80 * gigabytesPerGibibyte, bandwidthGBs: 2039, tflops: 312, linkGBs: 200, hasNVLink: true,
      gpusPerMachine: 8, generation: .ampere, confidence: "medium",
      source: "vendor datasheet: an A100 with slower NVLink"),
    GPUType(
      name: "H800-SXM", aliases: ["H800", "H800-80GB"],
      memoryGB: 79.65 * gigabytesPerGibibyte, bandwidthGBs: 3350, tflops: 989, fp8Tflops: 1979, linkGBs: 200,
      hasNVLink: true, gpusPerMachine: 8, generation: .hopper, confidence: "medium",
      source: "vendor datasheet: an H100 with slower NVLink"),
    GPUType(
      name: "H20", aliases: ["H20-96GB", "H20-SXM"],
      memoryGB: 95.6 * gigabytesPerGibibyte, bandwidthGBs: 4000, tflops: 148, fp8Tflops: 296, linkGBs: 450,
      hasNVLink: true, gpusPerMachine: 8, generation: .hopper, confidence: "medium",
      source: "vendor datasheet"),
    GPUType(
      name: "H100-NVL", aliases: ["H100-NVL-94GB"],
      memoryGB: 93.6 * gigabytesPerGibibyte, bandwidthGBs: 3938, tflops: 835.5, fp8Tflops: 1671, linkGBs: 300,
      hasNVLink: true, gpusPerMachine: 2, generation: .hopper, confidence: "medium",
      source: "vendor datasheet; NVLink joins pairs"),
    GPUType(
      name: "H200-NVL", aliases: ["H200-NVL-141GB"],
      memoryGB: 140.4 * gigabytesPerGibibyte, bandwidthGBs: 4800, tflops: 835.5, fp8Tflops: 1671,
      linkGBs: 450, hasNVLink: true, gpusPerMachine: 4, generation: .hopper, confidence: "medium",
      source: "vendor datasheet; NVLink joins four"),
    GPUType(
      name: "GH200", aliases: ["GH200-480GB", "GH200-96GB"],
      memoryGB: 95.6 * gigabytesPerGibibyte, bandwidthGBs: 4000, tflops: 989, fp8Tflops: 1979, linkGBs: 450,
      hasNVLink: true, gpusPerMachine: 1, generation: .hopper, confidence: "medium",
      source: "vendor datasheet, the 96 GB version"),
    GPUType(
      name: "B300-SXM", aliases: ["B300", "B300-288GB"],
      memoryGB: 267 * gigabytesPerGibibyte, bandwidthGBs: 7700, tflops: 2250, fp8Tflops: 4500,
      fp4Tflops: 14000, linkGBs: 900, hasNVLink: true, gpusPerMachine: 8, generation: .blackwell,
      confidence: "medium",
      source: "AIConfigurator 0.12 system files; usable memory approximate"),
    GPUType(
      name: "GB200", aliases: ["GB200-NVL72", "GB200-NVL4"],
      memoryGB: 185.03 * gigabytesPerGibibyte, bandwidthGBs: 8000, tflops: 2500, fp8Tflops: 5000,
      fp4Tflops: 10000, linkGBs: 900, hasNVLink: true, gpusPerMachine: 4, generation: .blackwell,
      confidence: "medium",
      source: "AIConfigurator 0.12 system files"),
    GPUType(
      name: "GB300", aliases: ["GB300-NVL72"],
      memoryGB: 277.5 * gigabytesPerGibibyte, bandwidthGBs: 8000, tflops: 2500, fp8Tflops: 5000,
      fp4Tflops: 15000, linkGBs: 900, hasNVLink: true, gpusPerMachine: 4, generation: .blackwell,
      confidence: "medium",
      source: "AIConfigurator 0.12 system files"),
  ]

  /// AMD's modules, linked by Infinity Fabric.
  static let acceleratorModules: [GPUType] = [
    GPUType(
      name: "MI250", aliases: ["MI250X", "MI250-128GB"],
      memoryGB: 127.96 * gigabytesPerGibibyte, bandwidthGBs: 3277, tflops: 362.1, linkGBs: 150,
      hasNVLink: true,
      gpusPerMachine: 4, generation: .cdna2, confidence: "medium",
      source: "vendor datasheet; the card, whose two dies some tools count as GPUs"),
    GPUType(
      name: "MI325X", aliases: ["MI325X-256GB", "MI325X-OAM"],
      memoryGB: 255.5 * gigabytesPerGibibyte, bandwidthGBs: 6000, tflops: 1307.4, fp8Tflops: 2614.9,
      linkGBs: 448, hasNVLink: true, gpusPerMachine: 8, generation: .cdna3, confidence: "medium",
      source: "vendor datasheet"),
    GPUType(
      name: "MI350X", aliases: ["MI350X-288GB", "MI350X-OAM"],
      memoryGB: 287.5 * gigabytesPerGibibyte, bandwidthGBs: 8000, tflops: 2300, fp8Tflops: 4600,
      fp4Tflops: 9200, linkGBs: 537.6, hasNVLink: true, gpusPerMachine: 8, generation: .cdna4,
      confidence: "medium",
      source: "vendor datasheet"),
    GPUType(
      name: "MI355X", aliases: ["MI355X-288GB", "MI355X-OAM"],
      memoryGB: 287.5 * gigabytesPerGibibyte, bandwidthGBs: 8000, tflops: 2500, fp8Tflops: 5000,
      fp4Tflops: 10000, linkGBs: 537.6, hasNVLink: true, gpusPerMachine: 8, generation: .cdna4,
      confidence: "medium",
      source: "vendor datasheet"),
  ]
}
