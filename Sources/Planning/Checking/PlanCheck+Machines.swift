import Serving

/// Where the replicas stand.
extension PlanCheck {
  /// Checks that every block of every replica stands whole on a machine that is there; a plan that lists no machines is
  /// placed anew.
  func checkMachines(_ plan: Plan, _ names: ResolvedPlan, _ report: inout CheckReport) {
    guard !plan.machines.isEmpty else {
      let rentsMachines = zip(plan.gpus, fleet.scenario.pools).contains { $0.used > 0 && $1.rentsMachines }
      report.expect(!rentsMachines, "machines: those that are rented whole are missing")
      return checkRoom(plan, names, &report)
    }
    let before = report.problems.count
    checkStock(plan, &report)
    checkBlocks(plan, names, &report)
    // What the list gets wrong may be a fault of the list or of the plan.
    if report.problems.count > before { checkRoom(plan, names, &report) }
  }

  /// $/h of each pool: of the GPUs used, or of the machines listed where they are rented whole.
  func bills(_ plan: Plan, used: [Int]) -> [Double] {
    fleet.scenario.pools.enumerated().map { index, pool in
      guard pool.rentsMachines else { return Double(used[index]) * pool.price }
      return plan.machines.reduce(0) { $0 + ($1.pool == pool.name ? Double($1.count) * $1.costPerHour : 0) }
    }
  }

  /// GPUs of each pool that the replicas take.
  func used(_ plan: Plan, _ names: ResolvedPlan) -> [Int] {
    var used = [Int](repeating: 0, count: fleet.poolCount)
    for (replica, candidate) in zip(plan.replicas, names.candidate) {
      guard let candidate else { continue }
      for pool in used.indices { used[pool] += fleet.use[candidate * used.count + pool] * replica.count }
    }
    return used
  }

  /// $/h of one replica of each entry of the plan: its GPUs' part of the pools' bills.
  func costs(_ plan: Plan, _ names: ResolvedPlan) -> [Double] {
    guard fleet.scenario.rentsMachines else { return names.candidate.map { $0.map { fleet.cost[$0] } ?? 0 } }
    let used = used(plan, names)
    let prices = zip(zip(bills(plan, used: used), used), fleet.scenario.pools).map { bill, pool in
      pool.rentsMachines && bill.1 > 0 ? bill.0 / Double(bill.1) : pool.price
    }
    return names.candidate.map { candidate in
      guard let candidate else { return 0 }
      return prices.indices.reduce(0) { $0 + Double(fleet.use[candidate * prices.count + $1]) * prices[$1] }
    }
  }

  /// Sizes of the blocks of the plan on a pool, by size.
  private func blocks(_ plan: Plan, _ names: ResolvedPlan, pool: Int) -> [Int: Int] {
    var blocks: [Int: Int] = [:]
    for (replica, candidate) in zip(plan.replicas, names.candidate) {
      guard let candidate, replica.count > 0 else { continue }
      for block in fleet.candidates[candidate].blocks where block.pool == pool {
        blocks[block.gpus, default: 0] += replica.count
      }
    }
    return blocks
  }

  /// Places the blocks anew.
  private func checkRoom(_ plan: Plan, _ names: ResolvedPlan, _ report: inout CheckReport) {
    for (index, pool) in fleet.scenario.pools.enumerated() {
      let blocks = blocks(plan, names, pool: index)
      let machines = pool.machines
      report.expect(
        MachineFilling.holds(blocks, machines.map { (gpus: $0.gpus, count: $0.count) }),
        "\(pool.name): no room on its machines (\(Self.text(machines))) for blocks of "
          + "\(Self.text(blocks)); a block never crosses a machine")
    }
  }

  private static func text(_ machines: [MachineGroup]) -> String {
    machines.filter { $0.count > 0 }.map { "\($0.count) of \($0.gpus) GPUs" }.joined(separator: ", ")
  }

  private static func text(_ blocks: [Int: Int]) -> String {
    blocks.sorted { $0.key > $1.key }.map { "\($0.key) GPUs (\($0.value) times)" }.joined(separator: ", ")
  }

  /// The machines listed: in the order of the pools, no more than there are, none overfull.
  private func checkStock(_ plan: Plan, _ report: inout CheckReport) {
    let pools = fleet.scenario.pools
    var last = 0
    var listed = [[Int: Int]](repeating: [:], count: pools.count)
    for (place, machine) in plan.machines.enumerated() {
      func label() -> String { "machine \(place + 1) of \(machine.pool)" }
      guard let pool = pools.firstIndex(where: { $0.name == machine.pool }) else {
        report.expect(false, "\(label()): the scenario has no such pool")
        continue
      }
      report.expect(pool >= last, "\(label()): stands after a later pool's")
      last = max(last, pool)
      report.expect(machine.count > 0, "\(label()): stands for no machine")
      listed[pool][machine.gpus, default: 0] += machine.count
      let used = machine.holds.reduce(0) { $0 + $1.gpus }
      report.expect(machine.holds.allSatisfy { $0.gpus > 0 }, "\(label()): holds a block of no GPUs")
      report.expect(
        used <= machine.gpus, "\(label()): holds \(used) GPUs, but the machine has \(machine.gpus)")
      let whole = pools[pool].sizes.first { $0.gpus == machine.gpus }?.price
      report.equal(
        machine.costPerHour, whole ?? Double(used) * pools[pool].price, "\(label()): cost_per_hour")
    }
    for (pool, sizes) in zip(pools, listed) {
      for (gpus, count) in sizes.sorted(by: { $0.key < $1.key }) {
        let offered = pool.machines.filter { $0.gpus == gpus }.reduce(0) { $0 + $1.count }
        report.expect(
          count <= offered,
          "\(pool.name): \(count) machines of \(gpus) GPUs listed, there are \(offered)")
      }
    }
  }

  /// The key of one replica's blocks on a pool.
  private struct Place: Hashable {
    var replica: Int
    var copy: Int
    var pool: String
  }

  /// The blocks listed: those of every copy of every replica, each once. Of machines that are listed together only the
  /// blocks of all copies are known.
  private func checkBlocks(_ plan: Plan, _ names: ResolvedPlan, _ report: inout CheckReport) {
    let isGrouped = plan.machines.contains { $0.count > 1 }
    var places: [String: [String: Int]] = [:]
    for (index, replica) in plan.replicas.enumerated() where places[replica.model]?[replica.layout] == nil {
      places[replica.model, default: [:]][replica.layout] = index
    }
    /// Blocks by their GPUs.
    var listed: [Place: [Int: Int]] = [:]
    for machine in plan.machines {
      for block in machine.holds {
        guard let replica = places[block.model]?[block.layout],
          (1...max(1, plan.replicas[replica].count)).contains(block.replica)
        else {
          report.expect(
            false, "machines: replica \(block.replica) of \(block.model) on \(block.layout) is not rented")
          continue
        }
        let copy = isGrouped ? 0 : block.replica
        listed[Place(replica: replica, copy: copy, pool: machine.pool), default: [:]][
          block.gpus, default: 0] +=
          machine.count
      }
    }
    for (index, replica) in plan.replicas.enumerated() {
      guard let candidate = names.candidate[index] else { continue }
      let blocks = Dictionary(grouping: fleet.candidates[candidate].blocks) {
        fleet.scenario.pools[$0.pool].name
      }
      let copies = isGrouped ? Array(0..<min(1, replica.count)) : Array(1..<max(1, replica.count + 1))
      for copy in copies {
        for (pool, own) in blocks.sorted(by: { $0.key < $1.key }) {
          let stand = listed.removeValue(forKey: Place(replica: index, copy: copy, pool: pool)) ?? [:]
          let whole = Dictionary(own.map { ($0.gpus, isGrouped ? replica.count : 1) }, uniquingKeysWith: +)
          let who = isGrouped ? "all replicas" : "replica \(copy)"
          report.expect(
            stand == whole,
            "machines: \(who) of \(replica.model) on \(replica.layout) stands in \(pool) as blocks of "
              + "\(Self.text(stand)), should be \(Self.text(whole))")
        }
      }
    }
    report.expect(listed.isEmpty, "machines: blocks stand on pools that their replicas do not use")
  }
}
