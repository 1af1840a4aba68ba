import Planning

/// A dashboard session's statement at one time: its scenario, the locked shares and the pools switched off.
public struct SavedStatement: Sendable, Equatable {
  /// The scenario to plan.
  public var scenario: Scenario
  /// Places of the locked shares: a model's, or a model's and its workload type's.
  public var locked: [[Int]]
  /// GPUs that pools switched off offered before, by the pool's place.
  public var switchedOff: [Int: Int]

  /// Creates a statement of a scenario with its locked shares and the pools switched off.
  public init(scenario: Scenario, locked: [[Int]], switchedOff: [Int: Int]) {
    self.scenario = scenario
    self.locked = locked
    self.switchedOff = switchedOff
  }
}

/// A pinned plan as it is kept.
public struct SavedPin: Sendable, Equatable {
  /// Its letter.
  public var letter: String
  /// Its name.
  public var name: String
  /// The statement that it answers.
  public var statement: SavedStatement
  /// The plan.
  public var plan: Plan
  /// Whether it is the planner's answer to its statement.
  public var isOptimum: Bool

  /// Creates a pinned plan.
  public init(letter: String, name: String, statement: SavedStatement, plan: Plan, isOptimum: Bool) {
    self.letter = letter
    self.name = name
    self.statement = statement
    self.plan = plan
    self.isOptimum = isOptimum
  }
}

/// The rest of a session in a file beside its kept scenario: one file, so that a kill leaves all or nothing.
public struct SessionFile: Sendable, Equatable {
  /// Absolute path of the scenario's own file; nil: it has none.
  public var path: String?
  /// The text of that file, or of the sample, as it was read or written last; nil: not known.
  public var text: String?
  /// Where the scenario's paths lead from, from the root, where it has no file of its own; nil: not known.
  public var folder: String?
  /// Files beside the scenario that exist only inside the binary.
  public var embedded: [String]
  /// Locked shares, as in `SavedStatement`.
  public var locked: [[Int]]
  /// Pools switched off, as in `SavedStatement`.
  public var switchedOff: [Int: Int]
  /// The letter that deltas refer to.
  public var reference: String
  /// The pinned plans.
  public var pins: [SavedPin]
  /// Pinned plans that the file holds and that could not be read.
  public private(set) var unreadablePins = 0

  /// Creates the content of a session's file.
  public init(
    path: String?, text: String?, folder: String? = nil, embedded: [String], locked: [[Int]],
    switchedOff: [Int: Int], reference: String, pins: [SavedPin]
  ) {
    self.path = path
    self.text = text
    self.folder = folder
    self.embedded = embedded
    self.locked = locked
    self.switchedOff = switchedOff
    self.reference = reference
    self.pins = pins
  }

  /// The session as JSON: scenarios as YAML, plans as they are saved, both as texts. Paths that lead from `origin` are
  /// written as they lead from `folder`.
  public func json(from origin: SourceFolder, to folder: String) -> String {
    func yaml(_ scenario: Scenario) -> String {
      guard case .disk(let old) = origin else { return ScenarioWriter.text(scenario) }
      return ScenarioWriter.text(scenario, from: old, to: folder)
    }
    let pins = pins.map { pin in
      JSONValue.object(
        [
          ("letter", .text(pin.letter)), ("name", .text(pin.name)), ("optimum", .flag(pin.isOptimum)),
          ("scenario", .text(yaml(pin.statement.scenario))),
          ("plan", .text(PlanJSON.text(pin.plan, title: pin.statement.scenario.title))),
        ] + Self.entries(pin.statement.locked, pin.statement.switchedOff))
    }
    func text(_ value: String?) -> JSONValue { value.map { .text($0) } ?? .null }
    let own: [(key: String, value: JSONValue)] = [
      ("path", text(path)), ("text", text(self.text)), ("folder", text(self.folder)),
      ("embedded", .array(embedded.map { .text($0) })), ("reference", .text(reference)),
      ("pins", .array(pins)),
    ]
    return JSONValue.object(own + Self.entries(locked, switchedOff)).pretty + "\n"
  }

  private static func entries(
    _ locked: [[Int]], _ switchedOff: [Int: Int]
  ) -> [(key: String, value: JSONValue)] {
    let offers = switchedOff.sorted { $0.key < $1.key }
    return [
      ("locked", .array(locked.map { .array($0.map { .integer($0) }) })),
      ("switched_off", .array(offers.map { .array([.integer($0.key), .integer($0.value)]) })),
    ]
  }
}

extension SessionFile {
  /// The path of the scenario's own file alone; nil: it has none, or its path cannot be read.
  public static func scenarioPath(_ source: SourceFile) -> String? {
    guard let tree = try? JSONParser.parse(source) else { return nil }
    return MapReader(tree, subject: "the session", file: source.path, problems: ProblemList())?.lines("path")
  }

  /// Reads a session; the scenarios of its pins lie in `folder`. Throws `InputError` or `FileError`.
  public init(_ source: SourceFile, folder: (SessionFile) -> SourceFolder) throws {
    let problems = ProblemList()
    guard
      let reader = MapReader(
        try JSONParser.parse(source), subject: "the session", file: source.path, problems: problems)
    else { throw InputError(problems.problems) }
    self.init(
      path: reader.lines("path"), text: reader.lines("text"), folder: reader.lines("folder"),
      embedded: reader.list("embedded", mayBeEmpty: true)?.compactMap(\.scalar) ?? [],
      locked: reader.places("locked"), switchedOff: reader.pairs("switched_off"),
      reference: reader.lines("reference") ?? "", pins: [])
    let place = folder(self)
    try problems.throwIfAny()
    for pin in reader.list("pins", mayBeEmpty: true) ?? [] {
      do {
        pins.append(try Self.pin(pin, file: source.path, in: place))
      } catch {
        // A plan of another version must not keep the edits from being read.
        unreadablePins += 1
      }
    }
  }

  private static func pin(_ node: DocumentNode, file: String, in folder: SourceFolder) throws -> SavedPin {
    let problems = ProblemList()
    guard
      let pin = MapReader(node, subject: "a pinned plan", file: file, problems: problems),
      let letter = pin.lines("letter"), let name = pin.lines("name"), let optimum = pin.flag("optimum"),
      let yaml = pin.lines("scenario"), let plan = pin.lines("plan")
    else { throw InputError(problems.problems) }
    let label = "\(file), plan \(letter)"
    let scenario = try ScenarioReader.read(text: yaml, fileName: label, folder: folder)
    let saved = try PlanReader.read(SourceFile(path: label, text: plan)).plan
    let statement = SavedStatement(
      scenario: scenario, locked: pin.places("locked"), switchedOff: pin.pairs("switched_off"))
    // A name may hold what no file's name may, such as the selectors of emoji: shown, it is better than lost.
    let shown = SafeText.printable(name, limit: SafeText.nameLength)
    return SavedPin(letter: letter, name: shown, statement: statement, plan: saved, isOptimum: optimum)
  }
}

extension DocumentNode {
  fileprivate var scalar: String? { if case .scalar(let text, _) = content { text } else { nil } }
}

extension MapReader {
  /// Text over any number of lines; nil where it is missing or null.
  fileprivate func lines(_ key: String) -> String? { hasValue(key) ? value(key)?.scalar : nil }

  /// Lists of whole numbers.
  fileprivate func places(_ key: String) -> [[Int]] {
    (list(key, mayBeEmpty: true) ?? []).map { node in
      guard case .sequence(let items) = node.content else { return [] }
      return items.compactMap { $0.scalar.flatMap { Int($0) } }
    }
  }

  /// Pairs of whole numbers.
  fileprivate func pairs(_ key: String) -> [Int: Int] {
    var result: [Int: Int] = [:]
    for pair in places(key) where pair.count == 2 { result[pair[0]] = pair[1] }
    return result
  }
}
