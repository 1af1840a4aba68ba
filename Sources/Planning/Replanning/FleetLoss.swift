/// GPUs or whole machines that a pool has lost, as an option states them.
///
///     4xH200            four GPUs of the pool
///     1xmachine:B200    a machine of a pool whose machines have one size
///     2xmachine.8:H100  two machines of eight GPUs of a pool with several sizes
///     H200              all that the pool has
public struct FleetLoss: Sendable, Equatable {
  /// What of the pool is gone.
  enum Part: Sendable, Equatable {
    case all
    case gpus(Int)
    case machines(Int, gpus: Int)
  }

  private static let machine = "machine"

  /// Index of the pool in the scenario.
  let pool: Int
  /// What of it is gone.
  let part: Part

  /// Reads a loss; throws a problem with the nearest pool.
  public init(argument: String, in scenario: Scenario) throws(EditProblem) {
    if let whole = scenario.pools.firstIndex(where: { $0.name == argument }) {
      (pool, part) = (whole, .all)
      return
    }
    func problem(_ message: String, suggestion: String? = nil) -> EditProblem {
      EditProblem(path: argument, message: message, suggestion: suggestion)
    }
    let names = scenario.pools.map(\.name)
    let digits = argument.prefix { $0.isASCII && $0.isNumber }
    let rest = argument.dropFirst(digits.count)
    guard let count = Int(digits), count > 0, rest.hasPrefix("x") else {
      let isNumber = !digits.isEmpty && rest.hasPrefix("x")
      throw problem(
        isNumber
          ? "must lose a whole number of GPUs or machines from 1 on"
          : "must be written 4xPOOL, 1xmachine:POOL or POOL",
        suggestion: Suggestion.nearest(to: argument, among: names))
    }
    var name = String(rest.dropFirst())
    var size: Int?
    var isMachine = false
    if let colon = name.firstIndex(of: ":"), name.hasPrefix(Self.machine) {
      let words = name[..<colon].split(separator: ".", omittingEmptySubsequences: false)
      size = words.count == 2 ? Int(words[1]) : nil
      guard words[0] == Self.machine, words.count == 1 || size != nil else {
        throw problem("must be written 1xmachine:POOL or, for machines of eight, 1xmachine.8:POOL")
      }
      isMachine = true
      name = String(name[name.index(after: colon)...])
    }
    guard let pool = names.firstIndex(of: name) else {
      let nearest = Suggestion.nearest(to: name, among: names)
      throw problem(
        "names no GPU pool", suggestion: nearest.map { argument.dropLast(name.count) + $0 })
    }
    let stated = scenario.pools[pool]
    self.pool = pool
    guard isMachine else {
      guard stated.hasOneStock else {
        throw problem(
          "\(name) is rented in machines of \(Self.sizes(of: stated)) GPUs: state machines, not GPUs",
          suggestion: "1xmachine.\(stated.gpusPerMachine):\(name)")
      }
      guard count <= stated.available else {
        throw problem(
          "\(name) has \(stated.available) GPUs",
          suggestion: stated.available > 0 ? "\(stated.available)x\(name)" : nil)
      }
      part = .gpus(count)
      return
    }
    let machines =
      stated.hasOneStock
      ? [MachineGroup(gpus: stated.gpusPerMachine, count: stated.available / stated.gpusPerMachine)]
      : stated.machines
    let named = size.map { size in machines.filter { $0.gpus == size } } ?? machines
    guard named.count == 1, let group = named.first else {
      throw problem(
        "\(name) has machines of \(Self.sizes(of: stated)) GPUs",
        suggestion: "\(count)xmachine.\(stated.gpusPerMachine):\(name)")
    }
    guard count <= group.count else {
      throw problem(
        "\(name) has \(group.count) machines of \(group.gpus) GPU\(group.gpus == 1 ? "" : "s")",
        suggestion: group.count > 0 ? "\(group.count)x\(argument.dropFirst(digits.count + 1))" : nil)
    }
    part = .machines(count, gpus: group.gpus)
  }

  /// Takes what is lost out of the stock; throws where the stock cannot be what is left.
  public func apply(to scenario: inout Scenario) throws(EditProblem) {
    let stated = scenario.pools[pool]
    let left: [(path: EditPath, count: Int)]
    switch part {
    case .all where stated.hasOneStock: left = [(.available(pool: pool), 0)]
    case .all: left = stated.sizes.map { (.machines(pool: pool, gpus: $0.gpus), 0) }
    case .gpus(let count): left = [(.available(pool: pool), stated.available - count)]
    case .machines(let count, let gpus) where stated.hasOneStock:
      left = [(.available(pool: pool), stated.available - count * gpus)]
    case .machines(let count, let gpus):
      let present = stated.sizes.first { $0.gpus == gpus }?.available ?? 0
      left = [(.machines(pool: pool, gpus: gpus), present - count)]
    }
    let edits = left.map { Edit(path: $0.path.text(in: scenario), value: "\(max(0, $0.count))") }
    // Several losses of one pool may be more than it has.
    if let over = left.first(where: { $0.count < 0 }) {
      throw EditProblem(
        path: over.path.text(in: scenario), message: "cannot lose \(-over.count) more than there are")
    }
    try Edit.apply(edits, to: &scenario)
  }

  private static func sizes(of pool: Pool) -> String {
    let sizes = pool.machineSizes.sorted().map { "\($0)" }
    return sizes.count < 2
      ? sizes.joined() : sizes.dropLast().joined(separator: ", ") + " and " + sizes[sizes.count - 1]
  }
}
