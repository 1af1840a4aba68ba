internal import Serving

/// The table of errors by class in the documentation.
package struct AccuracyReport: Sendable {
  /// A line of the table: a class of rows and what another tool's authors state for it.
  package struct Class: Sendable {
    package var name: String
    package var peer: String
    package var contains: @Sendable (Residual) -> Bool
  }

  private let residuals: [Residual]

  /// Creates the report of held-out residuals.
  package init(_ residuals: [Residual]) {
    self.residuals = residuals
  }

  /// Residuals of a class.
  package func residuals(of kind: Class) -> [Residual] { residuals.filter(kind.contains) }

  /// The table in Markdown.
  package var markdown: String {
    var lines = [
      "| class | rows | tokens/s | TPOT | TTFT | AIConfigurator, tokens/s |", "|---|---|---|---|---|---|",
    ]
    for kind in Self.classes {
      let rows = residuals(of: kind)
      let cells = [rows.map(\.rate), rows.compactMap(\.tpot), rows.compactMap(\.ttft)].map {
        ErrorSummary(factors: $0)?.text ?? "-"
      }
      lines.append("| \(kind.name) | \(rows.count) | \(cells.joined(separator: " | ")) | \(kind.peer) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The classes, in the table's order.
  package static let classes: [Class] =
    ["H100", "H200", "B200"].map { gpu in
      let quoted = ["H100": "3.9", "H200": "4.4", "B200": "11.4"][gpu] ?? "-"
      return Class(name: "Llama-3.1-70B fp8, \(gpu)", peer: quoted) {
        $0.row.hasLatencies && $0.row.model.name == "llama-3.1-70b" && $0.row.precision == .fp8
          && $0.row.gpu.name == "\(gpu)-SXM"
      }
    } + [
      Class(name: "Llama-3.1-70B fp4, B200", peer: "-") {
        $0.row.hasLatencies && $0.row.model.name == "llama-3.1-70b" && $0.row.precision == .int4
      },
      Class(name: "dense models, NVLink", peer: "-") {
        $0.row.hasLatencies && $0.row.gpu.hasNVLink && $0.row.model.experts == nil
      },
      Class(name: "models with experts, NVLink", peer: "-") {
        $0.row.hasLatencies && $0.row.gpu.hasNVLink && $0.row.model.experts != nil
      },
      Class(name: "vLLM, NVLink", peer: "-") {
        $0.row.hasLatencies && $0.row.gpu.hasNVLink && $0.row.engine == .vllm
      },
      Class(name: "vLLM, NVLink, below the KV limit", peer: "-") {
        $0.row.hasLatencies && $0.row.gpu.hasNVLink && $0.row.engine == .vllm && $0.saturation < 0.8
      },
      Class(name: "TensorRT-LLM, NVLink", peer: "-") {
        $0.row.hasLatencies && $0.row.gpu.hasNVLink && $0.row.engine == .trtllm
      },
      Class(name: "SGLang, NVLink", peer: "-") {
        $0.row.hasLatencies && $0.row.gpu.hasNVLink && $0.row.engine == .sglang
      },
      Class(name: "Llama-70B bf16, L40S TP x PP, a layout left out", peer: "22") {
        $0.row.gpu.name == "L40S" && $0.row.run == .batch
      },
      Class(name: "Llama-70B bf16, A10G TP x PP, a layout left out", peer: "-") { $0.row.gpu.name == "A10G" },
      Class(name: "RTX 4090, Llama-3-8B", peer: "-") {
        $0.row.gpu.name == "RTX-4090" && $0.row.run == .open && $0.row.model.name == "llama-3-8b"
      },
      Class(name: "RTX 4090, all", peer: "-") { $0.row.gpu.name == "RTX-4090" && $0.row.run == .open },
      Class(name: "H100 PCIe", peer: "-") { $0.row.gpu.name == "H100-PCIe" },
      Class(name: "dense models, NVLink, offline", peer: "-") {
        $0.row.run == .max && $0.row.gpu.hasNVLink && !$0.row.isOnAMD && $0.row.model.experts == nil
      },
      Class(name: "dense models, PCIe TP 1, offline and loops", peer: "-") {
        $0.row.isRecent && !$0.row.gpu.hasNVLink && $0.row.tp == 1 && $0.row.model.experts == nil
      },
      Class(name: "dense models, PCIe TP > 1, offline and loops", peer: "-") {
        $0.row.isRecent && !$0.row.gpu.hasNVLink && $0.row.tp > 1 && $0.row.model.experts == nil
      },
      Class(name: "models with experts, offline and loops", peer: "-") {
        $0.row.isRecent && $0.row.model.experts != nil
      },
      Class(name: "batches and bursts, NVLink, engines of 2024", peer: "-") {
        ($0.row.run == .static || $0.row.run == .burst) && !$0.row.isOnAMD
      },
      Class(name: "MI300X", peer: "-") { $0.row.gpu.name == "MI300X" },
      Class(name: "MI250", peer: "-") { $0.row.gpu.name == "MI250" },
    ]
}
