@testable import Interchange

/// One change of a JSON value: where, and what stands there afterwards.
struct JSONMutation: CustomStringConvertible {
  /// Keys and list positions from the root, list positions as `[3]`.
  var path: [String]
  var value: JSONValue
  /// Whether the entry of a list is left out instead.
  var isRemoval = false

  var description: String { "\(place) = \(isRemoval ? "nothing" : value.compact)" }

  /// The path without list positions, such as `gpus[].used`.
  var place: String {
    path.reduce("") { $1.hasPrefix("[") ? $0 + "[]" : $0.isEmpty ? $1 : "\($0).\($1)" }
  }

  /// Every change of a single number or text, and of the number of entries of a list.
  ///
  /// - Parameter words: texts that may stand elsewhere in the file: statuses, kinds of source, names.
  static func all(of root: JSONValue, words: [String]) -> [JSONMutation] {
    var mutations: [JSONMutation] = []
    func visit(_ value: JSONValue, _ path: [String]) {
      func add(_ changed: [JSONValue]) {
        mutations += changed.filter { $0 != value }.map { JSONMutation(path: path, value: $0) }
      }
      switch value {
      case .number(let number): add(numbers(number).map { .number($0) })
      case .integer(let number):
        // Whole numbers stay whole, or the reader alone would refuse them.
        add(numbers(Double(number)).map { .integer(Int($0.rounded(.awayFromZero))) })
      case .text(let text): add(([text + "x"] + words).map { .text($0) })
      case .null: add([.number(1), .text("x")])
      case .flag: break
      case .object(let entries): for entry in entries { visit(entry.value, path + [entry.key]) }
      case .array(let items):
        for (index, item) in items.enumerated() {
          let place = path + ["[\(index)]"]
          mutations.append(JSONMutation(path: place, value: .null, isRemoval: true))
          visit(item, place)
        }
        if let last = items.last { add([.array(items + [last])]) }
      }
    }
    visit(root, [])
    return mutations
  }

  private static func numbers(_ number: Double) -> [Double] {
    [number * 1.01, number * 0.5, number + 1, 0, -number]
  }

  /// The value with the change made.
  func applied(to root: JSONValue) -> JSONValue { changed(root, path[...]) }

  private func changed(_ node: JSONValue, _ path: ArraySlice<String>) -> JSONValue {
    guard let key = path.first else { return value }
    let rest = path.dropFirst()
    switch node {
    case .object(let entries):
      return .object(entries.map { ($0.key, $0.key == key ? changed($0.value, rest) : $0.value) })
    case .array(var items):
      guard let index = Int(key.dropFirst().dropLast()) else { return node }
      if rest.isEmpty, isRemoval {
        items.remove(at: index)
      } else {
        items[index] = changed(items[index], rest)
      }
      return .array(items)
    default: return node
    }
  }
}

extension JSONValue {
  /// The node that a parser makes of the value's text, without the text.
  var parsed: DocumentNode {
    let content: DocumentNode.Content =
      switch self {
      case .object(let entries):
        .mapping(entries.map { .init(key: $0.key, line: 1, column: 1, value: $0.value.parsed) })
      case .array(let items): .sequence(items.map(\.parsed))
      case .text(let text): .scalar(text, isPlain: false)
      case .null, .flag, .integer, .number: .scalar(compact, isPlain: true)
      }
    return DocumentNode(content: content, line: 1, column: 1)
  }
}
