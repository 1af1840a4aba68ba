import CYaml

/// Parses YAML text to a tree with positions, over libyaml's events.
///
/// Yams' own composer expands aliases, recurses without a bound and names only one duplicate key, so the
/// tree is built here: aliases are refused where they stand, depth and size are bounded, and every
/// duplicate is reported with its line.
public enum YAMLParser {
  /// The root of the only document in `source`; throws `InputError` with all problems found.
  public static func parse(_ source: SourceFile) throws -> DocumentNode {
    let problems = ProblemList()
    var text = source.text
    let root = text.withUTF8 { bytes in
      var builder = TreeBuilder(file: source.path, problems: problems)
      builder.run(bytes)
      return builder.root
    }
    try problems.throwIfAny()
    guard let root else {
      throw InputError([Diagnostic(file: source.path, line: 1, column: 1, message: "the file is empty")])
    }
    return root
  }
}

/// Builds the tree from events with a stack of its own instead of recursion.
private struct TreeBuilder {
  /// A collection whose end has not come yet.
  private struct Open {
    var node: DocumentNode
    var items: [DocumentNode] = []
    var entries: [DocumentNode.Entry] = []
    var keys: Set<String> = []
    /// The key that waits for its value.
    var pending: DocumentNode?
    let isMapping: Bool
  }

  let file: String
  let problems: ProblemList
  private(set) var root: DocumentNode?
  private var stack: [Open] = []
  private var nodeCount = 0
  private var documents = 0

  init(file: String, problems: ProblemList) {
    self.file = file
    self.problems = problems
  }

  mutating func run(_ bytes: UnsafeBufferPointer<UInt8>) {
    // libyaml takes no null pointer, which empty text may have.
    guard !bytes.isEmpty else { return }
    var parser = yaml_parser_t()
    guard yaml_parser_initialize(&parser) == 1 else { return }
    defer { yaml_parser_delete(&parser) }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING)
    yaml_parser_set_input_string(&parser, bytes.baseAddress, bytes.count)
    var isDone = false
    while !isDone && !problems.isFull {
      var event = yaml_event_t()
      guard yaml_parser_parse(&parser, &event) == 1 else {
        addSyntaxError(parser)
        return
      }
      isDone = event.type == YAML_STREAM_END_EVENT || !accept(event)
      yaml_event_delete(&event)
    }
  }

  /// Takes one event into the tree; false: give up.
  private mutating func accept(_ event: yaml_event_t) -> Bool {
    let line = Int(event.start_mark.line) + 1
    let column = Int(event.start_mark.column) + 1
    let span = Int(event.start_mark.index)..<Int(event.end_mark.index)
    switch event.type {
    case YAML_DOCUMENT_START_EVENT:
      documents += 1
      if documents > 1 {
        add(line, column, "a second document begins here; one file holds one")
        return false
      }
    case YAML_ALIAS_EVENT:
      add(line, column, "aliases (*name) are not allowed; write the value out")
      return place(DocumentNode(content: .scalar("", isPlain: true), line: line, column: column))
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let bytes = UnsafeBufferPointer(start: scalar.value, count: scalar.value == nil ? 0 : scalar.length)
      let text = String(decoding: bytes, as: UTF8.self)
      let isPlain = scalar.style == YAML_PLAIN_SCALAR_STYLE
      return place(
        DocumentNode(content: .scalar(text, isPlain: isPlain), line: line, column: column, span: span))
    case YAML_SEQUENCE_START_EVENT, YAML_MAPPING_START_EVENT:
      guard stack.count < DocumentLimits.depth else {
        add(line, column, "nested deeper than \(DocumentLimits.depth) levels")
        return false
      }
      let isMapping = event.type == YAML_MAPPING_START_EVENT
      let isFlow =
        isMapping
        ? event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE
        : event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE
      let node = DocumentNode(content: .sequence([]), line: line, column: column, span: span, isFlow: isFlow)
      stack.append(Open(node: node, isMapping: isMapping))
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      guard var closed = stack.popLast() else { return false }
      closed.node.content = closed.isMapping ? .mapping(closed.entries) : .sequence(closed.items)
      // Without brackets the end comes only with the next token; the last element's is nearer.
      let last = closed.isMapping ? closed.entries.last?.value.span : closed.items.last?.span
      let end = closed.node.isFlow ? span.upperBound : last?.upperBound ?? span.lowerBound
      closed.node.span = closed.node.span.lowerBound..<max(end, closed.node.span.lowerBound)
      return place(closed.node)
    default: break
    }
    return true
  }

  /// Puts a complete node where it belongs.
  private mutating func place(_ node: DocumentNode) -> Bool {
    nodeCount += 1
    guard nodeCount <= DocumentLimits.nodes else {
      add(node.line, node.column, "the file has more than \(DocumentLimits.nodes) values")
      return false
    }
    guard let last = stack.indices.last else {
      root = node
      return true
    }
    guard stack[last].isMapping else {
      stack[last].items.append(node)
      return true
    }
    guard let key = stack[last].pending else {
      stack[last].pending = node
      return true
    }
    stack[last].pending = nil
    guard case .scalar(let name, _) = key.content else {
      add(key.line, key.column, "a key must be text, not \(key.shown)")
      return true
    }
    guard stack[last].keys.insert(name).inserted else {
      let first = stack[last].entries.first { $0.key == name }
      let place = first.map { " (first in line \($0.line))" } ?? ""
      problems.add(
        Diagnostic(
          file: file, line: key.line, column: key.column, key: name, message: "is given twice\(place)"))
      return true
    }
    stack[last].entries.append(
      DocumentNode.Entry(key: name, line: key.line, column: key.column, value: node, keySpan: key.span))
    return true
  }

  private func add(_ line: Int, _ column: Int, _ message: String) {
    problems.add(Diagnostic(file: file, line: line, column: column, message: message))
  }

  private func addSyntaxError(_ parser: yaml_parser_t) {
    let reason = parser.problem.map { String(cString: $0) } ?? "is not valid YAML"
    var message = "YAML syntax: \(reason)"
    if let context = parser.context {
      message += " \(String(cString: context)) from line \(Int(parser.context_mark.line) + 1)"
    }
    // A reader error (a character YAML forbids) has no mark, only where the parser stood.
    let mark = parser.error == YAML_READER_ERROR ? parser.mark : parser.problem_mark
    add(Int(mark.line) + 1, Int(mark.column) + 1, message)
  }
}
