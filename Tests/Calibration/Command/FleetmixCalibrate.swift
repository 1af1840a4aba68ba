import ArgumentParser
import Calibration
import Interchange
import Serving

/// `fleetmix-calibrate`: fits the serving model's constants and reports how far it lies from measurements.
@main
struct FleetmixCalibrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fleetmix-calibrate",
    abstract: "Fit the serving model to the measurements in Tests/Calibration/Data, and report its errors.",
    subcommands: [Fit.self, Report.self])
}

/// The folder with the tables.
struct DataOption: ParsableArguments {
  @Option(help: "Folder with engines.csv, boards.csv, runs.csv and heldout.csv.")
  var data = "Tests/Calibration/Data"

  var heldOut: String { "\(data)/heldout.csv" }
}

/// Fits the constants, prints them, and writes the fits with groups left out.
struct Fit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the constants that fit best; copy them to EstimatorConstants.swift.")

  @OptionGroup var data: DataOption

  @Flag(help: "Also fit with each group left out and write heldout.csv, from the constants in use.")
  var heldOut = false

  func run() throws {
    let calibration = try Calibration(folder: data.data)
    let constants = calibration.fit()
    print("constant,fitted,in use,change in %")
    for parameter in Parameter.all {
      let inUse = EstimatorConstants.fitted[keyPath: parameter.path]
      let fitted = constants[keyPath: parameter.path]
      let change = ((fitted / inUse - 1) * 10_000).rounded() / 100
      print("\(parameter.name),\(fitted),\(inUse),\(change)")
    }
    guard heldOut else { return }
    try AtomicFile.write(calibration.heldOutFits(from: .fitted).csv, to: data.heldOut)
  }
}

/// Prints the errors by class, and the bands.
struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Print the errors by class on rows left out.")

  @OptionGroup var data: DataOption

  @Flag(help: "Print every row as CSV instead: measured / predicted by the fit that did not see its group.")
  var rows = false

  func run() throws {
    let calibration = try Calibration(folder: data.data)
    let residuals = calibration.residuals(try HeldOutFits(path: data.heldOut))
    if rows {
      print(residuals.csv, terminator: "")
      return
    }
    print(AccuracyReport(residuals).markdown)
    print(BandTable(residuals).markdown)
  }
}
