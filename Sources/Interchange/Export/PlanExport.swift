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

  /// The replicas that a format cannot express, each with the reason, as one sentence per replica.
  public static func refusals(_ plan: Plan, format: Format) -> [String] {
    plan.replicas.compactMap { replica in
      refusal(replica, format).map { "\(label(replica)): \($0)" }
    }
  }

  /// Why a format cannot express a replica; nil: it can.
  private static func refusal(_ replica: Plan.Replica, _ format: Format) -> String? {
    guard let target = ServingTarget(rawValue: format.rawValue) else { return nil }
    guard let shape = ReplicaShape(replica.layout) else { return "the layout cannot be read" }
    return shape.refusal(by: target)
  }

  private static func label(_ replica: Plan.Replica) -> String {
    "\(SafeText.printable(replica.model, limit: 200)) on \(SafeText.printable(replica.layout, limit: 500))"
  }

  private static func note(_ replica: Plan.Replica, _ text: String) -> String {
    "# \(label(replica)): \(text)\n"
  }

  /// One document per replica that the format can express, and a note for each of the others.
  private static func documents(
    _ plan: Plan, _ format: Format, _ document: (Plan.Replica, ReplicaShape, String) -> String
  ) -> String {
    plan.replicas.enumerated().map { index, replica in
      if let reason = refusal(replica, format) { return note(replica, reason) }
      guard let shape = ReplicaShape(replica.layout) else { return "" }
      return document(replica, shape, dnsLabel(replica.model, index: index))
    }.joined(separator: "---\n")
  }

  // MARK: vLLM

  /// The Hugging Face id that a replica serves. Plans of earlier versions name none: then the model's name where it is
  /// one, else the catalogue's.
  static func repository(_ replica: Plan.Replica) -> String {
    if let checkpoint = replica.checkpoint { return checkpoint }
    if replica.model.contains("/") { return replica.model }
    return CatalogueNames.standard.model(replica.model)?.repository(for: replica.precision) ?? replica.model
  }

  /// Whether its weights are in FP8 already, so that the engine need not quantise them.
  private static func isInFP8(_ repository: String) -> Bool {
    CatalogueNames.standard.model(repository)?.isInFP8(repository)
      ?? repository.lowercased().contains("fp8")
  }

  /// The arguments of `vllm serve` after the model.
  static func arguments(_ replica: Plan.Replica, _ shape: ReplicaShape) -> [String] {
    var arguments = ["--tensor-parallel-size", "\(shape.stages[0].tp)"]
    arguments += ["--pipeline-parallel-size", "\(shape.stages.count)"]
    switch replica.precision {
    case .bf16: arguments += ["--dtype", "bfloat16"]
    case .fp16: arguments += ["--dtype", "float16"]
    case .fp8: if !isInFP8(repository(replica)) { arguments += ["--quantization", "fp8"] }
    // Weights of these formats are quantised ahead; the engine reads the method from the model's own files.
    case .int8, .int4: break
    }
    // GPUs of several machines are one engine's only through Ray.
    if shape.pools.count > 1 || shape.gpus > ReplicaShape.gpusPerMachine {
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
      guard let shape = ReplicaShape(replica.layout) else { continue }
      let words =
        ["vllm", "serve", shellQuoted(repository(replica))] + arguments(replica, shape)
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
