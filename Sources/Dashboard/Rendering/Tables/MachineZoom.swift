import Planning

/// The GPUs of a machine, one after the other: a letter a configuration in the hue of its model, a line between the GPUs
/// of one block.
///
///     ▕A─A─A─A B─B c □▏
struct MachineStrip {
  /// Roles of the models, in the scenario's order; those beyond take turns.
  private static let hues: [Role] = [.fill, .ref, .good, .changed, .est]

  /// The hue of each of the plan's replicas, by whose place letters are given.
  private let hues: [Role]
  /// Those of which no machine holds several GPUs together.
  private let isSingle: [Bool]

  init(_ plan: Plan, _ scenario: Scenario) {
    hues = plan.replicas.map { replica in
      let model = scenario.models.firstIndex { $0.name == replica.model } ?? 0
      return Self.hues[model % Self.hues.count]
    }
    let large = plan.machines.flatMap(\.holds).filter { $0.gpus > 1 }
    let several = Set(large.map { [$0.model, $0.layout] })
    isSingle = plan.replicas.map { !several.contains([$0.model, $0.layout]) }
  }

  /// The hue of a configuration's model.
  func hue(_ replica: Int) -> Role { hues.indices.contains(replica) ? hues[replica] : .text }

  /// The letter of a configuration.
  func letter(_ replica: Int) -> Character {
    MachineRow.letter(replica, isSingle: isSingle.indices.contains(replica) && isSingle[replica])
  }

  /// Columns of a machine's GPUs with blanks between them, and without.
  static func width(gpus: Int, isAiry: Bool) -> Int { isAiry ? 2 * gpus + 1 : gpus + 2 }

  /// The pieces of a row's GPUs; `isAiry` leaves room between them.
  func spans(_ row: MachineRow, isAiry: Bool) -> [Span] {
    var spans = [Span("▕", CellStyle(.rule))]
    for (place, slot) in row.slots.enumerated() {
      var style = CellStyle(.muted)
      var isJoined = false
      switch slot {
      case .taken(let replica, _, let isLast):
        style = CellStyle(hue(replica), bold: true)
        isJoined = !isLast
      case .idle: style = CellStyle(.warn)
      case .unrented: style = CellStyle(.rule)
      }
      spans.append(Span(String(MachineRow.glyph(slot)), style))
      if isAiry, place < row.slots.count - 1 {
        spans.append(isJoined ? Span("─", CellStyle(style.role)) : Span(" "))
      }
    }
    return spans + [Span("▏", CellStyle(.rule))]
  }
}

extension DataTable {
  /// Machines from which on those that hold the same share a row where they are listed.
  private static let mostSingle = 200
  /// Columns of what a machine holds, at most.
  private static let widestContents = 58

  /// The machines of a plan: what stands on each, what it costs and what of it is idle.
  static func machines(of plan: Plan, _ scenario: Scenario) -> DataTable {
    let isGrouped = plan.machines.count > mostSingle
    var table = machines(of: plan, scenario, in: .zoom, isGrouped: isGrouped)
    table.title = "MACHINES"
    table.note = "\(plan.rentedTotals(in: scenario).text) · a letter a row of the plan, □ idle, · not rented"
    return table
  }

  /// The same in a medium of the screen.
  static func machines(
    of plan: Plan, _ scenario: Scenario, in medium: TableMedium, isGrouped: Bool, widths: [String: Int] = [:]
  ) -> DataTable {
    let (rows, total) = plan.machineRows(in: scenario, isGrouped: isGrouped)
    let strip = MachineStrip(plan, scenario)
    let most = rows.map(\.slots.count).max() ?? 0
    let schema = TableSchema.machines
    let room = (widths["slots"] ?? schema.columns.first { $0.head.key == "slots" }?.head.width.most ?? 0) - 2
    let isAiry = MachineStrip.width(gpus: most, isAiry: true) <= room
    var longest = ["machine": (rows.map(\.name.count).max() ?? 0) + 1]
    longest["slots"] = MachineStrip.width(gpus: most, isAiry: isAiry) + 2
    var widths = widths
    // What a machine holds is not cut while its row fits a screen of usual width.
    if medium == .zoom { widths["holds"] = min(widestContents, (rows.map(\.contents.count).max() ?? 0) + 2) }
    var table = DataTable(
      schema, in: medium, longest: longest, widths: widths, sections: [TableSection(rows: rows)],
      total: total
    ) { row in
      Remarks(id: "\(row.sizeName) \(row.number)", detail: row.detail(of: plan))
    }
    for (place, row) in rows.enumerated() {
      guard let column = table.columns.firstIndex(where: { $0.head == schema.slotsHead }) else { break }
      table.sections[0].rows[place].cells[column].spans = strip.spans(row, isAiry: isAiry)
    }
    return table
  }
}

extension TableSchema<MachineRow> {
  /// The heading of the column of GPUs.
  fileprivate var slotsHead: String { columns.first { $0.head.key == "slots" }?.head.head ?? "" }
}

extension MachineRow {
  /// One sentence on the machine: the configurations on it by their letters.
  fileprivate func detail(of plan: Plan) -> String {
    var seen: [Int] = []
    var texts: [String] = []
    for slot in slots {
      guard case .taken(let replica, let isFirst, let isLast) = slot, !seen.contains(replica),
        plan.replicas.indices.contains(replica)
      else { continue }
      seen.append(replica)
      let letter = Self.letter(replica, isSingle: isFirst && isLast)
      texts.append("\(letter) \(plan.replicas[replica].layout) of \(plan.replicas[replica].model)")
    }
    let bill = "\(Numbers.fixed(costPerHour, 2)) \(Quantity.money.unit)"
    let idleText = idle > 0 ? ", \(idle) idle for \(Numbers.fixed(idleCost, 2)) \(Quantity.money.unit)" : ""
    return "\(name): \(texts.joined(separator: " · ")) · \(bill)\(idleText)"
  }
}
