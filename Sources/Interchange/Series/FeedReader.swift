import Planning

/// Reads a feed of live availability and prices: CSV with the columns gpu, available, price, or JSON.
///
///     gpu,available,price            {"H100": {"available": 6, "price": 2.49}, "L40S": {"available": 0}}
///     H100,6,2.49
///     L40S,0,                        [{"gpu": "H100", "available": 6, "price": 2.49}]
///
/// A name is a pool's, else a GPU type's. Names that the scenario does not have are skipped and reported;
/// figures that a feed does not state stay as they are. A CSV ends in a line feed: without one it may be half
/// written, and is refused.
public enum FeedReader {
  /// A pool's new figures.
  public struct Entry: Sendable, Equatable {
    /// Index of the pool.
    public var pool: Int
    /// GPUs; nil: as they were.
    public var available: Int?
    /// $/h; nil: as it was.
    public var price: Double?
  }

  /// The content of a feed.
  public struct Reading: Sendable, Equatable {
    /// The figures of the scenario's pools, in the feed's order.
    public var entries: [Entry] = []
    /// A line on names that the scenario does not have; nil: there are none.
    public var passedOver: String?
  }

  /// Reads a feed; throws `InputError` or `FileError`.
  public static func read(_ source: SourceFile, scenario: Scenario) throws -> Reading {
    let first = source.text.unicodeScalars.first { !$0.properties.isWhitespace }
    let isJSON = first == "{" || first == "["
    var names = Names(file: source.path, scenario: scenario)
    let entries = isJSON ? try json(source, &names) : try csv(source, &names)
    if entries.isEmpty {
      throw InputError([
        names.unknown.first
          ?? Diagnostic(file: source.path, line: 1, column: 1, message: "states no figures of any pool")
      ])
    }
    return Reading(entries: entries, passedOver: names.passedOver)
  }

  /// The names of a feed: the pools that they stand for, and the unknown names.
  private struct Names {
    let file: String
    let scenario: Scenario
    private(set) var unknown: [Diagnostic] = []

    init(file: String, scenario: Scenario) {
      self.file = file
      self.scenario = scenario
    }

    /// The new figures of the pools that `name` stands for; `key` is the column or key that holds the name,
    /// nil where the name is a key itself.
    mutating func entries(
      _ name: String, _ available: Int?, _ price: Double?, line: Int, column: Int, key: String?
    ) -> [Entry] {
      let pools = pools(name)
      if pools.isEmpty {
        let known = scenario.pools.flatMap { [$0.name, $0.type.name] }
        unknown.append(
          Diagnostic(
            file: file, line: line, column: column, key: key, badValue: name,
            message: "is no pool and no GPU type of the scenario",
            suggestion: Suggestion.nearest(to: name, among: known)))
      }
      guard available != nil || price != nil else { return [] }
      return pools.map { Entry(pool: $0, available: available, price: price) }
    }

    private func pools(_ name: String) -> [Int] {
      let own = scenario.pools.indices.filter { scenario.pools[$0].name == name }
      if !own.isEmpty { return own }
      let type = CatalogueNames.standard.gpu(name)?.name ?? name
      return scenario.pools.indices.filter { scenario.pools[$0].type.name == type }
    }

    /// `feed.csv:3: 'H10' (did you mean 'H100'?) is no pool and no GPU type of the scenario: passed over`.
    var passedOver: String? {
      guard let first = unknown.first else { return nil }
      func named(_ one: Diagnostic) -> String {
        "'\(one.badValue ?? "")'" + (one.suggestion.map { " (did you mean '\($0)'?)" } ?? "")
      }
      let rest = unknown.count - Self.namedAtMost
      let names =
        unknown.prefix(Self.namedAtMost).map(named).joined(separator: ", ")
        + (rest > 0 ? " and \(rest) more" : "")
      let verb = unknown.count == 1 ? "is" : "are"
      return
        "\(first.file):\(first.line): \(names) \(verb) no pool and no GPU type of the scenario: passed over"
    }

    private static let namedAtMost = 4
  }

  private static func csv(_ source: SourceFile, _ names: inout Names) throws -> [Entry] {
    guard source.text.utf8.last == 0x0A else {
      throw FileError(
        path: source.path, reason: "does not end in a line feed: half written?", exitCode: ExitStatus.badData)
    }
    let problems = ProblemList()
    var found: [Entry] = []
    do {
      let table = try CSVTable(
        CSVReader(text: source.text, name: source.path), required: ["gpu"],
        optional: ["available", "price"], ignoresUnknown: true, problems: problems)
      while let row = try table.next() {
        guard let name = table.text("gpu", row) else { continue }
        let count = table.optionalNumber("available", row, in: .whole(0...ScenarioLimits.gpus))
        let price = table.optionalNumber("price", row, in: .notNegative)
        found += names.entries(
          name.text, count.number.map { Int($0) }, price.number, line: name.line, column: name.column,
          key: "gpu")
      }
    } catch let error as InputError {
      problems.add(error)
    }
    try problems.throwIfAny()
    return found
  }

  private static func json(_ source: SourceFile, _ names: inout Names) throws -> [Entry] {
    let root = try JSONParser.parse(source)
    let problems = ProblemList()
    var found: [Entry] = []
    func figures(_ reader: MapReader) -> (available: Int?, price: Double?) {
      (
        reader.has("available") ? reader.integer("available", in: 0...ScenarioLimits.gpus) : nil,
        reader.has("price") ? reader.number("price", in: .notNegative) : nil
      )
    }
    switch root.content {
    case .sequence(let items):
      for item in items {
        guard let reader = MapReader(item, subject: "a GPU", file: source.path, problems: problems),
          let name = reader.name("gpu", isRequired: true)
        else { continue }
        let (available, price) = figures(reader)
        found += names.entries(
          name.text, available, price, line: name.node.line, column: name.node.column, key: "gpu")
      }
    case .mapping(let list):
      for entry in list {
        guard
          let reader = MapReader(
            entry.value, subject: "a GPU", key: entry.key, file: source.path, problems: problems)
        else { continue }
        let (available, price) = figures(reader)
        found += names.entries(entry.key, available, price, line: entry.line, column: entry.column, key: nil)
      }
    case .scalar: break
    }
    try problems.throwIfAny()
    return found
  }

  /// The edits that a feed makes to a scenario; what does not change is left out.
  public static func edits(_ entries: [Entry], of scenario: Scenario) -> [Edit] {
    var edits: [Edit] = []
    for entry in entries {
      let pool = scenario.pools[entry.pool]
      if let count = entry.available, count != pool.available {
        edits.append(Edit(path: EditPath.available(pool: entry.pool).text(in: scenario), value: "\(count)"))
      }
      if let price = entry.price, price != pool.price {
        edits.append(
          Edit(path: EditPath.price(pool: entry.pool).text(in: scenario), value: YAMLText.number(price)))
      }
    }
    return edits
  }
}
