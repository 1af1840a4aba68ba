import Planning
import Serving

/// Turns a plan into what starts it elsewhere: shell scripts, Kubernetes manifests, Compose files, SkyPilot tasks,
/// routing weights.
///
/// Every text from the plan is quoted for the language it goes into; a plan file is no place to hide a command.
public enum PlanExport {
  /// The languages.
  public enum Format: String, Sendable, CaseIterable {
    case vllm, sglang, kubernetes, lws, kserve, keda, inferencepool, compose, skypilot, weights, csv, markdown
  }

  /// Port on which an engine listens; copies on one machine take the next ones.
  static let port = 8000

  /// The plan in `format`, replicas that it cannot express left out; `title` is the scenario's.
  ///
  /// - Parameter scenario: the scenario of the plan, where it is known: its workloads give the context length, its
  ///   estimates the engine's limits.
  public static func text(
    _ plan: Plan, format: Format, title: String? = nil, scenario: Scenario? = nil
  ) -> String {
    let exported = ExportedPlan(plan: plan, scenario: scenario)
    switch format {
    case .vllm: return shell(exported, format, .vllm)
    case .sglang: return shell(exported, format, .sglang)
    case .kubernetes, .kserve, .keda:
      let entries = plan.replicas.indices.filter { refusal(exported, $0, format) == nil }
        .compactMap(exported.entry)
      let kinds = exported.machineKinds(plan.replicas.indices.compactMap(exported.entry))
      let isOfNodes = format != .keda && !entries.isEmpty
      return (isOfNodes ? nodeNotes(kinds) : "")
        + documents(exported, format) { entry in
          switch format {
          case .kserve: kserve(entry, kinds)
          case .keda: keda(entry, kinds)
          default: kubernetes(entry, kinds)
          }
        }
    case .lws: return documents(exported, format, leaderWorkerSet)
    case .inferencepool: return notes(exported, format) + inferencePools(accepted(exported, format))
    case .compose:
      return notes(exported, format) + compose(accepted(exported, format), machines: plan.machines.count)
    case .skypilot: return documents(exported, format, skyPilot)
    case .weights: return RoutingWeights.json(plan).pretty + "\n"
    case .csv: return PlanCSV.encode(plan)
    case .markdown: return PlanMarkdown.encode(plan, title: title ?? "")
    }
  }

  /// The replicas that a format cannot express, each with the reason, as one sentence per replica.
  public static func refusals(_ plan: Plan, format: Format, scenario: Scenario? = nil) -> [String] {
    let exported = ExportedPlan(plan: plan, scenario: scenario)
    return plan.replicas.indices.compactMap { index in
      refusal(exported, index, format).map { "\(label(plan.replicas[index])): \($0)" }
    }
  }

  /// Why a format cannot express a replica; nil: it can.
  static func refusal(_ exported: ExportedPlan, _ index: Int, _ format: Format) -> String? {
    switch format {
    case .weights, .csv, .markdown: return nil
    default: break
    }
    guard let entry = exported.entry(index) else { return "the layout cannot be read" }
    guard entry.copies.allSatisfy({ !$0.isEmpty }) else {
      return exported.plan.machines.contains { $0.count > 1 }
        ? "the plan has too many machines to list them one by one" : "the plan's machines hold no copy of it"
    }
    // Engines want one TP for all stages, whatever starts them.
    if let reason = entry.shape.refusal(by: .vllm) ?? entry.checkpoint.refusal ?? entry.arguments.refusal {
      return reason
    }
    switch format {
    case .vllm, .inferencepool: return nil
    case .sglang:
      let sizes = Set(entry.copies.flatMap { $0.map(\.gpus.count) })
      return sizes.count > 1 && entry.isAcross ? "SGLang needs as many GPUs of each machine" : nil
    case .lws: return groupRefusal(entry)
    case .kubernetes, .skypilot:
      let target: ServingTarget = format == .skypilot ? .skypilot : .kubernetes
      return entry.shape.refusal(by: target)
        ?? (entry.isAcross
          ? "its stages stand on several machines: the format lws starts a group of pods" : nil)
    default:
      return entry.isAcross ? "its stages stand on several machines" : nil
    }
  }

  private static func label(_ replica: Plan.Replica) -> String {
    "\(SafeText.printable(replica.model, limit: 200)) on \(SafeText.printable(replica.layout, limit: 500))"
  }

  static func note(_ replica: Plan.Replica, _ text: String) -> String {
    "# \(label(replica)): \(text)\n"
  }

  /// The replicas that a format expresses.
  private static func accepted(_ exported: ExportedPlan, _ format: Format) -> [ExportedPlan.Entry] {
    exported.plan.replicas.indices.filter { refusal(exported, $0, format) == nil }.compactMap(exported.entry)
  }

  /// A note for each replica that a format does not express.
  private static func notes(_ exported: ExportedPlan, _ format: Format) -> String {
    exported.plan.replicas.indices.compactMap { index in
      refusal(exported, index, format).map { note(exported.plan.replicas[index], $0) }
    }.joined()
  }

  /// One document per replica that the format can express, and a note for each of the others.
  private static func documents(
    _ exported: ExportedPlan, _ format: Format, _ document: (ExportedPlan.Entry) -> String
  ) -> String {
    exported.plan.replicas.indices.map { index in
      if let reason = refusal(exported, index, format) { return note(exported.plan.replicas[index], reason) }
      return exported.entry(index).map(document) ?? ""
    }.joined(separator: "---\n")
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

  /// The words of a command as a shell takes them; options are the exports' own.
  static func shellLine(_ words: [String]) -> String {
    words.map { $0.hasPrefix("--") || $0 == "-m" ? $0 : shellQuoted($0) }.joined(separator: " ")
  }

  /// A YAML string, quoted so that nothing in it has a meaning.
  static func yamlQuoted(_ text: String) -> String { JSONValue.text(text).compact }

  /// The same where Kubernetes or Compose reads it, which put variables in the place of `$(NAME)` and `${NAME}`.
  static func literalQuoted(_ text: String) -> String { yamlQuoted(withoutVariables(text)) }

  /// A text whose dollar signs Kubernetes and Compose keep as they are.
  static func withoutVariables(_ text: String) -> String { text.replacing("$", with: "$$") }

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
