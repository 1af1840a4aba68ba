/// What a table says in one place, before a medium gives it a form.
public enum TableValue: Sendable, Equatable {
  /// Nothing: blank on a screen, empty or null in files, a dash in a report.
  case none
  /// No figure where one could stand: a mark on a screen, a dash in a report.
  case missing
  /// Not known yet.
  case pending
  /// None of it, in a matrix.
  case zero
  /// A name or a sentence.
  case text(String)
  /// A text with the figure that it is sorted by.
  case ordered(String, by: Double)
  /// A word of which screens show the first letter.
  case initial(String)
  /// A whole number.
  case count(Int)
  case flag(Bool)
  /// A figure; `shown`: units of the last decimal, where shown parts are rounded so that they add up to a shown total;
  /// `decimals`: its own, where the figures of a column are of several kinds.
  case figure(Double, shown: Int? = nil, decimals: Int? = nil)
  /// A figure for which there is little room: fewer decimals the larger it is.
  case narrow(Double, Quantity, decimals: Int = 2)
  /// A difference, which is written with its sign.
  case change(Double, decimals: Int? = nil)
  /// What a step gains; nothing below zero is a gain.
  case gain(Double)
  /// A figure with a remark behind it.
  case remarked(Double, String)
  /// GPUs by pool, with what stands between them for people.
  case gpus([Plan.PoolCount], separator: String)
  /// A name, with the word for none.
  case name(String?, none: String)
  /// Names, with the word for none of them.
  case names([String], none: String)
  /// A name for which JSON has a word of its own.
  case keyed(String, key: String)
  /// The configurations that a workload type goes to.
  case routes([Plan.Assignment])
  /// True / stated figure as far as is known.
  case band(ClosedRange<Double>)
  /// An object of JSON; other media have no form for it.
  case record([TableField])
  /// Objects of JSON.
  case records([[TableField]])

  /// A figure; nil: none.
  public static func optional(_ figure: Double?) -> TableValue { figure.map { .figure($0) } ?? .none }

  /// A difference; nil: none.
  public static func optionalChange(_ change: Double?) -> TableValue { change.map { .change($0) } ?? .none }

  /// The figure that rows are sorted by; nil: their text.
  public var sortKey: Double? {
    switch self {
    case .none, .text, .initial, .flag, .gpus, .name, .names, .keyed, .routes, .record, .records: nil
    case .missing, .pending, .zero: 0
    case .ordered(_, let figure): figure
    case .count(let count): Double(count)
    case .figure(let value, _, _), .narrow(let value, _, _), .change(let value, _), .gain(let value),
      .remarked(let value, _):
      value.isFinite ? value : 0
    case .band(let band): band.lowerBound
    }
  }
}

/// A key of an object with its value.
public struct TableField: Sendable, Equatable {
  /// The key.
  public var key: String
  /// The value.
  public var value: TableValue

  /// Creates a field.
  public init(_ key: String, _ value: TableValue) {
    self.key = key
    self.value = value
  }
}

/// What a place of a table means to the reader; a screen gives it colours.
public enum TableEmphasis: Sendable, Equatable {
  case plain
  /// Says what is known anyway, or what does not matter.
  case muted
  /// A figure to look at.
  case strong
  /// The sum of some rows, and of all.
  case subtotal, total
  /// A limit that is reached or broken.
  case warning
  /// Better or worse than what it is compared with.
  case good, bad
  /// A gain that one step would bring.
  case gain
  /// Not measured.
  case estimated
  /// A part of a whole, in per cent.
  case share(Int)
}

/// What a row is to those around it.
public enum TableLevel: Sendable, Equatable {
  case item
  /// The sum of the rows below it.
  case subtotal
  /// The sum of all rows.
  case total

  /// The emphasis of a row's figures, unless a column has its own.
  public var emphasis: TableEmphasis {
    switch self {
    case .item: .plain
    case .subtotal: .subtotal
    case .total: .total
    }
  }
}

/// A row of a table.
public protocol TableRow: Sendable {
  /// Whether it is one of many or their sum.
  var level: TableLevel { get }
}

extension TableRow {
  /// One of many.
  public var level: TableLevel { .item }
}
