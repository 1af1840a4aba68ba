import Planning

extension Scenario {
  /// A model's name as short as tells it from the others: its size (`70b` of `llama-3-70b`) where sizes differ, else
  /// without what all names begin with.
  func shortModelName(_ name: String) -> String {
    let names = models.map(\.name)
    guard names.count > 1, let first = names.first else { return name }
    let sizes = names.map(Self.sizeWord)
    if let own = Self.sizeWord(name), Set(sizes).count == names.count, !sizes.contains(nil) { return own }
    var prefix = first
    for other in names {
      while !other.hasPrefix(prefix) { prefix.removeLast() }
    }
    guard let dash = prefix.lastIndex(of: "-") else { return name }
    let short = String(name.dropFirst(prefix[...dash].count))
    return short.isEmpty ? name : short
  }

  /// The part of a model's name that gives its parameters, such as `70b`.
  private static func sizeWord(_ name: String) -> String? {
    // Every label asks; bytes are read faster than characters.
    name.utf8.split(separator: UInt8(ascii: "-")).first { part in
      guard let last = part.last, last == UInt8(ascii: "b") || last == UInt8(ascii: "B"), part.count > 1
      else { return false }
      return part.dropLast().allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
      }
    }.flatMap { String($0) }
  }
}
