import Planning
import Serving

extension TableValue {
  /// The value in a file: exact, and empty where there is none.
  func exact(_ head: TableHead) -> String {
    switch self {
    case .none, .missing, .pending, .zero: ""
    case .text(let text), .ordered(let text, _), .initial(let text), .keyed(let text, _): text
    case .count(let count): "\(count)"
    case .flag(let flag): "\(flag)"
    case .figure(let value, _, _), .change(let value, _), .gain(let value), .remarked(let value, _),
      .narrow(let value, _, _):
      PlanCSV.number(head.quantity == .percentage ? value * 100 : value)
    case .gpus, .name, .names, .routes, .band, .record, .records: text(head, decimals: head.decimals)
    }
  }

  /// The value in JSON.
  var json: JSONValue {
    switch self {
    case .none, .missing, .pending, .zero: .null
    case .text(let text), .ordered(let text, _), .initial(let text): .text(text)
    case .count(let count): .integer(count)
    case .flag(let flag): .flag(flag)
    case .figure(let value, _, _), .change(let value, _), .gain(let value), .remarked(let value, _),
      .narrow(let value, _, _):
      .number(value)
    case .gpus(let gpus, _): .object(gpus.map { ($0.pool, .integer($0.count)) })
    case .name(let name, _): .optional(name)
    case .names(let names, _): .array(names.map { .text($0) })
    case .keyed(_, let key): .text(key)
    case .routes(let parts): .object(parts.map { ($0.layout, .number($0.fraction)) })
    case .band(let band): .object([("low", .number(band.lowerBound)), ("high", .number(band.upperBound))])
    case .record(let fields): .object(fields.map { ($0.key, $0.value.json) })
    case .records(let rows): .array(rows.map { .object($0.map { ($0.key, $0.value.json) }) })
    }
  }
}

extension TableSchema {
  /// Keys and values of a row, in the order of JSON.
  func json(_ row: Row) -> [(key: String, value: JSONValue)] {
    columns(in: .json).compactMap { column in
      let value = column.value(row)
      return column.head.isOptional && value == .none ? nil : (column.head.key, value.json)
    }
  }

  /// The table's key and its rows, as an object has them.
  func json(_ rows: [Row]) -> (key: String, value: JSONValue) {
    (key, .array(rows.map { .object(json($0)) }))
  }
}
