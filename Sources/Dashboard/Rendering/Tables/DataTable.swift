/// A table of results that fills the screen: rows can be sorted and filtered, totals stay in place.
struct DataTable: Sendable, Equatable {
  /// A column; `yields` is the order in which columns go where the width is short, 0: never.
  struct Column: Sendable, Equatable {
    var head: String
    var width: Int
    var isLeft = false
    var yields = 0
    /// Columns of the width that stay blank before what is cut.
    var gap = 1
    /// Whether a longer text loses its end instead of its middle.
    var losesEnd = false
  }

  /// A figure or name with its sort key.
  struct Cell: Sendable, Equatable {
    var text: String
    var style = CellStyle()
    /// The sort key of a figure; nil: the text.
    var figure: Double?
    /// The muted unit behind a figure.
    var suffix = ""
    /// The text in pieces that differ in style; empty: all of it has the one.
    var spans: [Span] = []
    /// The part of the cell that a bar fills, 0...1; nil: it has none.
    var bar: Double?

    /// A name.
    init(_ text: String, _ style: CellStyle = CellStyle()) {
      self.text = text
      self.style = style
    }

    /// All of it as text, for filters and the clipboard.
    var words: String { text + suffix }
  }

  /// $ per 10^6 tokens of input, output and both, for the chart beside a row.
  struct Costs: Sendable, Equatable {
    var input: Double
    var output: Double
    var total: Double
  }

  /// A row; `id` stays the same from plan to plan.
  struct Row: Sendable, Equatable {
    var id: String
    var cells: [Cell]
    var costs: Costs?
    /// One sentence about it.
    var detail = ""
    /// A name that takes the place of the cells before the first figure; nil: it has none.
    var heading: String?
  }

  /// Rows under a heading or a subtotal.
  struct Section: Sendable, Equatable {
    var title = ""
    var note = ""
    var subtotal: Row?
    var rows: [Row]
  }

  var title: String
  var note: String
  var columns: [Column]
  var sections: [Section]
  var total: Row?

  /// The rows that the keys move through, in the order shown.
  var items: [Row] { sections.flatMap(\.rows) }

  /// Rows that contain a text, whatever its case; sections without one go.
  func filtered(_ text: String) -> DataTable {
    guard !text.isEmpty else { return self }
    let wanted = text.lowercased()
    var result = self
    result.sections = sections.compactMap { section in
      var kept = section
      let title = section.subtotal?.cells.map(\.words).joined(separator: " ") ?? ""
      let isWhole = title.lowercased().contains(wanted)
      kept.rows = section.rows.filter { row in
        isWhole || row.cells.contains { $0.words.lowercased().contains(wanted) }
      }
      return kept.rows.isEmpty ? nil : kept
    }
    return result
  }

  /// Rows of each section in the order of a column: figures from the largest, names from A.
  func sorted(by order: TableOrder?) -> DataTable {
    guard let order, let column = columns.firstIndex(where: { $0.head == order.head }) else { return self }
    var result = self
    for index in sections.indices {
      let rows = sections[index].rows.enumerated().sorted { left, right in
        let a = left.element.cells[column]
        let b = right.element.cells[column]
        if let x = a.figure, let y = b.figure, x != y { return order.isReversed ? x < y : x > y }
        if a.figure == nil, b.figure == nil, a.text != b.text {
          return order.isReversed ? a.text > b.text : a.text < b.text
        }
        return left.offset < right.offset
      }
      result.sections[index].rows = rows.map(\.element)
    }
    return result
  }

  /// Rows of each section in a remembered order; those it does not know follow.
  func arranged(_ ids: [String]) -> DataTable {
    let places = Dictionary(ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var result = self
    for index in sections.indices {
      result.sections[index].rows = sections[index].rows.enumerated().sorted {
        let left = places[$0.element.id] ?? ids.count + $0.offset
        let right = places[$1.element.id] ?? ids.count + $1.offset
        return left < right
      }.map(\.element)
    }
    return result
  }

  /// Returns the indices of the columns that fit in `width` columns of the screen.
  func shownColumns(width: Int) -> [Int] {
    var shown = Array(columns.indices)
    func sum() -> Int { shown.reduce(0) { $0 + columns[$1].width } }
    while sum() > width,
      let last = shown.filter({ columns[$0].yields > 0 }).max(by: {
        columns[$0].yields < columns[$1].yields
      })
    {
      shown.removeAll { $0 == last }
    }
    // A figure that is cut reads as another one.
    while sum() > width, shown.count > 2 { shown.removeLast() }
    return shown
  }
}
