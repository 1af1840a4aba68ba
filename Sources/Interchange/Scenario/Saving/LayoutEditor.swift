import Planning

/// Carries the difference between two documents over into a text that says what the first one does in its author's own
/// layout: values that did not change, comments, order, quotes and line ends stay as they are.
///
/// Documents may leave out what the text states and the other way round; what is changed is found by its keys and, in
/// lists, by its place.
struct LayoutEditor {
  /// The difference cannot be expressed without writing the text anew.
  struct Unfit: Error {}

  private(set) var changes: TextChanges

  /// Starts on a text.
  init(_ text: String) {
    changes = TextChanges(text)
  }

  /// Carries what differs between `old` and `new` over to the node `place` of the text.
  mutating func carry(_ old: DocumentNode, _ new: DocumentNode, into place: DocumentNode) throws {
    guard old.says != new.says else { return }
    switch (old.content, new.content, place.content) {
    case (.mapping(let olds), .mapping(let news), .mapping):
      try carry(olds, news, into: place)
    case (.sequence(let olds), .sequence(let news), .sequence(let items)):
      guard olds.count == news.count, news.count == items.count else { throw Unfit() }
      for index in news.indices { try carry(olds[index], news[index], into: items[index]) }
    default: try set(new, at: place)
    }
  }

  private mutating func carry(
    _ olds: [DocumentNode.Entry], _ news: [DocumentNode.Entry], into place: DocumentNode
  ) throws {
    guard case .mapping(let entries) = place.content else { throw Unfit() }
    let gone = Set(olds.map(\.key)).subtracting(news.map(\.key))
    let removed = entries.indices.filter { gone.contains(entries[$0].key) }
    let kept = entries.filter { !gone.contains($0.key) }
    var replacement: [String] = []
    for new in news {
      let old = olds.first { $0.key == new.key }
      if let old, old.value.says == new.value.says { continue }
      guard let entry = entries.first(where: { $0.key == new.key }) else {
        if kept.isEmpty, !removed.isEmpty {
          replacement.append(pair(new, beside: entries))
        } else {
          insert(new, order: news.map(\.key), into: place, beside: kept)
        }
        continue
      }
      if let old {
        try carry(old.value, new.value, into: entry.value)
      } else {
        try set(new.value, at: entry.value)
      }
    }
    if removed.isEmpty { return }
    if place.isFlow {
      try removeFlow(removed, from: entries, leaving: replacement.joined(separator: ", "))
    } else {
      // A map without entries must be written as one.
      try remove(removed, from: entries, leaving: replacement.isEmpty ? ["{}"] : replacement)
    }
  }

  /// Edits a node of the text so that it says what `new` does.
  private mutating func set(_ new: DocumentNode, at place: DocumentNode) throws {
    switch (new.content, place.content) {
    case (.mapping(let news), .mapping(let entries)):
      for entry in news {
        guard let own = entries.first(where: { $0.key == entry.key }) else {
          insert(entry, order: news.map(\.key), into: place, beside: entries)
          continue
        }
        try set(entry.value, at: own.value)
      }
    case (.scalar(let text, _), .scalar(let present, _)):
      if text != present { try replace(place, by: text) }
    default: throw Unfit()
    }
  }

  // MARK: Values

  private mutating func replace(_ place: DocumentNode, by text: String) throws {
    let range = valueRange(place)
    switch changes.scalars[range].first {
    case "\"": changes.replace(range, by: YAMLText.quoted(text))
    case "'": changes.replace(range, by: "'" + text.replacing("'", with: "''") + "'")
    case "|", ">", nil: throw Unfit()
    default: changes.replace(range, by: Self.plain(text))
    }
  }

  /// The place of a scalar without an anchor or a tag before it.
  private func valueRange(_ node: DocumentNode) -> Range<Int> {
    var start = node.span.lowerBound
    let end = node.span.upperBound
    while start < end, changes.scalars[start] == "&" || changes.scalars[start] == "!" {
      while start < end, !changes.scalars[start].properties.isWhitespace { start += 1 }
      while start < end, changes.scalars[start].properties.isWhitespace { start += 1 }
    }
    return start..<end
  }

  /// A number as it is, other text as the writer of scenarios has it.
  private static func plain(_ text: String) -> String {
    if case .success = NumberText.double(text) { return text }
    return ["true", "false"].contains(text) ? text : YAMLText.scalar(text)
  }

  /// A node on one line, in braces and brackets.
  private static func flow(_ node: DocumentNode, isQuoted: Bool) -> String {
    switch node.content {
    case .scalar(let text, _):
      let plain = plain(text)
      return isQuoted && plain != "true" && plain != "false" && plain.first?.isLetter == true
        ? YAMLText.quoted(text) : plain
    case .sequence(let items):
      return "[" + items.map { flow($0, isQuoted: isQuoted) }.joined(separator: ", ") + "]"
    case .mapping(let entries):
      return "{" + entries.map { pair($0, isQuoted: isQuoted) }.joined(separator: ", ") + "}"
    }
  }

  private static func pair(_ entry: DocumentNode.Entry, isQuoted: Bool) -> String {
    let key = isQuoted ? YAMLText.quoted(entry.key) : YAMLText.scalar(entry.key)
    return "\(key): \(flow(entry.value, isQuoted: isQuoted))"
  }

  /// An entry on one line, with a key in quotes where its neighbours' are.
  private func pair(_ entry: DocumentNode.Entry, beside neighbours: [DocumentNode.Entry]) -> String {
    let first = neighbours.first.map { changes.scalars[$0.keySpan.lowerBound] }
    return Self.pair(entry, isQuoted: first == "\"")
  }

  // MARK: Keys

  /// Inserts an entry behind the nearest one that goes before it in `order`, else before the next one.
  private mutating func insert(
    _ new: DocumentNode.Entry, order: [String], into place: DocumentNode,
    beside entries: [DocumentNode.Entry]
  ) {
    let text = pair(new, beside: entries)
    let before = order.prefix { $0 != new.key }
    let previous = before.reversed().lazy.compactMap { key in entries.first { $0.key == key } }.first
    if place.isFlow {
      if let last = previous ?? entries.last {
        let end = last.value.span.upperBound
        changes.replace(end..<end, by: ", " + text)
      } else {
        let end = place.span.upperBound - 1
        changes.replace(end..<end, by: text)
      }
      return
    }
    let after = order.drop { $0 != new.key }
    let next = after.lazy.compactMap { key in entries.first { $0.key == key } }.first
    let indent = String(repeating: " ", count: max(0, (entries.first?.column ?? 1) - 1))
    if previous == nil, let next, isFirstOnLine(next.keySpan.lowerBound) {
      let start = changes.lineStart(next.keySpan.lowerBound)
      changes.replace(start..<start, by: indent + text + changes.lineEnd)
      return
    }
    guard let neighbour = previous ?? next ?? entries.last else { return }
    let end = changes.nextLine(contentEnd(neighbour.value))
    let isAtLineStart = end > 0 && changes.scalars[end - 1] == "\n"
    changes.replace(end..<end, by: (isAtLineStart ? "" : changes.lineEnd) + indent + text + changes.lineEnd)
  }

  /// Whether only spaces stand before a place in its line.
  private func isFirstOnLine(_ place: Int) -> Bool {
    changes.scalars[changes.lineStart(place)..<place].allSatisfy { $0 == " " }
  }

  /// Where the last character of a value is followed by what is no part of it; text over several lines ends only with
  /// the line after it.
  private func contentEnd(_ node: DocumentNode) -> Int {
    var end = node.span.upperBound
    while end > node.span.lowerBound, changes.scalars[end - 1].properties.isWhitespace { end -= 1 }
    return end
  }

  /// Removes entries of a block; `rest` are the lines that stay of one without other entries.
  private mutating func remove(
    _ removed: [Int], from entries: [DocumentNode.Entry], leaving rest: [String]
  ) throws {
    for index in removed {
      let start = entries[index].keySpan.lowerBound
      let end = contentEnd(entries[index].value)
      if removed.count == entries.count, index == removed.last {
        let indent = String(repeating: " ", count: entries[index].column - 1)
        changes.replace(start..<end, by: rest.joined(separator: changes.lineEnd + indent))
      } else if isFirstOnLine(start) {
        changes.replace(changes.lineStart(start)..<changes.nextLine(end), by: "")
      } else if entries.indices.contains(index + 1), !removed.contains(index + 1) {
        // Behind the dash of a list the next key moves up.
        changes.replace(start..<entries[index + 1].keySpan.lowerBound, by: "")
      } else {
        throw Unfit()
      }
    }
  }

  private mutating func removeFlow(
    _ removed: [Int], from entries: [DocumentNode.Entry], leaving rest: String
  ) throws {
    for index in removed {
      let start = entries[index].keySpan.lowerBound
      let end = entries[index].value.span.upperBound
      if entries.indices.contains(index + 1) {
        let next = entries[index + 1].keySpan.lowerBound
        // A comment between two entries may be about either.
        guard !changes.scalars[end..<next].contains("#") else { throw Unfit() }
        changes.replace(start..<next, by: "")
      } else if let kept = entries.indices.last(where: { !removed.contains($0) }) {
        let from = entries[kept].value.span.upperBound
        // The comma before the last ones goes with them.
        guard index == kept + 1, !changes.scalars[from..<start].contains("#") else { throw Unfit() }
        changes.replace(from..<end, by: "")
      } else {
        changes.replace(start..<end, by: rest)
      }
    }
  }
}

extension DocumentNode {
  /// All that a node says, whatever its layout.
  fileprivate var says: String {
    switch content {
    case .scalar(let text, _): YAMLText.quoted(text)
    case .sequence(let items): "[" + items.map(\.says).joined(separator: ",") + "]"
    case .mapping(let entries):
      "{" + entries.map { YAMLText.quoted($0.key) + ":" + $0.value.says }.joined(separator: ",") + "}"
    }
  }
}
