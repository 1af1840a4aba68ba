/// Bytes of a GiB in GB: vendors state memory in GiB, the serving model counts GB (10^9 bytes).
let gigabytesPerGibibyte = 1.073_741_824

extension GPUCatalogue {
  /// Every known type. Rates are dense (no sparsity), memory is what a process can use, links are one direction.
  public static let all: [GPUType] = longKnown + workstation + dataCentre + acceleratorModules

  private static let longKnown: [GPUType] = [
    GPUType(
      name: "RTX-4090", aliases: ["4090", "RTX4090", "GeForce-RTX-4090", "RTX-4090-24GB"],
      memoryGB: 23.99 * gigabytesPerGibibyte,
      bandwidthGBs: 1008, tflops: 165.2, fp8Tflops: 330.3, linkGBs: 32, hasNVLink: false,
      gpusPerMachine: 8, generation: .ada, confidence: "high",
      source: "vendor datasheet; fp8 with fp32 accumulation"),
    GPUType(
      name: "A10G", aliases: ["A10G-24G"], memoryGB: 22.49 * gigabytesPerGibibyte,
      bandwidthGBs: 600, tflops: 70, linkGBs: 10, hasNVLink: false,
      gpusPerMachine: 8, generation: .ampere, confidence: "low",
      source: "AWS instance memory, vendor bandwidth; bf16 disputed (62 to 125); link from measured pipelines"
    ),
    GPUType(
      name: "L4", memoryGB: 22.49 * gigabytesPerGibibyte,
      bandwidthGBs: 300, tflops: 121, fp8Tflops: 242, linkGBs: 32, hasNVLink: false,
      gpusPerMachine: 8, generation: .ada, confidence: "high",
      source: "AIConfigurator 0.12 system files; vendor datasheet"),
    GPUType(
      name: "A40", memoryGB: 44.98 * gigabytesPerGibibyte,
      bandwidthGBs: 696, tflops: 149.7, linkGBs: 32, hasNVLink: false,
      gpusPerMachine: 8, generation: .ampere, confidence: "medium",
      source: "vendor datasheet; usable memory from Vidur"),
    GPUType(
      name: "RTX-A6000", aliases: ["A6000", "RTXA6000", "RTX-A6000-48GB"],
      memoryGB: 47.99 * gigabytesPerGibibyte,
      bandwidthGBs: 768, tflops: 154.8, linkGBs: 32, hasNVLink: false,
      gpusPerMachine: 8, generation: .ampere, confidence: "medium",
      source: "vendor datasheet"),
    GPUType(
      name: "L40", memoryGB: 44.99 * gigabytesPerGibibyte,
      bandwidthGBs: 864, tflops: 181.05, fp8Tflops: 362.1, linkGBs: 32, hasNVLink: false,
      gpusPerMachine: 8, generation: .ada, confidence: "medium",
      source: "vendor datasheet"),
    GPUType(
      name: "L40S", memoryGB: 44.99 * gigabytesPerGibibyte,
      bandwidthGBs: 864, tflops: 362.05, fp8Tflops: 733, linkGBs: 32, hasNVLink: false,
      gpusPerMachine: 8, generation: .ada, confidence: "high",
      source: "AIConfigurator 0.12 system files; vendor datasheet"),
    GPUType(
      name: "RTX-PRO-6000",
      aliases: [
        "RTXPRO6000", "PRO-6000", "RTX-PRO-6000-Server", "RTX-PRO-6000-Blackwell-Server-Edition",
        "RTX-PRO-6000-Blackwell",
      ],
      memoryGB: 95.6 * gigabytesPerGibibyte,
      bandwidthGBs: 1792, tflops: 467.8, fp8Tflops: 935.6, fp4Tflops: 1871.2, linkGBs: 64, hasNVLink: false,
      gpusPerMachine: 8, generation: .blackwell, confidence: "high",
      source: "AIConfigurator 0.12 system files"),
    GPUType(
      name: "A100-40G-SXM",
      aliases: ["A100-40G", "A100-40GB", "A100-40GB-SXM", "A100-SXM4-40GB", "A100-40GB-SXM4"],
      memoryGB: 40 * gigabytesPerGibibyte,
      bandwidthGBs: 1555, tflops: 312, linkGBs: 300, hasNVLink: true,
      gpusPerMachine: 8, generation: .ampere, confidence: "high",
      source: "vendor datasheet"),
    GPUType(
      name: "A100-80G-SXM",
      aliases: [
        "A100", "A100-80G", "A100-80GB", "A100-SXM", "A100-80GB-SXM", "A100-SXM4-80GB", "A100-80GB-SXM4",
      ],
      memoryGB: 80 * gigabytesPerGibibyte,
      bandwidthGBs: 2039, tflops: 312, linkGBs: 300, hasNVLink: true,
      gpusPerMachine: 8, generation: .ampere, confidence: "high",
      source: "AIConfigurator 0.12 system files; vendor datasheet"),
    GPUType(
      name: "A100-80G-PCIe", aliases: ["A100-PCIe", "A100-80GB-PCIe", "A100-PCIe-80GB"],
      memoryGB: 80 * gigabytesPerGibibyte,
      bandwidthGBs: 1935, tflops: 312, linkGBs: 32, hasNVLink: false,
      gpusPerMachine: 8, generation: .ampere, confidence: "high",
      source: "AIConfigurator 0.12 system files"),
    GPUType(
      name: "H100-PCIe", aliases: ["H100-80GB-PCIe", "H100-PCIe-80GB"],
      memoryGB: 79.65 * gigabytesPerGibibyte,
      bandwidthGBs: 2000, tflops: 756.5, fp8Tflops: 1513, linkGBs: 64, hasNVLink: false,
      gpusPerMachine: 8, generation: .hopper, confidence: "high",
      source: "AIConfigurator 0.12 system files"),
    GPUType(
      name: "H100-SXM",
      aliases: [
        "H100", "H100-80GB", "H100-80G-SXM", "H100-SXM5", "H100-80GB-SXM5", "H100-80GB-HBM3",
        "H100-MEGA-80GB",
        "H100-80GB-SXM",
      ],
      memoryGB: 79.65 * gigabytesPerGibibyte,
      bandwidthGBs: 3350, tflops: 989, fp8Tflops: 1979, linkGBs: 450, hasNVLink: true,
      gpusPerMachine: 8, generation: .hopper, confidence: "high",
      source: "AIConfigurator 0.12 system files; vendor datasheet"),
    GPUType(
      name: "H200-SXM", aliases: ["H200", "H200-141GB", "H200-SXM-141GB"],
      memoryGB: 140.4 * gigabytesPerGibibyte,
      bandwidthGBs: 4800, tflops: 989, fp8Tflops: 1979, linkGBs: 450, hasNVLink: true,
      gpusPerMachine: 8, generation: .hopper, confidence: "high",
      source: "AIConfigurator 0.12 system files; vendor datasheet"),
    GPUType(
      name: "B200-SXM", aliases: ["B200", "B200-180GB"], memoryGB: 178 * gigabytesPerGibibyte,
      bandwidthGBs: 7700, tflops: 2250, fp8Tflops: 4500, fp4Tflops: 9000, linkGBs: 900, hasNVLink: true,
      gpusPerMachine: 8, generation: .blackwell, confidence: "high",
      source: "AIConfigurator 0.12 system files; usable memory approximate"),
    GPUType(
      name: "MI300X", aliases: ["MI300X-192GB", "MI300X-OAM"], memoryGB: 191.5 * gigabytesPerGibibyte,
      bandwidthGBs: 5300, tflops: 1307.4, fp8Tflops: 2614.9, linkGBs: 448, hasNVLink: true,
      gpusPerMachine: 8, generation: .cdna3, confidence: "medium",
      source: "vendor datasheet"),
  ]
}
