import Planning

/// One line of a moves file: values to set at once.
public struct Move: Sendable, Equatable {
  /// Line in the file, from 1.
  public var line: Int
  /// The edits, in the line's order.
  public var edits: [Edit]

  /// Creates the move of a line.
  public init(line: Int, edits: [Edit]) {
    self.line = line
    self.edits = edits
  }
}

/// Reads moves files: one JSON object per line, such as `{"set": {"budget": 32}}`.
public enum MovesReader {
  /// The moves of the file at `path`, tried on `scenario` one after the other so that a wrong one is found now.
  public static func read(path: String, scenario: Scenario) throws -> [Move] {
    try read(SourceFile.read(path), scenario: scenario)
  }

  /// The moves in `source`; throws `InputError` with the problems of all lines.
  public static func read(_ source: SourceFile, scenario: Scenario) throws -> [Move] {
    let problems = ProblemList()
    var moves: [Move] = []
    var trial = scenario
    let lines = source.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    for (index, bytes) in lines.enumerated() where !problems.isFull {
      let text = String(Substring(bytes))
      guard text.utf8.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { continue }
      do {
        let line = SourceFile(path: source.path, text: text)
        let root = try JSONParser.parse(line, firstLine: index + 1)
        let edits = try edits(root, file: source.path, trial: &trial)
        moves.append(Move(line: index + 1, edits: edits))
      } catch let error as InputError {
        problems.add(error)
      }
    }
    try problems.throwIfAny()
    return moves
  }

  private static func edits(
    _ root: DocumentNode, file: String, trial: inout Scenario
  ) throws -> [Edit] {
    let problems = ProblemList()
    guard let reader = MapReader(root, subject: "a move", file: file, problems: problems) else {
      throw InputError(problems.problems)
    }
    let node = reader.value("set", isRequired: true)
    reader.finish()
    var edits: [Edit] = []
    var changed = trial
    if let node, case .mapping(let entries) = node.content, !entries.isEmpty {
      for entry in entries {
        guard case .scalar(let text, let isPlain) = entry.value.content else {
          reader.add(at: entry.value, key: entry.key, "must be a number or text", bad: entry.value.shown)
          continue
        }
        let edit = Edit(path: entry.key, value: text)
        edits.append(edit)
        if isPlain, let problem = EditPath(entry.key, in: changed)?.refusal(ofNumber: text, in: changed) {
          problems.add(problem.diagnostic(file: file, entry: entry))
          continue
        }
        do {
          try Edit.applyEach([edit], to: &changed)
        } catch {
          problems.add(error.diagnostic(file: file, entry: entry))
        }
      }
      if problems.problems.isEmpty {
        do {
          try Edit.apply(edits, to: &trial)
        } catch {
          problems.add(error.diagnostic(file: file, entry: entries[entries.count - 1]))
        }
      }
    } else if let node {
      reader.add(at: node, key: "set", "must be a map of paths and values", bad: node.shown)
    }
    try problems.throwIfAny()
    return edits
  }
}

extension EditProblem {
  /// The problem at the place in a file that asks for the edit.
  fileprivate func diagnostic(file: String, entry: DocumentNode.Entry) -> Diagnostic {
    let blamesValue = badValue != nil
    return Diagnostic(
      file: file, line: blamesValue ? entry.value.line : entry.line,
      column: blamesValue ? entry.value.column : entry.column, key: path, badValue: badValue,
      message: message,
      suggestion: suggestion)
  }
}
