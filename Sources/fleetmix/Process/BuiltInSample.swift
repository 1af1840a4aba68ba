import Interchange
import Planning

/// The scenario that opens when none is named, and where its profile lies.
struct BuiltInSample {
  /// The scenario with its text.
  let document: ScenarioDocument
  /// The folder, on disk or inside the program, that its profile paths are relative to.
  let folder: SourceFolder

  /// Reads it, from the folder beside the program or from the program itself.
  init() throws {
    let locator = ResourceLocator()
    guard let resource = locator.file(ResourceLocator.defaultScenario) else {
      throw FileError(
        path: ResourceLocator.defaultScenario, reason: "no such file", exitCode: ExitStatus.noInput)
    }
    let source = try locator.read(resource)
    folder = locator.folder(of: resource)
    let scenario = try ScenarioReader.read(text: source.text, fileName: source.path, folder: folder)
    document = ScenarioDocument(scenario: scenario, text: source.text, path: nil)
  }
}
