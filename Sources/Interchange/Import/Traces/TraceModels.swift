import Planning

/// The models that requests of traces name, numbered as they appear.
public final class TraceModels {
  /// Most models of a trace; a column with more holds something else.
  static let limit = 64

  /// Names by number.
  public private(set) var names: [String] = []
  /// The models that the traces' names stand for; other names stand for themselves.
  private let meanings: [String: String]
  /// The name that stands for all requests, whatever the traces say.
  private let only: String?
  /// The spellings met, with their numbers: few, and mostly the same as in the row before.
  private var spellings: [(bytes: [UInt8], number: Int)] = []
  private var latest = 0
  /// Names of the traces that were given a meaning and met.
  private var met: Set<String> = []

  /// Names that stand for others, such as `["GPT-4": "llama-3.1-70b"]`, or one that stands for all requests.
  public init(meanings: [String: String] = [:], only: String? = nil) {
    self.meanings = meanings
    self.only = only
  }

  /// The names that were given a meaning and are in no trace, in order.
  public var unmet: [String] { meanings.keys.filter { !met.contains($0) }.sorted() }

  /// The number of requests that name no model; nil where they stay without one.
  func numberOfUnnamed() -> Int? { only.map(number(of:)) }

  /// The number of a field's model; nil where it has to be read with care.
  func number(plain field: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    if spellings.indices.contains(latest), spellings[latest].bytes.elementsEqual(field) {
      return spellings[latest].number
    }
    guard let place = spellings.firstIndex(where: { $0.bytes.elementsEqual(field) }) else { return nil }
    latest = place
    return spellings[place].number
  }

  /// The number of a model; a failure says what is wrong with its name.
  func number(named text: String) -> Result<Int, NameRefused> {
    let name = text.trimmed
    if let reason = SafeText.nameProblem(name) { return .failure(NameRefused(reason: reason)) }
    if meanings[name] != nil { met.insert(name) }
    let meant = only ?? meanings[name] ?? name
    guard names.contains(meant) || names.count < Self.limit else {
      return .failure(NameRefused(reason: "is one model more than the \(Self.limit) a trace may name"))
    }
    let number = number(of: meant)
    if spellings.count < Self.limit { spellings.append((Array(text.utf8), number)) }
    return .success(number)
  }

  private func number(of name: String) -> Int {
    if let known = names.firstIndex(of: name) { return known }
    names.append(name)
    return names.count - 1
  }

  /// Why a text names no model.
  struct NameRefused: Error {
    var reason: String
  }
}
