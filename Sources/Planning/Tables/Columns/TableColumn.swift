/// Where a table is shown or written.
public enum TableMedium: Sendable, CaseIterable {
  /// Beside other panels of the dashboard.
  case panel
  /// On the whole screen.
  case zoom
  /// In a terminal, by a command.
  case text
  /// On a Markdown page.
  case page
  case csv, json
}

/// The width of a column on a screen, the blank to its left included.
public struct ColumnWidth: Sendable, Equatable {
  /// Columns of the screen in a panel.
  public var least: Int
  /// Columns of the screen where there is room.
  public var most: Int
  /// The order in which columns go where the width is short, the largest first; 0: never.
  public var yields: Int

  /// Creates a width between two bounds.
  public init(_ least: Int, _ most: Int? = nil, yields: Int = 0) {
    self.least = least
    self.most = most ?? least
    self.yields = yields
  }
}

/// What is said of a column whatever its rows: its words, its kind of figure and its place.
public struct TableHead: Sendable, Equatable {
  /// Its word in JSON and CSV.
  public var key: String
  /// Its heading on a screen.
  public var head: String
  /// Its heading in a report, with the unit.
  public var title: String
  /// Its heading on a page.
  public var caption: String
  /// The kind of its figures.
  public var quantity: Quantity
  /// Decimals in a report.
  public var decimals: Int
  /// Decimals on a page.
  public var pageDecimals: Int
  /// Decimals on a screen; nil: as its kind of figure has there.
  public var screenDecimals: Int?
  /// What stands behind its figures on a screen.
  public var suffix: String
  /// Whether it holds names, which stand to the left.
  public var isLeft: Bool
  /// Whether it is a mark of one letter on a screen, which stands to the right.
  public var isMark = false
  /// Its width on a screen.
  public var width: ColumnWidth
  /// Whether an object leaves its key out where there is nothing to say.
  public var isOptional = false
}

/// A column of a table, said once for every medium.
public struct TableColumn<Row: TableRow>: Sendable {
  /// Its words, its kind of figure and its place.
  public var head: TableHead
  /// What it says of a row.
  public let value: @Sendable (Row) -> TableValue
  /// What that means to the reader; nil: as much as the row does.
  public let emphasis: @Sendable (Row) -> TableEmphasis?

  /// Creates a column of figures; `title` is the head and `caption` the title unless they differ.
  public init(
    _ key: String, _ head: String, title: String? = nil, caption: String? = nil,
    _ quantity: Quantity = .plain,
    decimals: Int? = nil, pageDecimals: Int? = nil, screenDecimals: Int? = nil, suffix: String = "",
    width: ColumnWidth = ColumnWidth(8),
    emphasis: @escaping @Sendable (Row) -> TableEmphasis? = { _ in nil },
    value: @escaping @Sendable (Row) -> TableValue
  ) {
    let digits = decimals ?? quantity.decimals
    self.head = TableHead(
      key: key, head: head, title: title ?? head, caption: caption ?? title ?? head, quantity: quantity,
      decimals: digits, pageDecimals: pageDecimals ?? digits, screenDecimals: screenDecimals, suffix: suffix,
      isLeft: false,
      width: width)
    self.emphasis = emphasis
    self.value = value
  }

  /// Creates a column of names.
  public static func names(
    _ key: String, _ head: String, title: String? = nil, caption: String? = nil,
    width: ColumnWidth = ColumnWidth(16), isOptional: Bool = false,
    emphasis: @escaping @Sendable (Row) -> TableEmphasis? = { _ in nil },
    value: @escaping @Sendable (Row) -> TableValue
  ) -> TableColumn {
    var column = TableColumn(
      key, head, title: title, caption: caption, width: width, emphasis: emphasis, value: value)
    column.head.isLeft = true
    column.head.isOptional = isOptional
    return column
  }
}

extension TableColumn {
  /// Creates a column of words of which a screen shows the first letter.
  public static func mark(
    _ key: String, _ head: String, title: String, caption: String? = nil, width: ColumnWidth,
    emphasis: @escaping @Sendable (Row) -> TableEmphasis?, value: @escaping @Sendable (Row) -> TableValue
  ) -> TableColumn {
    var column = names(
      key, head, title: title, caption: caption, width: width, emphasis: emphasis, value: value)
    column.head.isMark = true
    return column
  }

  /// Requests/s of a row.
  public static func rate(
    _ head: String = Quantity.rate.unit, title: String? = nil, pageDecimals: Int? = nil,
    width: ColumnWidth = ColumnWidth(8), value: @escaping @Sendable (Row) -> TableValue
  ) -> TableColumn {
    TableColumn(
      "requests_per_second", head, title: title, .rate, pageDecimals: pageDecimals, width: width, value: value
    )
  }

  /// $/h of a row.
  public static func cost(
    _ head: String = Quantity.money.unit, title: String? = nil, width: ColumnWidth = ColumnWidth(8),
    value: @escaping @Sendable (Row) -> TableValue
  ) -> TableColumn {
    TableColumn("cost_per_hour", head, title: title, .money, width: width, value: value)
  }

  /// $ for 10^6 tokens of a row, input and output together.
  public static func tokenCost(
    _ head: String = Quantity.tokenCost.unit, title: String? = nil, caption: String? = nil,
    width: ColumnWidth = ColumnWidth(8), value: @escaping @Sendable (Row) -> TableValue
  ) -> TableColumn {
    TableColumn(
      "cost_per_million_tokens", head, title: title, caption: caption, .tokenCost, width: width, value: value)
  }
}

/// The columns of a table, and which of them each medium shows in which order.
public struct TableSchema<Row: TableRow>: Sendable {
  /// Its key in JSON.
  public var key: String
  /// Its heading.
  public var title: String
  /// All columns.
  public var columns: [TableColumn<Row>]
  /// Keys of the columns of each medium, in its order; a medium that is not named shows all.
  public var media: [TableMedium: [String]]

  /// Creates a table of columns.
  public init(
    _ key: String, title: String = "", media: [TableMedium: [String]] = [:], _ columns: [TableColumn<Row>]
  ) {
    self.key = key
    self.title = title
    self.media = media
    self.columns = columns
  }

  /// Returns the columns of a medium, in its order.
  public func columns(in medium: TableMedium) -> [TableColumn<Row>] {
    guard let keys = media[medium] else { return columns }
    return keys.compactMap { key in columns.first { $0.head.key == key } }
  }
}
