import Glibc
import Planning

/// A scenario with the text that it was read from, as its author wrote it.
public struct ScenarioDocument: Sendable {
  /// The scenario that the text states.
  public let scenario: Scenario
  /// Where it was read, or written last; nil: nowhere that it could be written back to.
  public let path: String?
  /// The text, with a byte-order mark where the file has one.
  public let text: String

  /// Creates a document of a scenario that `text` states.
  public init(scenario: Scenario, text: String, path: String?) {
    self.scenario = scenario
    self.text = text
    self.path = path
  }

  /// Reads the scenario at `path`; throws as `ScenarioReader` does.
  public static func read(path: String) throws -> ScenarioDocument {
    let bytes = try SourceFile.readBytes(path, limit: SourceFile.documentLimit)
    let source = SourceFile(path: path, text: try SourceFile.decode(bytes, path: path))
    let scenario = try ScenarioReader.read(
      text: source.text, fileName: path, folder: .containing(path))
    return ScenarioDocument(scenario: scenario, text: String(decoding: bytes, as: UTF8.self), path: path)
  }

  /// A document of a text whose own files need not be there; throws `InputError` where it is no scenario's.
  public static func stated(_ text: String, path: String?) throws -> ScenarioDocument {
    let source = SourceFile(path: path ?? "", text: try SourceFile.decode(Array(text.utf8), path: path ?? ""))
    return ScenarioDocument(scenario: try ScenarioReader.statement(source), text: text, path: path)
  }

  /// The text without a byte-order mark.
  public var plainText: String { text.first == "\u{FEFF}" ? String(text.dropFirst()) : text }

  /// Whether the file at `path` holds something else than this text, or nothing that can be read.
  public func differs(from path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
      let bytes = try? SourceFile.readBytes(path, limit: SourceFile.documentLimit)
    else { return true }
    return !bytes.elementsEqual(text.utf8)
  }

  /// The text changed only where `wanted` says something else; nil: that cannot be had.
  ///
  /// The result is read again and must say exactly what is wanted; of the files that the scenario names only the paths
  /// are compared.
  func text(saying wanted: Scenario) -> String? {
    let mark: Character = "\u{FEFF}"
    let hasMark = text.first == mark
    let own = plainText
    let name = path ?? ""
    func tree(_ text: String) throws -> DocumentNode {
      try YAMLParser.parse(SourceFile(path: name, text: text))
    }
    do {
      var editor = LayoutEditor(own)
      try editor.carry(
        tree(ScenarioWriter.text(scenario)), tree(ScenarioWriter.text(wanted)), into: tree(own))
      guard let result = editor.changes.result(),
        try ScenarioReader.statement(
          SourceFile(path: name, text: result), configurations: wanted.configurations)
          == wanted.asStated
      else { return nil }
      return (hasMark ? String(mark) : "") + result
    } catch {
      return nil
    }
  }
}

extension Scenario {
  /// The configurations that its models were read from, by the model's name.
  fileprivate var configurations: [String: ModelConfiguration] {
    var result: [String: ModelConfiguration] = [:]
    for model in models { result[model.name] = model.configuration }
    return result
  }

  /// The scenario as its own file states it.
  fileprivate var asStated: Scenario {
    var result = self
    result.profile = []
    result.current?.replicas = []
    result.current?.machines = []
    result.pools = result.pools.map(\.settled)
    return result
  }
}
