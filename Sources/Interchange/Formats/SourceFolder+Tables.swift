extension SourceFolder {
  /// A CSV reader of the file `stated`.
  func table(_ stated: String) throws -> CSVReader {
    guard case .embedded(let files) = self else { return try CSVReader(path: resolve(stated)) }
    return CSVReader(text: try text(stated, in: files), name: stated)
  }
}
