import Planning

/// The differences between two scenarios, as far as plans depend on them.
public enum ScenarioDifference {
  /// One text per differing value, such as `budget 20 -> 30`, in the order of the scenario file.
  public static func texts(from old: Scenario, to new: Scenario) -> [String] {
    let (before, after) = (values(of: old), values(of: new))
    let known = Dictionary(after) { first, _ in first }
    let gone = Dictionary(before) { first, _ in first }
    var texts = before.compactMap { path, value -> String? in
      guard known[path] != value else { return nil }
      return "\(path) \(shown(value)) -> \(known[path].map(shown) ?? "none")"
    }
    texts += after.filter { gone[$0.path] == nil }.map { "\($0.path) none -> \(shown($0.value))" }
    if ScenarioDigest.rows(of: old) != ScenarioDigest.rows(of: new) {
      texts.append("profile rows (\(old.profile.count) -> \(new.profile.count))")
    }
    if ScenarioDigest.running(of: old) != ScenarioDigest.running(of: new) {
      texts.append("the running replicas")
    }
    return texts
  }

  private static func shown(_ value: String) -> String {
    SafeText.printable(value, limit: SafeText.shownValueLength)
  }

  /// Every single value with its path, list entries by name.
  private static func values(of scenario: Scenario) -> [(path: String, value: String)] {
    let source = SourceFile(path: "", text: ScenarioDigest.text(of: scenario))
    guard let root = try? YAMLParser.parse(source) else { return [] }
    var values: [(path: String, value: String)] = []
    func visit(_ node: DocumentNode, _ path: String) {
      switch node.content {
      case .scalar(let text, _): values.append((path, text))
      case .mapping(let entries):
        for entry in entries { visit(entry.value, path.isEmpty ? entry.key : "\(path).\(entry.key)") }
      case .sequence(let items):
        for (index, item) in items.enumerated() { visit(item, "\(path).\(item.name ?? "\(index + 1)")") }
      }
    }
    visit(root, "")
    return values
  }
}

extension DocumentNode {
  /// The value of the key `name`.
  fileprivate var name: String? {
    guard case .mapping(let entries) = content,
      case .scalar(let text, _)? = entries.first(where: { $0.key == "name" })?.value.content
    else { return nil }
    return text
  }
}
