import Planning

/// Turns a plan into what starts it elsewhere: shell commands, Kubernetes manifests, SkyPilot tasks.
///
/// Every text from the plan is quoted for the language it goes into; a plan file is no place to hide a command.
public enum PlanExport {
  /// The languages.
  public enum Format: String, Sendable, CaseIterable {
    case vllm, kubernetes, skypilot, csv, markdown
  }

  /// The plan in `format`; `title` is the scenario's.
  public static func text(_ plan: Plan, format: Format, title: String? = nil) -> String {
    switch format {
    case .vllm: vllm(plan)
    case .kubernetes: kubernetes(plan)
    case .skypilot: skyPilot(plan)
    case .csv: PlanCSV.encode(plan)
    case .markdown: PlanMarkdown.encode(plan, title: title ?? "")
    }
  }

  /// The parts of one replica that engines are told.
  private struct Shape {
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

  /// A layout that the format cannot express, with the reason.
  private static func note(_ replica: Plan.Replica, _ reason: String) -> String {
    "# \(SafeText.printable(replica.model, limit: 200)) on \(SafeText.printable(replica.layout, limit: 500)): "
      + reason + "\n"
  }

  /// The Hugging Face id of a model that the catalogue knows, else its name.
  private static func repository(_ model: String) -> String {
    CatalogueNames.standard.model(model)?.aliases.first { $0.contains("/") } ?? model
  }

  private static func arguments(_ replica: Plan.Replica, _ shape: Shape) -> [String] {
    var arguments = ["--tensor-parallel-size", "\(shape.stages[0].tp)"]
    arguments += ["--pipeline-parallel-size", "\(shape.stages.count)"]
    switch replica.precision {
    case .bf16: arguments += ["--dtype", "bfloat16"]
    case .fp16: arguments += ["--dtype", "float16"]
    case .fp8: arguments += ["--quantization", "fp8"]
    // Weights of these formats are quantised ahead; the engine reads the method from the model's own files.
    case .int8, .int4: break
    }
    return arguments
  }

  private static func vllm(_ plan: Plan) -> String {
    var text = "#!/bin/sh\n# One command a replica; each names the GPUs it needs.\n"
    for replica in plan.replicas {
      guard let shape = Shape(replica.layout) else {
        text += note(replica, "the layout cannot be read")
        continue
      }
      guard shape.isUniform else {
        text += note(replica, "vLLM needs the same tensor-parallel size in every stage")
        continue
      }
      let words = ["vllm", "serve", shellQuoted(repository(replica.model))] + arguments(replica, shape)
      for copy in 1...max(1, replica.count) {
        text += note(replica, "copy \(copy) of \(replica.count)") + words.joined(separator: " ") + "\n"
      }
    }
    return text
  }

  private static func kubernetes(_ plan: Plan) -> String {
    var documents: [String] = []
    for (index, replica) in plan.replicas.enumerated() {
      guard let shape = Shape(replica.layout) else {
        documents.append(note(replica, "the layout cannot be read"))
        continue
      }
      guard shape.isUniform, shape.pools.count == 1 else {
        documents.append(note(replica, "stages on several pools need a group of pods, not a Deployment"))
        continue
      }
      let name = dnsLabel(replica.model, index: index)
      let words = [repository(replica.model)] + arguments(replica, shape)
      documents.append(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: \(name)
          annotations: {layout: \(yamlQuoted(replica.layout))}
        spec:
          replicas: \(replica.count)
          selector: {matchLabels: {app: \(name)}}
          template:
            metadata: {labels: {app: \(name)}}
            spec:
              nodeSelector: {fleetmix/pool: \(yamlQuoted(shape.stages[0].pool))}
              containers:
                - name: vllm
                  image: vllm/vllm-openai
                  args: [--model, \(words.map(yamlQuoted).joined(separator: ", "))]
                  resources: {limits: {nvidia.com/gpu: \(shape.gpus)}}

        """)
    }
    return documents.joined(separator: "---\n")
  }

  private static func skyPilot(_ plan: Plan) -> String {
    var documents: [String] = []
    for (index, replica) in plan.replicas.enumerated() {
      guard let shape = Shape(replica.layout) else {
        documents.append(note(replica, "the layout cannot be read"))
        continue
      }
      guard shape.isUniform, shape.pools.count == 1 else {
        documents.append(note(replica, "stages on several pools need a cluster each"))
        continue
      }
      let command = ["vllm", "serve", shellQuoted(repository(replica.model))] + arguments(replica, shape)
      documents.append(
        """
        name: \(dnsLabel(replica.model, index: index))
        service:
          readiness_probe: /health
          replicas: \(replica.count)
        resources:
          accelerators: \(yamlQuoted("\(shape.stages[0].pool):\(shape.gpus)"))
          ports: 8000
        run: \(yamlQuoted(command.joined(separator: " ")))

        """)
    }
    return documents.joined(separator: "---\n")
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

  private static func yamlQuoted(_ text: String) -> String { JSONValue.text(text).compact }

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
