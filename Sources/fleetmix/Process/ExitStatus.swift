import ArgumentParser
import Glibc
import Interchange
import Planning

/// A command's exit status: ArgumentParser's type, not the file room's constants.
typealias ExitCode = ArgumentParser.ExitCode

/// The documented exit statuses.
enum ExitStatus {
  static let badUsage: Int32 = 64
  static let badData: Int32 = 65
  static let noInput: Int32 = 66
  static let noPlan: Int32 = 69
  static let internalError: Int32 = 70
  static let cannotWrite: Int32 = 73
  static let interrupted: Int32 = 130
  /// The reader of the result went away: the status that a shell reports for a program ended by SIGPIPE.
  static let noReader: Int32 = 128 + SIGPIPE
}

/// Runs the body of a command; problems with files go to standard error, one per line, with their status.
func reportingProblems(_ body: () throws -> Void) throws {
  do {
    try body()
  } catch let error as InputError {
    StandardError.write(error.description + "\n")
    throw ExitCode(error.exitCode)
  } catch let error as EditProblem {
    StandardError.write("fleetmix: \(error)\n")
    throw ExitCode(ExitStatus.badData)
  } catch let error as FileError {
    StandardError.write("fleetmix: " + error.description + "\n")
    throw ExitCode(error.exitCode)
  }
}

/// Ends a command for want of a plan, with the reason on standard error.
func noPlan(_ reason: String) -> ExitCode {
  StandardError.write("fleetmix: no plan: \(reason)\n")
  return ExitCode(ExitStatus.noPlan)
}

/// Ends a command that has no plan, with the verdict: proven, or not known.
func noPlan(_ reason: Infeasibility) -> ExitCode {
  StandardError.write("fleetmix: \(reason.verdict): \(reason.reason)\n")
  return ExitCode(Interruption.isRaised ? ExitStatus.interrupted : ExitStatus.noPlan)
}
