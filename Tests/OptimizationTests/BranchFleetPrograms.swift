import Optimization

/// A small fleet: configurations that use GPUs of several pools and serve several workloads.
struct FleetInstance {
  var use: [[Int]] = []
  var cost: [Double] = []
  var rate: [[Double]] = []
  var available: [Int] = []
  var budget = 0.0
  var mix: [Double] = []

  init(seed: UInt64, configurations: Int, pools: Int, workloads: Int, stock: ClosedRange<Int>) {
    var random = SeededGenerator(seed: seed)
    available = (0..<pools).map { _ in Int.random(in: stock, using: &random) }
    let prices = (0..<pools).map { _ in Double(Int.random(in: 20...400, using: &random)) / 100 }
    mix = (0..<workloads).map { _ in Double.random(in: 0.2...1, using: &random) }
    for _ in 0..<configurations {
      var counts = [Int](repeating: 0, count: pools)
      counts[Int.random(in: 0..<pools, using: &random)] = [1, 2, 4].randomElement(using: &random) ?? 1
      if Int.random(in: 0..<4, using: &random) == 0 { counts[Int.random(in: 0..<pools, using: &random)] += 1 }
      let price = zip(counts, prices).reduce(0) { $0 + Double($1.0) * $1.1 }
      use.append(counts)
      cost.append(price)
      let speed = price * Double.random(in: 0.6...1.4, using: &random)
      rate.append((0..<workloads).map { _ in speed * Double.random(in: 0.3...1.7, using: &random) })
    }
    let all = zip(available, prices).reduce(0) { $0 + Double($1.0) * $1.1 }
    budget = (all * Double.random(in: 0.3...0.7, using: &random) * 100).rounded() / 100
  }

  /// Times and the rate z, then the GPUs used of each pool, all replicas and the replicas of each configuration as
  /// integer columns, each equal to a sum of times.
  func projected() -> LinearProgram {
    var program = LinearProgram(name: "projected", sense: .maximize)
    let workloads = mix.count
    let times = addTimes(to: &program)
    let z = program.addColumn(cost: 1, name: "z")
    for workload in 0..<workloads {
      program.addRow(
        lower: 0, upper: .infinity, columns: use.indices.map { times[$0][workload] } + [Int32(z)],
        values: use.indices.map { rate[$0][workload] } + [-mix[workload]])
    }
    for pool in available.indices {
      let users = use.indices.filter { use[$0][pool] > 0 }
      Self.addCount(
        to: &program, most: Double(available[pool]), columns: users.flatMap { times[$0] },
        values: users.flatMap { [Double](repeating: Double(use[$0][pool]), count: workloads) })
    }
    program.addRow(
      lower: 0, upper: budget, columns: use.indices.flatMap { times[$0] },
      values: use.indices.flatMap { [Double](repeating: cost[$0], count: workloads) })
    Self.addCount(
      to: &program, most: .infinity, columns: use.indices.flatMap { times[$0] },
      values: [Double](repeating: 1, count: use.count * workloads))
    for configuration in use.indices {
      Self.addCount(
        to: &program, most: Double(capacity(of: configuration)), columns: times[configuration],
        values: [Double](repeating: 1, count: workloads))
    }
    return program
  }

  /// A row that makes an integer column equal to a sum.
  private static func addCount(
    to program: inout LinearProgram, most: Double, columns: [Int32], values: [Double]
  ) {
    let count = Int32(program.addColumn(upper: most, isInteger: true))
    program.addRow(lower: 0, upper: 0, columns: columns + [count], values: values + [-1])
  }

  /// The same with an integer column for the replicas of each configuration.
  func explicit() -> LinearProgram {
    var program = LinearProgram(name: "explicit", sense: .maximize)
    let workloads = mix.count
    let times = addTimes(to: &program)
    let z = program.addColumn(cost: 1, name: "z")
    let counts = use.indices.map {
      Int32(program.addColumn(upper: Double(capacity(of: $0)), isInteger: true, name: "y\($0)"))
    }
    for workload in 0..<workloads {
      program.addRow(
        lower: 0, upper: .infinity, columns: use.indices.map { times[$0][workload] } + [Int32(z)],
        values: use.indices.map { rate[$0][workload] } + [-mix[workload]])
    }
    for configuration in use.indices {
      program.addRow(
        lower: -.infinity, upper: 0, columns: times[configuration] + [counts[configuration]],
        values: [Double](repeating: 1, count: workloads) + [-1])
    }
    for pool in available.indices {
      program.addRow(
        lower: 0, upper: Double(available[pool]), columns: counts, values: use.map { Double($0[pool]) })
    }
    program.addRow(lower: 0, upper: budget, columns: counts, values: cost)
    return program
  }

  private func addTimes(to program: inout LinearProgram) -> [[Int32]] {
    use.indices.map { configuration in
      mix.indices.map { Int32(program.addColumn(name: "x\(configuration)_\($0)")) }
    }
  }

  /// Most replicas that the pools and the budget leave room for.
  private func capacity(of configuration: Int) -> Int {
    var most = Int(budget / cost[configuration] + 1e-9)
    for (pool, count) in use[configuration].enumerated() where count > 0 {
      most = min(most, available[pool] / count)
    }
    return most
  }
}
