import Planning
import Serving

/// Reads the layout notation: stages joined by `+`, a stage is `POOL*TP`.
public enum LayoutText {
  /// Most pipeline stages of a layout.
  static let mostStages = 64
  /// Largest tensor-parallel degree of a stage.
  static let largestTP = 64

  /// Why a text is no layout of the scenario's pools.
  public struct Failure: Error, Equatable {
    /// The problem, as a sentence part.
    public var message: String
    /// The nearest valid text.
    public var suggestion: String?
  }

  /// Whether the pool name can be part of a layout.
  static func poolNameProblem(_ name: String) -> String? {
    if let problem = SafeText.nameProblem(name) { return problem }
    if let sign = name.first(where: { $0 == "*" || $0 == "+" }) {
      return "must not contain '\(sign)', which layouts are written with"
    }
    return nil
  }

  /// The layout `text` stands for.
  public static func layout(_ text: String, pools: [Pool]) -> Result<Layout, Failure> {
    guard !text.isEmpty else { return .failure(Failure(message: "must name at least one stage")) }
    let parts = text.split(separator: "+", omittingEmptySubsequences: false)
    guard parts.count <= mostStages else {
      return .failure(Failure(message: "has more than \(mostStages) stages"))
    }
    var stages: [Stage] = []
    for part in parts {
      switch stage(String(part), pools: pools) {
      case .failure(let failure): return .failure(failure)
      case .success(let stage): stages.append(stage)
      }
    }
    return .success(Layout(stages: stages))
  }

  private static func stage(_ text: String, pools: [Pool]) -> Result<Stage, Failure> {
    guard let star = text.lastIndex(of: "*") else {
      let isPool = pools.contains { $0.name == text }
      return .failure(
        Failure(
          message: "a stage is written POOL*TP, such as H100*4", suggestion: isPool ? text + "*1" : nil))
    }
    let name = String(text[..<star])
    let degree = text[text.index(after: star)...]
    guard let pool = pools.firstIndex(where: { $0.name == name }) else {
      let names = pools.map(\.name)
      let shown = SafeText.printable(name, limit: SafeText.shownValueLength)
      return .failure(
        Failure(
          message: "names the pool '\(shown)', which the scenario does not have",
          suggestion: Suggestion.nearest(to: name, among: names)))
    }
    let isDigits = !degree.isEmpty && degree.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard isDigits, let tp = Int(degree), (1...largestTP).contains(tp) else {
      return .failure(Failure(message: "the TP after '*' must be a whole number from 1 to \(largestTP)"))
    }
    let machine = pools[pool].gpusPerMachine
    guard tp <= machine else {
      return .failure(
        Failure(message: "TP \(tp) does not fit into a machine of \(name), which has \(machine) GPUs"))
    }
    return .success(Stage(pool: pool, tp: tp))
  }
}
