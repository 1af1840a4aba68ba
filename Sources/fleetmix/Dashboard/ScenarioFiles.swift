import Dashboard
import Glibc
import Interchange
import Planning

/// Opens and saves scenarios for the dashboard; what goes wrong becomes a sentence for its message row.
struct ScenarioFiles {
  /// The folder that the scenario's profile paths are relative to. Saving elsewhere does not change what the
  /// scenario in memory states; opening does.
  private var folder: SourceFolder
  /// The scenario's text as it was read or written last.
  private var document: ScenarioDocument
  /// Other files that the session reads.
  private let inputs: [String]

  /// Files opened or saved lately.
  private let recent: RecentFiles
  /// Where unsaved edits are kept.
  private var autosave: Autosave
  /// Whether it was said that unsaved edits cannot be kept.
  private var hasToldKeeping = false
  /// The file that records that the tour was shown; nil: the tour is not offered.
  private let tourMark: String?

  /// Starts with a scenario whose profile paths are relative to `folder`; `inputs` are the other files that the session
  /// reads.
  init(
    document: ScenarioDocument, folder: SourceFolder, inputs: [String], stateFolder: String?, offersTour: Bool
  ) {
    self.document = document
    self.folder = folder
    self.inputs = inputs
    recent = RecentFiles(path: stateFolder.map { $0 + "/recent" })
    autosave = Autosave(stateFolder: stateFolder)
    tourMark = offersTour ? stateFolder.map { $0 + "/tour" } : nil
  }

  /// Returns what earlier sessions left: unsaved edits, files opened; a user without earlier sessions gets
  /// the tour.
  func known() -> [Action] {
    let left = autosave.leftovers()
    return (left.isEmpty ? [] : [.reports(.leftoversFound(left))]) + listed()
      + (isFirstTime() ? [.view(.beginTour)] : [])
  }

  /// Whether the tour was never shown; where that cannot be remembered, it is not offered.
  private func isFirstTime() -> Bool {
    guard let tourMark, access(tourMark, F_OK) != 0 else { return false }
    UserFolders.make(for: tourMark)
    return (try? AtomicFile.write("shown\n", to: tourMark)) != nil
  }

  /// Reads what an earlier session left.
  mutating func recover(_ path: String) -> [Action] {
    do {
      let leftover = try autosave.take(path)
      document = leftover.document
      folder = leftover.origin
      let lost = leftover.unreadablePins
      return [.reports(.recovered(leftover.session))]
        + (lost > 0 ? [.program(.explain("Recovered but for \(lost) pinned plans that cannot be read"))] : [])
    } catch {
      return [.reports(.recoverFailed(Self.sentence(error)))]
    }
  }

  /// Forgets what was kept: the operator gave it up.
  mutating func discardKept() -> [Action] {
    autosave.forget()
    return []
  }

  /// Keeps unsaved work, or forgets what was kept where there is none; what was recovered and undone stays.
  mutating func keep(_ session: KeptSession?) -> [Action] {
    guard let session else {
      autosave.release()
      return []
    }
    do {
      try autosave.keep(session, document: document, origin: folder)
      return []
    } catch {
      // Said once: the same every two seconds would hide everything else.
      if hasToldKeeping { return [] }
      hasToldKeeping = true
      return [.program(.explain("Unsaved edits cannot be kept for a crash: \(Self.sentence(error))"))]
    }
  }

  /// Files that can be opened without typing their path: those of late, then the samples.
  private func listed() -> [Action] {
    let own = recent.paths().map { KnownFile(path: $0, note: "opened or saved lately") }
    let samples = ["today", "worked-example", "paper"].flatMap {
      ResourceLocator().files(in: "Samples/\($0)", suffix: ".yaml")
    }
    return [.reports(.filesKnown(own + samples.map { KnownFile(path: $0.name, note: "sample") }))]
  }

  /// Reads a scenario, or a sample by its name; returns the dashboard's actions on it.
  mutating func open(_ path: String) -> [Action] {
    let path = Self.expanded(path)
    do {
      if access(path, F_OK) != 0, path.hasPrefix("Samples/"), let sample = ResourceLocator().file(path) {
        return try open(sample)
      }
      var status = stat()
      if stat(path, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) {
        // Reading one would wait for its writer, and every save behind it too.
        return [.reports(.openFailed("\(path): error: is a pipe or a device, not a file"))]
      }
      document = try ScenarioDocument.read(path: path)
      folder = .containing(path)
      autosave.leave()
      recent.add(path)
      return [.reports(.scenarioOpened(document.scenario, path: path))] + listed()
    } catch {
      return [.reports(.openFailed(Self.sentence(error)))]
    }
  }

  private mutating func open(_ sample: ResourceLocator.Resource) throws -> [Action] {
    let locator = ResourceLocator()
    let source = try locator.read(sample)
    let place = locator.folder(of: sample)
    let scenario = try ScenarioReader.read(text: source.text, fileName: source.path, folder: place)
    folder = place
    document = ScenarioDocument(scenario: scenario, text: source.text, path: nil)
    autosave.leave()
    // A sample is saved under a name of the operator's, not over itself.
    return [.reports(.scenarioOpened(scenario, path: nil))]
  }

  /// Writes a scenario into the text that it was read from; asks for the consent that is missing.
  mutating func save(_ scenario: Scenario, to path: String, consent: SaveConsent) -> [Action] {
    let path = Self.expanded(path)
    let isOwn = document.path.map { OutputFiles.isSame($0, path) } ?? false
    if access(path, F_OK) == 0 {
      if isOwn, !consent.contains(.changed), document.differs(from: path) {
        return [.reports(.saveNeeds([.changed, .overwrite], given: consent, path: path))]
      }
      if !consent.contains(.overwrite) { return [.reports(.saveExists(path: path))] }
    }
    let companions = ScenarioWriter.companions(of: scenario, savedTo: path, origin: folder)
    let taken = companions.filter { $0.place == .taken }
    if !taken.isEmpty, !consent.contains(.beside) {
      return [.reports(.saveExistsBeside(taken.map(\.name), given: consent, path: path))]
    }
    let written = companions.filter { $0.place != .same }
    do {
      try OutputFiles.check(
        [path] + written.map(\.path), inputs: folder.files(of: scenario) + inputs)
      document = try ScenarioWriter.save(
        scenario, to: path, origin: folder, keeping: consent.contains(.rewrite) ? nil : document,
        replacing: consent.contains(.beside))
      autosave.settle()
      recent.add(path)
      return [.reports(.saved(scenario, path: path, beside: written.map(\.name)))] + listed()
    } catch is LayoutLost {
      return [.reports(.saveNeeds(.rewrite, given: consent, path: path))]
    } catch {
      return [.reports(.saveFailed(Self.sentence(error)))]
    }
  }

  /// Writes a plan as the file's name asks; a file that exists is replaced only with `overwrite`.
  func savePlan(_ plan: Plan, of scenario: Scenario, title: String, to path: String, overwrite: Bool)
    -> [Action]
  {
    write(to: path, overwrite: overwrite, ifExists: { .reports(.saveExists(path: $0)) }) { path in
      let text =
        switch SaveFormat(path: path) {
        case .csv: PlanCSV.encode(plan)
        case .md: PlanMarkdown.encode(plan, title: title)
        case .json, .yaml, nil:
          PlanJSON.text(
            plan, title: title,
            origin: PlanOrigin(of: scenario, gapAsked: PlanningOptions().gap, carriesScenario: true)) + "\n"
        }
      try AtomicFile.write(text, to: path)
      return [.reports(.planSaved(path: path))]
    }
  }

  /// Exports a plan in a language that runs it, unless one of its replicas cannot be expressed; a file that
  /// exists is replaced only with `overwrite`.
  func export(_ plan: Plan, _ language: ExportLanguage, title: String, to path: String, overwrite: Bool)
    -> [Action]
  {
    guard let format = PlanExport.Format(rawValue: language.rawValue) else { return [] }
    if let refusal = PlanExport.refusals(plan, format: format).first {
      return [.reports(.saveFailed("Not exported: \(refusal)"))]
    }
    return write(to: path, overwrite: overwrite, ifExists: { .reports(.exportExists(language, path: $0)) }) {
      path in
      try AtomicFile.write(PlanExport.text(plan, format: format, title: title), to: path)
      return [.reports(.exported(language, path: path))]
    }
  }

  /// Writes a table as the file's name asks; a file that exists is replaced only with `overwrite`.
  func saveTable(_ header: [String], _ rows: [[String]], to path: String, overwrite: Bool) -> [Action] {
    write(to: path, overwrite: overwrite, ifExists: { .reports(.saveExists(path: $0)) }) { path in
      let text =
        SaveFormat(path: path) == .csv
        ? ([header] + rows).map { PlanCSV.row($0) + "\n" }.joined()
        : PlanMarkdown.table(header, rows, numeric: Set(header.indices.dropFirst(3)))
      try AtomicFile.write(text, to: path)
      return [.reports(.tableSaved(path: path))]
    }
  }

  /// Lists a folder: the names that can be shown and typed.
  func list(_ folder: String) -> [Action] {
    let path = folder.isEmpty ? "." : Self.expanded(folder)
    let names = ResourceLocator.names(in: path).filter {
      !$0.hasPrefix(".") && !$0.unicodeScalars.contains(where: SafeText.isUnsafe)
    }.sorted().prefix(Self.listedNames)
    let marked = names.map { name in
      var status = stat()
      let isFolder = stat("\(path)/\(name)", &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
      return isFolder ? name + "/" : name
    }
    return [.reports(.folderListed(FolderListing(folder: folder, names: marked)))]
  }

  /// Names of a folder that are listed; more would only hide each other.
  private static let listedNames = 1000

  /// Writes a picture of the screen; a file that exists is replaced only with `overwrite`.
  func savePicture(_ text: String, to path: String, overwrite: Bool) -> [Action] {
    write(to: path, overwrite: overwrite, ifExists: { .reports(.pictureExists(path: $0)) }) { path in
      try AtomicFile.write(text, to: path)
      return [.reports(.pictureSaved(path: path))]
    }
  }

  private func write(
    to path: String, overwrite: Bool, ifExists question: (String) -> Action,
    _ body: (String) throws -> [Action]
  ) -> [Action] {
    let path = Self.expanded(path)
    do {
      let own = [document.path].compactMap { $0 }
      try OutputFiles.check([path], inputs: own + folder.files(of: document.scenario) + inputs)
      if !overwrite && access(path, F_OK) == 0 { return [question(path)] }
      return try body(path)
    } catch {
      return [.reports(.saveFailed(Self.sentence(error)))]
    }
  }

  /// The path from the root.
  static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder = workingFolder else { return path }
    return "\(folder)/\(path)"
  }

  /// The folder that relative paths start from; nil: it is gone.
  static var workingFolder: String? {
    guard let folder = getcwd(nil, 0) else { return nil }
    defer { free(folder) }
    return String(cString: folder)
  }

  /// The path with a leading `~/` as a shell reads it.
  private static func expanded(_ path: String) -> String {
    guard path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
    return String(cString: home) + path.dropFirst()
  }

  /// The first problem in one row, and how many more there are.
  private static func sentence(_ error: any Error) -> String {
    let lines = "\(error)".split(separator: "\n")
    guard let first = lines.first else { return "it failed without a reason" }
    return lines.count > 1 ? "\(first) (and \(lines.count - 1) more)" : String(first)
  }
}
