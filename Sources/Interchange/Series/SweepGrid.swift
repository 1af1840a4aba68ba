import Planning

/// The scenarios of a sweep: values of some paths, every combination of them or random samples.
///
///     vary:
///       budget: [15, 30, 60]                                  # these values
///       gpus.H100.available: {from: 0, to: 8, count: 5}       # evenly spaced
///       gpus.H100.price: {from: 2.5, to: 3.5}                 # anywhere between, for samples
///       bands.each: {from: -1, to: 1}                         # each kind of replica by itself in its error band
///     samples: 2000                                           # left out: every combination
///     seed: 7
///
/// A scenario's values depend on its number alone. Combinations count the last path fastest.
public struct SweepGrid: Sendable, Equatable {
  /// The values of one path.
  enum Values: Sendable, Equatable {
    case list([String])
    case between(Double, Double)
  }

  /// One path with its values.
  struct Axis: Sendable, Equatable {
    var path: String
    var values: Values
    /// Whether the path takes whole numbers.
    var isWhole: Bool
  }

  /// Most scenarios of a sweep.
  static let limit = 10_000_000
  /// Most values of one path.
  private static let valueLimit = 100_000

  let axes: [Axis]
  let seed: Int
  let isSampled: Bool
  /// Number of scenarios.
  public let count: Int
  /// The paths that vary, in the file's order.
  public var paths: [String] { axes.map(\.path) }

  /// Reads the grid in the file at `path`; every value is tried on `scenario`.
  public static func read(path: String, scenario: Scenario) throws -> SweepGrid {
    try SweepGrid(SourceFile.read(path), scenario: scenario)
  }

  /// Reads a grid; throws `InputError` with all problems.
  public init(_ source: SourceFile, scenario: Scenario) throws {
    let root = try YAMLParser.parse(source)
    let problems = ProblemList()
    guard let map = MapReader(root, subject: "the grid", file: source.path, problems: problems) else {
      throw InputError(problems.problems)
    }
    let samples = map.integer("samples", in: 1...Self.limit)
    let seed = map.integer("seed", in: 0...Int(Int32.max))
    var axes: [Axis] = []
    if let vary = map.map("vary", subject: "vary", isRequired: true) {
      for path in vary.keys {
        guard let node = vary.value(path) else { continue }
        if path == BandPaths.each {
          axes += Self.axesOfKinds(node, vary, isSampled: samples != nil, scenario: scenario)
        } else if let axis = Self.axis(path, node, vary, isSampled: samples != nil, scenario: scenario) {
          axes.append(axis)
        }
      }
      if vary.keys.isEmpty { map.add(at: vary.node, key: "vary", "must name at least one path") }
    }
    map.finish()
    var count = 1
    for axis in axes {
      if case .list(let values) = axis.values {
        count = count > Self.limit ? count : count * values.count
      }
    }
    if samples == nil && count > Self.limit {
      map.add(at: root, key: "vary", "has more than \(Self.limit) combinations; ask for samples instead")
    }
    try problems.throwIfAny()
    self.axes = axes
    self.seed = seed ?? 0
    isSampled = samples != nil
    self.count = samples ?? count
  }

  /// An axis for each kind of replica whose figures may be off, all with the same values.
  private static func axesOfKinds(
    _ node: DocumentNode, _ reader: MapReader, isSampled: Bool, scenario: Scenario
  ) -> [Axis] {
    guard let shared = axis(BandPaths.all, node, reader, isSampled: isSampled, scenario: scenario) else {
      return []
    }
    let kinds = scenario.uncertainKinds
    if kinds.isEmpty {
      reader.add(at: node, key: BandPaths.each, "moves nothing: no figure of the scenario has an error band")
    }
    return kinds.map { Axis(path: BandPaths.path($0), values: shared.values, isWhole: false) }
  }

  private static func axis(
    _ path: String, _ node: DocumentNode, _ reader: MapReader, isSampled: Bool, scenario: Scenario
  ) -> Axis? {
    let resolved = EditPath(path, in: scenario)
    let isWhole =
      switch resolved {
      case .available, .machines: true
      default: false
      }
    let before = reader.problems.problems.count
    let values: Values?
    switch node.content {
    case .sequence(let items):
      if items.isEmpty { reader.add(at: node, key: path, "must have at least one value") }
      values = .list(
        items.compactMap { item in
          guard case .scalar(let text, let isPlain) = item.content else {
            reader.add(at: item, key: path, "must be a value", bad: item.shown)
            return nil
          }
          test(path, text, isNumber: isPlain, at: item, reader, scenario)
          return text
        })
    case .mapping:
      guard
        let range = MapReader(node, subject: path, key: path, file: reader.file, problems: reader.problems)
      else { return nil }
      let from = range.number("from", in: .finite, isRequired: true)
      let to = range.number("to", in: .finite, isRequired: true)
      let count = range.integer("count", in: 1...valueLimit, isRequired: !isSampled)
      range.finish()
      guard let from, let to else { return nil }
      if from > to { range.add(at: node, key: "from", "must not be above 'to'", bad: "\(from)") }
      for end in [from, to] { test(path, text(end, isWhole), isNumber: true, at: node, reader, scenario) }
      if let count {
        values = .list(evenly(from, to, count).map { text($0, isWhole) })
      } else {
        values = .between(from, to)
      }
    case .scalar(let text, let isPlain):
      test(path, text, isNumber: isPlain, at: node, reader, scenario)
      values = .list([text])
    }
    guard reader.problems.problems.count == before else { return nil }
    return values.map { Axis(path: path, values: $0, isWhole: isWhole) }
  }

  /// Notes the problem of a value that the scenario would not take.
  private static func test(
    _ path: String, _ text: String, isNumber: Bool, at node: DocumentNode, _ reader: MapReader,
    _ scenario: Scenario
  ) {
    var trial = scenario
    do throws(EditProblem) {
      if isNumber, let problem = EditPath(path, in: scenario)?.refusal(ofNumber: text, in: scenario) {
        throw problem
      }
      try Edit(path: path, value: text).apply(to: &trial)
    } catch {
      reader.add(at: node, key: path, error.message, bad: error.badValue, suggestion: error.suggestion)
    }
  }

  private static func evenly(_ from: Double, _ to: Double, _ count: Int) -> [Double] {
    count == 1 ? [from] : (0..<count).map { from + (to - from) * Double($0) / Double(count - 1) }
  }

  private static func text(_ value: Double, _ isWhole: Bool) -> String {
    YAMLText.number(isWhole ? value.rounded() : value)
  }

  // MARK: Scenarios

  /// The values that scenario `index`, from 0, sets.
  public func edits(_ index: Int) -> [Edit] {
    var rest = index
    var random = SampleStream(seed: seed, index: index)
    var edits: [Edit] = []
    for axis in axes.reversed() {
      let value: String
      switch axis.values {
      case .list(let values) where isSampled: value = values[random.below(values.count)]
      case .list(let values):
        value = values[rest % values.count]
        rest /= values.count
      case .between(let low, let high):
        // Whole numbers are equally likely, the ends included.
        let drawn =
          axis.isWhole ? low + Double(random.below(Int(high - low) + 1)) : low + (high - low) * random.unit()
        value = Self.text(drawn, axis.isWhole)
      }
      edits.append(Edit(path: axis.path, value: value))
    }
    return edits.reversed()
  }

  /// Scenario `index`; throws `EditProblem` where the values do not go together.
  public func scenario(_ index: Int, of base: Scenario) throws -> Scenario {
    var scenario = base
    try Edit.apply(edits(index), to: &scenario)
    return scenario
  }

  /// The scenarios of shard `shard`, from 1, of `shards`: consecutive whole chunks, so that shards one after the
  /// other are the whole.
  public func range(shard: Int, of shards: Int) -> Range<Int> {
    let chunks = (count + SweepSolver.chunk - 1) / SweepSolver.chunk
    func start(_ shard: Int) -> Int { min(count, chunks * shard / shards * SweepSolver.chunk) }
    return start(shard - 1)..<start(shard)
  }
}

/// Random numbers of one scenario (SplitMix64; Steele, Lea & Flood, OOPSLA 2014): they depend on seed and number alone.
private struct SampleStream {
  private var state: UInt64

  init(seed: Int, index: Int) {
    state = UInt64(truncatingIfNeeded: seed) &* 0xD1B5_4A32_D192_ED03 &+ UInt64(index)
    // Neighbouring states give related first numbers.
    for _ in 0..<2 { state = next() }
  }

  private mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// From 0 to below 1.
  mutating func unit() -> Double { Double(next() >> 11) / Double(1 << 53) }

  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(1, count))) }
}
