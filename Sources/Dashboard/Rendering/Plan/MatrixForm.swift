import Planning

/// The form of the matrix of workload types beside a table's rows.
enum MatrixForm: Sendable, Equatable {
  /// Figures in cells of this many columns.
  case cells(Int)
  /// One glyph per workload type.
  case glyphs
  case none

  /// Columns of a cell whose workload type has a long name; wider, figures would be too far apart.
  static let widestCell = 12
  /// Columns of the narrowest cell, and of one in which figures have some air.
  static let narrowestCell = 4
  static let airyCell = 5
  /// Blank columns before glyphs.
  private static let glyphGap = 2

  /// The form in which a matrix of a plan's workload types fits in `room`.
  init(of table: PlanTable, room: Int) {
    let columns = table.columnCount
    let longest = table.scenario.models.flatMap { $0.workloads.map(\.name.count) }.max() ?? 0
    let wanted = min(Self.widestCell, max(Self.airyCell, longest + 1))
    let width = stride(from: wanted, through: Self.narrowestCell, by: -1).first { columns * $0 <= room }
    if columns == 0 {
      self = .none
    } else if let width {
      self = .cells(width)
    } else {
      self = columns + Self.glyphGap <= room ? .glyphs : .none
    }
  }

  /// Columns of a cell; 0 where there are none.
  var width: Int { if case .cells(let width) = self { width } else { 0 } }
}

extension DataTable {
  /// The replicas as a panel shows them: sums by their name alone, and a matrix in the form that fits.
  static func panel(
    _ schema: TableSchema<ReplicaRow>, widths: [String: Int] = [:], sections: [TableSection<ReplicaRow>],
    total: ReplicaRow?, matrixFrom first: Int
  ) -> DataTable {
    var data = DataTable(schema, in: .panel, widths: widths, sections: sections, total: total)
    for index in data.columns.indices where index < first && !data.columns[index].isLeft {
      data.columns[index].gap = 0
    }
    data.changeRows { row, isItem in
      guard !isItem else { return }
      row.heading = row.cells[1].text
      row.cells[0].text = ""
      row.cells[1].text = ""
    }
    return data
  }

  /// Changes every row: sums and items.
  mutating func changeRows(_ change: (inout Row, _ isItem: Bool) -> Void) {
    for section in sections.indices {
      if var subtotal = sections[section].subtotal {
        change(&subtotal, false)
        sections[section].subtotal = subtotal
      }
      for row in sections[section].rows.indices { change(&sections[section].rows[row], true) }
    }
    if var sum = total {
      change(&sum, false)
      total = sum
    }
  }

  /// Gives the columns of a matrix one glyph each: the part of a type that a replica serves, no sums.
  mutating func drawGlyphs(from first: Int, names: [String]?, _ tier: GlyphTier) {
    for index in columns.indices.dropFirst(first) {
      let isFirst = index == first
      columns[index].width = isFirst ? 3 : 1
      columns[index].gap = isFirst ? 2 : 0
      columns[index].head = String((index - first + 1) % 10)
    }
    for section in sections.indices {
      sections[section].subtotal?.clear(from: first)
      for row in sections[section].rows.indices {
        for index in columns.indices.dropFirst(first) {
          sections[section].rows[row].cells[index].becomeGlyph(tier)
        }
      }
    }
    total?.clear(from: first)
    // The outermost names stand below their columns.
    let count = columns.count - first
    guard let names, names.count > 1, let left = names.first, let right = names.last,
      left.count + right.count < count
    else { return }
    let blanks = String(repeating: " ", count: count - left.count - right.count)
    for (offset, character) in (left + blanks + right).enumerated() where character != " " {
      total?.cells[first + offset] = Cell(String(character), CellStyle(.muted))
    }
  }
}

extension DataTable.Row {
  fileprivate mutating func clear(from first: Int) {
    for index in cells.indices.dropFirst(first) { cells[index] = DataTable.Cell("") }
  }
}

extension DataTable.Cell {
  /// Shows a share as a glyph instead of a figure.
  fileprivate mutating func becomeGlyph(_ tier: GlyphTier) {
    guard style.ground != .base else {
      style = CellStyle(.rule)
      return
    }
    let percent = Int(text) ?? 0
    text = String(Glyphs.share(percent == 0 ? 0.01 : Double(percent) / 100, tier))
    style = CellStyle(.fill)
  }
}
