import Serving

/// A row of the machines: one that replicas stand on, or several next to each other that hold the same; or their sum.
public struct MachineRow: TableRow {
  /// What one GPU of a machine does.
  public enum Slot: Sendable, Equatable {
    /// It serves as part of a replica of a configuration, an index of the plan's replicas; `isFirst` of the GPUs of a
    /// block, `isLast` likewise.
    case taken(replica: Int, isFirst: Bool, isLast: Bool)
    /// It is paid for and idle.
    case idle
    /// It is part of the machine, and not rented.
    case unrented
  }

  /// Whether it is one of many or their sum.
  public var level = TableLevel.item
  /// Name of the pool.
  public var pool: String
  /// GPUs of each machine.
  public var gpus: Int
  /// Machines in the row.
  public var count = 1
  /// The first of them, counted from 1 among the pool's machines of the size.
  public var number = 1
  /// Whether they are rented whole.
  public var isRented: Bool
  /// The GPUs of each, in order.
  public var slots: [Slot] = []
  /// What each holds, in words.
  public var contents = ""
  /// $/h of all.
  public var costPerHour: Double
  /// The cost as it is shown: rounded so that rows add up to the total.
  public var cost: TableValue
  /// GPUs of all that are paid for and idle.
  public var idle = 0
  /// $/h of those.
  public var idleCost = 0.0

  /// `B200 ×8`, or the pool alone where its GPUs are rented one by one.
  public var sizeName: String { isRented ? "\(pool) ×\(gpus)" : pool }

  /// `B200 ×8 #1`, or `12 of B200 ×8`.
  public var name: String {
    guard level == .item else { return pool }
    return count > 1 ? "\(count) of \(sizeName)" : "\(sizeName) #\(number)"
  }

  /// Whether another row's machines hold the same.
  fileprivate func isAlike(_ other: MachineRow) -> Bool {
    pool == other.pool && gpus == other.gpus && slots == other.slots && contents == other.contents
  }
}

/// What a plan pays for beside what its replicas take.
public struct RentedTotals: Sendable, Equatable {
  /// Machines rented whole.
  public var machines = 0
  /// GPUs paid for, of machines and one by one.
  public var gpus = 0
  /// GPUs of rented machines that no replica takes.
  public var idle = 0
  /// $/h of those.
  public var idleCost = 0.0

  /// `3 machines, 24 GPUs, 2 idle`.
  public var text: String {
    let count = machines == 1 ? "1 machine" : "\(machines) machines"
    return "\(count), \(gpus) GPU\(gpus == 1 ? "" : "s")\(idle > 0 ? ", \(idle) idle" : "")"
  }
}

extension Plan {
  /// What is paid for beside what replicas take. Linear in the machines.
  public func rentedTotals(in scenario: Scenario) -> RentedTotals {
    let rented = Set(scenario.pools.filter(\.rentsMachines).map(\.name))
    var totals = RentedTotals(gpus: gpus.reduce(0) { $0 + $1.used })
    for machine in machines where rented.contains(machine.pool) {
      let free = machine.free * machine.count
      totals.machines += machine.count
      totals.idle += free
      totals.idleCost += machine.costPerHour * Double(free) / Double(max(1, machine.gpus))
    }
    totals.gpus += totals.idle
    return totals
  }

  /// Machines of a size that the plan rents of a pool.
  public func rentedMachines(of pool: String, gpus: Int) -> Int {
    machines.reduce(0) { $0 + ($1.pool == pool && $1.gpus == gpus ? $1.count : 0) }
  }

  /// The machines, and the sum of all; `isGrouped` puts those next to each other that hold the same into one row.
  public func machineRows(in scenario: Scenario, isGrouped: Bool) -> (rows: [MachineRow], total: MachineRow) {
    let rented = Set(scenario.pools.filter(\.rentsMachines).map(\.name))
    var places: [String: [String: Int]] = [:]
    for (index, replica) in replicas.enumerated() {
      places[replica.model, default: [:]][replica.layout] = index
    }
    var rows: [MachineRow] = []
    var numbers: [String: Int] = [:]
    for machine in machines {
      var row = machineRow(machine, isRented: rented.contains(machine.pool), places)
      row.number = numbers[row.sizeName, default: 0] + 1
      numbers[row.sizeName, default: 0] += machine.count
      if isGrouped, let last = rows.indices.last, rows[last].isAlike(row) {
        rows[last].count += row.count
        rows[last].costPerHour += row.costPerHour
        rows[last].idle += row.idle
        rows[last].idleCost += row.idleCost
      } else {
        rows.append(row)
      }
    }
    let costs = Apportionment.hundredths(rows.map(\.costPerHour), of: costPerHour)
    for index in rows.indices { rows[index].cost = .figure(rows[index].costPerHour, shown: costs[index]) }
    let totals = rentedTotals(in: scenario)
    var total = MachineRow(
      level: .total, pool: "total", gpus: 0, count: machines.reduce(0) { $0 + $1.count }, isRented: true,
      costPerHour: costPerHour,
      cost: .figure(costPerHour, shown: DecimalText.units(costPerHour, 2) ?? 0))
    total.idle = totals.idle
    total.idleCost = totals.idleCost
    return (rows, total)
  }

  private func machineRow(_ machine: Machine, isRented: Bool, _ places: [String: [String: Int]]) -> MachineRow
  {
    var row = MachineRow(
      pool: machine.pool, gpus: machine.gpus, isRented: isRented,
      costPerHour: machine.costPerHour * Double(machine.count),
      cost: .figure(machine.costPerHour))
    row.count = machine.count
    var parts: [(text: String, count: Int)] = []
    for block in machine.holds {
      let replica = places[block.model]?[block.layout] ?? 0
      for gpu in 0..<max(0, block.gpus) {
        row.slots.append(.taken(replica: replica, isFirst: gpu == 0, isLast: gpu == block.gpus - 1))
      }
      let text = "\(block.gpus) \(block.model)"
      if let place = parts.firstIndex(where: { $0.text == text }) {
        parts[place].count += 1
      } else {
        parts.append((text, 1))
      }
    }
    row.slots += Array(repeating: isRented ? .idle : .unrented, count: max(0, machine.free))
    var texts = parts.map { $0.count > 1 ? "\($0.count) x \($0.text)" : $0.text }
    if isRented {
      row.idle = machine.free * machine.count
      row.idleCost = machine.costPerHour * Double(row.idle) / Double(max(1, machine.gpus))
    }
    if machine.free > 0 { texts.append("\(machine.free) \(isRented ? "free" : "not rented")") }
    row.contents = texts.joined(separator: ", ")
    return row
  }
}

extension TableSchema<MachineRow> {
  /// Where the GPUs of a plan's replicas stand, and what of the machines is idle.
  public static let machines = TableSchema(
    "machines", title: "Machines",
    media: [
      .panel: ["machine", "slots", "cost_per_hour", "idle"],
      .zoom: ["machine", "slots", "holds", "cost_per_hour", "idle", "idle_cost_per_hour"],
      .text: ["pool", "machines", "cost_per_hour", "holds"],
      .page: ["pool", "machines", "cost_per_hour", "holds", "idle", "idle_cost_per_hour"],
      .csv: ["pool", "count", "gpus", "cost_per_hour", "holds", "idle", "idle_cost_per_hour"],
      .json: ["pool", "count", "gpus", "cost_per_hour", "holds", "idle", "idle_cost_per_hour"],
    ],
    [
      .names("machine", "machine", width: ColumnWidth(12, 24)) { .text($0.name) },
      .names("pool", "pool", caption: "Pool") { .text($0.pool) },
      TableColumn("machines", "machines", caption: "Machines", .plain) { .text("\($0.count) of \($0.gpus)") },
      TableColumn("count", "count", .count) { .count($0.count) },
      TableColumn("gpus", "GPUs", .count) { .count($0.gpus) },
      .names("slots", "GPUs", width: ColumnWidth(19, 36)) { .text($0.level == .item ? $0.letters : "") },
      .names(
        "holds", "holds", title: "GPUs taken on each", caption: "GPUs taken on each",
        width: ColumnWidth(24, 44, yields: 3), emphasis: { $0.level == .item ? .muted : nil }
      ) { .text($0.contents) },
      .cost(width: ColumnWidth(8, 10)) { $0.cost },
      TableColumn(
        "idle", "free", title: "idle", caption: "Idle GPUs", .count, width: ColumnWidth(5, 6),
        emphasis: { $0.isRented && $0.idle > 0 ? .warning : .muted }
      ) { $0.isRented ? .count($0.idle) : .missing },
      TableColumn(
        "idle_cost_per_hour", "idle $/h", caption: "Idle $/h", .money, width: ColumnWidth(10, yields: 2),
        emphasis: { $0.idle > 0 ? .warning : .muted }
      ) { $0.isRented ? .figure($0.idleCost) : .missing },
    ])
}

extension MachineRow {
  /// The letters of configurations, in the order of the plan; without O, which looks like a free GPU.
  private static let alphabet = Array("ABCDEFGHIJKLMNPQRSTUVWXYZ")

  /// The letter of a configuration, capital where it takes several GPUs of a machine; those beyond the alphabet share `+`.
  public static func letter(_ replica: Int, isSingle: Bool) -> Character {
    guard alphabet.indices.contains(replica) else { return "+" }
    let letter = alphabet[replica]
    return isSingle ? Character(letter.lowercased()) : letter
  }

  /// Each GPU as a letter, `□` where it is idle and `·` where it is not rented: `AAAAbb□□`.
  public var letters: String { String(slots.map(Self.glyph)) }

  /// The glyph of one GPU.
  public static func glyph(_ slot: Slot) -> Character {
    switch slot {
    case .taken(let replica, let isFirst, let isLast): letter(replica, isSingle: isFirst && isLast)
    case .idle: "□"
    case .unrented: "·"
    }
  }
}
