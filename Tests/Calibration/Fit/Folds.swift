import Interchange
internal import Serving

/// Splits measurements so that each group is left out of one fit.
enum Folds {
  /// Fits made with groups left out.
  static let count = 12

  /// The fold of every group: groups by name, dealt out in turn, so that each fold holds different models and GPUs.
  static func assignment(_ rows: [Measurement]) -> [String: Int] {
    let names = Set(rows.map(\.group)).sorted()
    return Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0 % count) })
  }
}

extension HeldOutFits {
  private static let parameters = Parameter.all

  /// The fits as a table, so that checks need not repeat them.
  package var csv: String {
    var text = (["group"] + Self.parameters.map(\.name)).joined(separator: ",") + "\n"
    for (group, constants) in self.constants.sorted(by: { $0.key < $1.key }) {
      let values = Self.parameters.map { "\(constants[keyPath: $0.path])" }
      text += ([group] + values).joined(separator: ",") + "\n"
    }
    return text
  }

  /// Reads such a table.
  package init(path: String) throws {
    let reader = try CSVReader(path: path)
    let expected = ["group"] + Self.parameters.map(\.name)
    guard let header = try reader.next(), header.fields.map(\.text) == expected else {
      throw TableError(text: "\(path): the columns must be \(expected)")
    }
    var fits: [String: EstimatorConstants] = [:]
    while let row = try reader.next() {
      var constants = EstimatorConstants.fitted
      for (parameter, field) in zip(Self.parameters, row.fields.dropFirst()) {
        guard let value = Double(field.text) else {
          throw TableError(text: "\(path):\(row.line): '\(field.text)' is no number")
        }
        constants[keyPath: parameter.path] = value
      }
      fits[row.fields[0].text] = constants
    }
    self.init(constants: fits)
  }
}
