import Interchange
import Planning

/// The scenario that opens when none is named.
enum BuiltInSample {
  /// Its name below the share folder.
  static let name = "Samples/today/scenario.yaml"

  /// Reads it, from the folder beside the program or from the program itself.
  static func read() throws -> Scenario {
    let locator = ResourceLocator()
    guard let resource = locator.file(name) else {
      throw FileError(path: name, reason: "no such file", exitCode: ExitStatus.noInput)
    }
    let source = try locator.read(resource)
    return try ScenarioReader.read(
      text: source.text, fileName: source.path, folder: locator.folder(of: resource))
  }
}
