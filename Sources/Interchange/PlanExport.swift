import Planning
import Serving

/// Turns a plan into what starts it elsewhere: shell commands, Kubernetes manifests, SkyPilot tasks, routing weights.
///
/// Every text from the plan is quoted for the language it goes into; a plan file is no place to hide a command.
public enum PlanExport {
  /// The languages.
  public enum Format: String, Sendable, CaseIterable {
    case vllm, kubernetes, skypilot, weights, csv, markdown
  }

  /// Port on which an engine listens.
  static let port = 8000
  /// Most GPUs of a machine that a pod or a node may ask for.
  private static let gpusPerMachine = 8

  /// The plan in `format`, replicas that it cannot express left out; `title` is the scenario's.
  public static func text(_ plan: Plan, format: Format, title: String? = nil) -> String {
    switch format {
    case .vllm: vllm(plan)
    case .kubernetes: documents(plan, format, kubernetes)
    case .skypilot: documents(plan, format, skyPilot)
    case .weights: RoutingWeights.json(plan).pretty + "\n"
    case .csv: PlanCSV.encode(plan)
    case .markdown: PlanMarkdown.encode(plan, title: title ?? "")
    }
  }

  /// The replicas that a format cannot express, each with the reason, as a sentence a replica.
  public static func refusals(_ plan: Plan, format: Format) -> [String] {
    plan.replicas.compactMap { replica in
      refusal(replica, format).map { "\(label(replica)): \($0)" }
    }
  }

  /// Why a format cannot express a replica; nil: it can.
  private static func refusal(_ replica: Plan.Replica, _ format: Format) -> String? {
    switch format {
    case .weights, .csv, .markdown: return nil
    case .vllm, .kubernetes, .skypilot: break
    }
    guard let shape = Shape(replica.layout) else { return "the layout cannot be read" }
    guard shape.isUniform else {
      return "vLLM needs the same tensor-parallel size in every stage, and this layout has "
        + shape.stages.map { "\($0.tp)" }.joined(separator: ", ")
    }
    if format == .vllm { return nil }
    if shape.pools.count > 1 {
      return format == .kubernetes
        ? "stages on several pools need a group of pods, not a Deployment"
        : "stages on several pools need a cluster each"
    }
    if shape.gpus > gpusPerMachine { return "\(shape.gpus) GPUs do not fit one machine" }
    return nil
  }

  /// The parts of one replica that engines are told.
  struct Shape {
    let stages: [(pool: String, tp: Int)]

    /// Splits a layout; nil where the text is none.
    init?(_ layout: String) {
      var stages: [(pool: String, tp: Int)] = []
      for part in layout.split(separator: "+") {
        guard let star = part.lastIndex(of: "*"), let tp = Int(part[part.index(after: star)...]), tp > 0
        else {
          return nil
        }
        stages.append((String(part[..<star]), tp))
      }
      guard !stages.isEmpty else { return nil }
      self.stages = stages
    }

    var gpus: Int { stages.reduce(0) { $0 + $1.tp } }
    var isUniform: Bool { Set(stages.map(\.tp)).count == 1 }
    var pools: Set<String> { Set(stages.map(\.pool)) }
  }

  private static func label(_ replica: Plan.Replica) -> String {
    "\(SafeText.printable(replica.model, limit: 200)) on \(SafeText.printable(replica.layout, limit: 500))"
  }

  private static func note(_ replica: Plan.Replica, _ text: String) -> String {
    "# \(label(replica)): \(text)\n"
  }

  /// A document a replica that the format can express, a note for each of the others.
  private static func documents(
    _ plan: Plan, _ format: Format, _ document: (Plan.Replica, Shape, String) -> String
  ) -> String {
    plan.replicas.enumerated().map { index, replica in
      if let reason = refusal(replica, format) { return note(replica, reason) }
      guard let shape = Shape(replica.layout) else { return "" }
      return document(replica, shape, dnsLabel(replica.model, index: index))
    }.joined(separator: "---\n")
  }

  // MARK: vLLM

  /// The Hugging Face id of a model that the catalogue knows, else its name.
  static func repository(_ model: String) -> String {
    CatalogueNames.standard.model(model)?.aliases.first { $0.contains("/") } ?? model
  }

  /// The arguments of `vllm serve` after the model.
  static func arguments(_ replica: Plan.Replica, _ shape: Shape) -> [String] {
    var arguments = ["--tensor-parallel-size", "\(shape.stages[0].tp)"]
    arguments += ["--pipeline-parallel-size", "\(shape.stages.count)"]
    switch replica.precision {
    case .bf16: arguments += ["--dtype", "bfloat16"]
    case .fp16: arguments += ["--dtype", "float16"]
    case .fp8: arguments += ["--quantization", "fp8"]
    // Weights of these formats are quantised ahead; the engine reads the method from the model's own files.
    case .int8, .int4: break
    }
    // GPUs of several machines are one engine's only through Ray.
    if shape.pools.count > 1 || shape.gpus > gpusPerMachine {
      arguments += ["--distributed-executor-backend", "ray"]
    }
    return arguments
  }

  private static func vllm(_ plan: Plan) -> String {
    var text = "#!/bin/sh\n# One command a replica; each names the GPUs it needs.\n"
    for replica in plan.replicas {
      if let reason = refusal(replica, .vllm) {
        text += note(replica, reason)
        continue
      }
      guard let shape = Shape(replica.layout) else { continue }
      let words =
        ["vllm", "serve", shellQuoted(repository(replica.model))] + arguments(replica, shape)
        + ["--port", "\(port)"]
      for copy in 1...max(1, replica.count) {
        text += note(replica, "copy \(copy) of \(replica.count)") + words.joined(separator: " ") + "\n"
      }
    }
    return text
  }

  /// A word that a shell takes as it stands.
  static func shellQuoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: "-_./".utf8.contains(byte)
      }
    }
    if isPlain && !text.isEmpty && !text.hasPrefix("-") { return text }
    // A leading dash would be an option even in quotes.
    let safe = text.hasPrefix("-") ? "./" + text : text
    return "'" + safe.replacing("'", with: "'\\''") + "'"
  }

  /// A YAML string, quoted so that nothing in it has a meaning.
  static func yamlQuoted(_ text: String) -> String { JSONValue.text(text).compact }

  /// A name that Kubernetes and SkyPilot take: lower-case letters, digits, dashes, at most 63.
  static func dnsLabel(_ text: String, index: Int) -> String {
    let isWordByte: (UInt8) -> Bool = {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
    }
    let bytes = text.lowercased().utf8.prefix(40).map { isWordByte($0) ? $0 : UInt8(ascii: "-") }
    return "fleetmix-\(String(decoding: bytes, as: UTF8.self))-\(index + 1)"
  }
}
