import Planning

/// Reads a feed of live availability and prices: CSV with the columns gpu, available, price, or JSON.
///
///     gpu,available,price            {"H100": {"available": 6, "price": 2.49}, "L40S": {"available": 0}}
///     H100,6,2.49
///     L40S,0,                        [{"gpu": "H100", "available": 6, "price": 2.49}]
///
/// A name is a pool's, else a GPU type's. Names that the scenario does not have are passed over; what a feed does not
/// say stays as it is. A CSV ends in a line feed: without one it may be half written, and is refused.
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

  /// Reads the feed in the file at `path`; throws `InputError` or `FileError`.
  public static func read(path: String, scenario: Scenario) throws -> [Entry] {
    try read(SourceFile.read(path), scenario: scenario)
  }

  /// Reads a feed; throws `InputError` or `FileError`.
  public static func read(_ source: SourceFile, scenario: Scenario) throws -> [Entry] {
    let first = source.text.unicodeScalars.first { !$0.properties.isWhitespace }
    let entries =
      first == "{" || first == "[" ? try json(source, scenario) : try csv(source, scenario)
    if entries.isEmpty {
      throw InputError([
        Diagnostic(
          file: source.path, line: 1, column: 1, message: "names no pool and no GPU type of the scenario")
      ])
    }
    return entries
  }

  /// The pools of a name.
  private static func pools(_ name: String, _ scenario: Scenario) -> [Int] {
    let own = scenario.pools.indices.filter { scenario.pools[$0].name == name }
    if !own.isEmpty { return own }
    let type = CatalogueNames.standard.gpu(name)?.name ?? name
    return scenario.pools.indices.filter { scenario.pools[$0].type.name == type }
  }

  private static func entries(
    _ name: String, _ available: Int?, _ price: Double?, _ scenario: Scenario
  ) -> [Entry] {
    guard available != nil || price != nil else { return [] }
    return pools(name, scenario).map { Entry(pool: $0, available: available, price: price) }
  }

  private static func csv(_ source: SourceFile, _ scenario: Scenario) throws -> [Entry] {
    guard source.text.utf8.last == 0x0A else {
      throw FileError(
        path: source.path, reason: "does not end in a line feed: half written?", exitCode: ExitCode.badData)
    }
    let problems = ProblemList()
    var found: [Entry] = []
    do {
      let table = try CSVTable(
        CSVReader(text: source.text, name: source.path), required: ["gpu"],
        optional: ["available", "price"], ignoresUnknown: true, problems: problems)
      while let row = try table.next() {
        guard let name = table.text("gpu", row)?.text else { continue }
        let count = table.optionalNumber("available", row, in: .whole(0...ScenarioLimits.gpus))
        let price = table.optionalNumber("price", row, in: .notNegative)
        found += entries(name, count.number.map { Int($0) }, price.number, scenario)
      }
    } catch let error as InputError {
      problems.add(error)
    }
    try problems.throwIfAny()
    return found
  }

  private static func json(_ source: SourceFile, _ scenario: Scenario) throws -> [Entry] {
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
          let name = reader.name("gpu", isRequired: true)?.text
        else { continue }
        let (available, price) = figures(reader)
        found += entries(name, available, price, scenario)
      }
    case .mapping(let list):
      for entry in list {
        guard
          let reader = MapReader(
            entry.value, subject: "a GPU", key: entry.key, file: source.path, problems: problems)
        else { continue }
        let (available, price) = figures(reader)
        found += entries(entry.key, available, price, scenario)
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
