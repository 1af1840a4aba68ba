import Interchange

/// A program in a file with what is known of its optimum.
struct KnownProgram {
  /// The result that others have proven.
  enum Truth {
    case optimum(Double)
    case infeasible
    case nothing
  }

  var name: String
  var set: String
  /// How hard it is for others; empty: not stated.
  var tier: String
  var path: String
  var truth: Truth
  var hasIntegers: Bool

  /// The programs that `instances.csv` of a folder lists, in its order.
  static func read(folder: String) throws -> [KnownProgram] {
    let path = folder + "/instances.csv"
    let reader = try CSVReader(path: path)
    guard let header = try reader.next()?.fields.map(\.text) else { return [] }
    func place(_ name: String) throws -> Int {
      guard let index = header.firstIndex(of: name) else {
        throw FileError(path: path, reason: "has no column \(name)", exitCode: ExitStatus.badData)
      }
      return index
    }
    let (name, file) = (try place("name"), try place("file"))
    let optimum = try place("known_optimum")
    var programs: [KnownProgram] = []
    while let row = try reader.next() {
      func text(_ index: Int?) -> String {
        index.flatMap { row.fields.indices.contains($0) ? row.fields[$0].text : nil } ?? ""
      }
      let known = text(optimum)
      programs.append(
        KnownProgram(
          name: text(name), set: text(header.firstIndex(of: "set")),
          tier: text(header.firstIndex(of: "tier")), path: folder + "/" + text(file),
          truth: known == "infeasible" ? .infeasible : Double(known).map { .optimum($0) } ?? .nothing,
          hasIntegers: text(header.firstIndex(of: "integers")) != "0"))
    }
    return programs
  }
}
