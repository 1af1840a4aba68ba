import Planning

/// Tasks for SkyPilot.
extension PlanExport {
  /// A SkyPilot service of all copies of a replica.
  static func skyPilot(_ entry: ExportedPlan.Entry) -> String {
    let command = shellLine(entry.words(.vllm) + ["--port", "\(port)"])
    let pool = entry.shape.stages[0].pool
    let type = entry.arguments.scenario?.pools.first { $0.name == pool }?.type.name ?? pool
    return """
      name: \(entry.name)
      service:
        readiness_probe: {path: /health, initial_delay_seconds: \(startupSeconds)}
        replicas: \(entry.replica.count)
      resources:
        accelerators: \(yamlQuoted("\(accelerator(type)):\(entry.shape.gpus)"))
        ports: \(port)
      setup: pip install vllm
      run: \(yamlQuoted(command))

      """
  }

  /// The catalogue's name of a GPU as SkyPilot writes it; other names as they are, without what would end the name.
  private static func accelerator(_ name: String) -> String {
    let names = [
      "RTX-4090": "RTX4090", "RTX-A6000": "RTXA6000", "RTX-PRO-6000": "RTXPRO6000", "A100-40G-SXM": "A100",
      "A100-80G-SXM": "A100-80GB", "A100-80G-PCIe": "A100-80GB", "H100-PCIe": "H100", "H100-SXM": "H100",
      "H200-SXM": "H200", "B200-SXM": "B200",
    ]
    let type = CatalogueNames.standard.gpu(name)?.name ?? name
    return names[type] ?? labelValue(type)
  }

  /// A text that may be the value of a label: letters, digits, `-`, `_` and `.`, at most 63, a letter or digit at
  /// both ends.
  static func labelValue(_ text: String) -> String {
    func isWord(_ byte: UInt8) -> Bool {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
        || (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    let bytes = text.utf8.prefix(63).map { isWord($0) || "-_.".utf8.contains($0) ? $0 : UInt8(ascii: "-") }
    let trimmed = bytes.drop { !isWord($0) }.reversed().drop { !isWord($0) }.reversed()
    return trimmed.isEmpty ? "pool" : String(decoding: Array(trimmed), as: UTF8.self)
  }
}
