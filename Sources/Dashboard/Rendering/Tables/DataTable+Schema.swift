import Planning
import Serving

extension DataTable {
  /// What the screen adds to a row: its identity, a sentence about it, and the costs drawn beside it.
  struct Remarks {
    var id = ""
    var costs: Costs?
    var detail = ""
  }

  /// Creates a table of declared columns. Columns of names in `longest` are as wide as that many characters need, within
  /// their bounds; those in `widths` are that wide.
  init<Row>(
    title: String = "", note: String = "", _ schema: TableSchema<Row>, in medium: TableMedium = .zoom,
    longest: [String: Int] = [:], widths: [String: Int] = [:], sections: [TableSection<Row>], total: Row?,
    remarks: (Row) -> Remarks = { _ in Remarks() }
  ) {
    let shown = schema.columns(in: medium)
    func row(_ row: Row) -> DataTable.Row {
      let remarks = remarks(row)
      return DataTable.Row(
        id: remarks.id,
        cells: shown.map { column in
          Cell(column.value(row), column.head, column.emphasis(row) ?? row.level.emphasis)
        }, costs: remarks.costs, detail: remarks.detail)
    }
    self.init(
      title: title, note: note,
      columns: shown.map { column in
        let head = column.head
        let bounds = head.width
        let fitting = longest[head.key].map { min(bounds.most, max(bounds.least, $0)) }
        let usual = medium == .panel ? bounds.least : bounds.most
        return Column(
          head: head.head, width: widths[head.key] ?? fitting ?? usual, isLeft: head.isLeft && !head.isMark,
          yields: bounds.yields)
      },
      sections: sections.map { section in
        Section(
          title: section.title, note: section.note, subtotal: section.subtotal.map(row),
          rows: section.rows.map(row))
      }, total: total.map(row))
  }
}

extension DataTable.Cell {
  /// What a declared column says of a row, as the screen writes it.
  init(_ value: TableValue, _ head: TableHead, _ emphasis: TableEmphasis) {
    self.init(Self.text(value, head), CellStyle(emphasis: emphasis))
    figure = value.sortKey ?? (value == .none && !head.isLeft ? 0 : nil)
    switch value {
    case .zero: style = CellStyle(.rule)
    case .missing, .pending: style = CellStyle(.muted)
    case .change where text == Self.same: style = CellStyle(.muted)
    case .figure: suffix = head.suffix
    default: break
    }
  }

  /// A difference of which no digit is shown.
  private static let same = "="

  private static func text(_ value: TableValue, _ head: TableHead) -> String {
    switch value {
    case .none, .record, .records: ""
    case .missing: Numbers.none
    case .pending: "…"
    case .zero: "·"
    case .text(let text), .ordered(let text, _), .keyed(let text, _): text
    case .initial(let word): String(word.prefix(1))
    case .count(let count): String(count)
    case .figure(let figure, let shown, let decimals):
      self.figure(figure, shown, head.quantity, decimals ?? head.screenDecimals)
    case .narrow(let figure, let quantity, let decimals): narrow(figure, quantity, decimals)
    case .change(let change, let decimals):
      Numbers.delta(
        head.quantity == .percentage ? change * 100 : change, 0, decimals ?? head.quantity.decimals)?.text
        ?? same
    case .gain(let gain):
      (DecimalText.units(gain, head.decimals) ?? 0) > 0 ? "+" + Numbers.fixed(gain, head.decimals) : "0"
    case .remarked(let figure, _): Numbers.fixed(figure, head.screenDecimals ?? head.decimals)
    case .band(let band): Numbers.band(band).replacing(" %", with: "")
    case .gpus, .name, .names, .flag, .routes: value.text(head, decimals: head.decimals)
    }
  }

  /// A figure in the form that its kind has on the screen.
  private static func figure(_ value: Double, _ shown: Int?, _ quantity: Quantity, _ decimals: Int?) -> String
  {
    if let decimals {
      return quantity == .tokenCost ? Numbers.headlineCost(value) : Numbers.fixed(value, decimals)
    }
    switch quantity {
    case .rate, .money, .kilotokens: return shown.map(Numbers.hundredths) ?? Numbers.amount(value)
    case .tokenCost: return Numbers.tableCost(value)
    case .part, .percentage:
      return shown.map { $0 == 0 && value > 0 ? "<1" : String($0) } ?? Numbers.percent(value)
    case .count, .plain: return Numbers.fixed(value, quantity.decimals)
    }
  }

  /// A figure in four columns.
  private static func narrow(_ value: Double, _ quantity: Quantity, _ decimals: Int) -> String {
    if quantity == .tokenCost { return Numbers.narrowCost(value) }
    if decimals > 1, value < 9.995 { return Numbers.fixed(value, 2) }
    if decimals > 0, value < 99.95 { return Numbers.fixed(value, 1) }
    return Numbers.amount(value, decimals: 0)
  }
}

extension CellStyle {
  /// The style that shows what a place of a table means.
  init(emphasis: TableEmphasis) {
    switch emphasis {
    case .plain: self.init()
    case .muted: self.init(.muted)
    case .strong, .total: self.init(.strong, bold: true)
    case .subtotal: self.init(.text, bold: true)
    case .warning: self.init(.warn)
    case .good: self.init(.good)
    case .bad: self.init(.bad)
    case .gain: self.init(.good, bold: true)
    case .estimated: self.init(.est, underline: true)
    case .share(let percent): self.init(.text, on: Ground(share: percent))
    }
  }
}

extension Ground {
  /// The ground of a share in per cent, from a scale of four.
  init(share percent: Int) {
    switch percent {
    case ..<25: self = .h1
    case ..<50: self = .h2
    case ..<100: self = .h3
    default: self = .h4
    }
  }
}
