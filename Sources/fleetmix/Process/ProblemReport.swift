import ArgumentParser
import Glibc
import Interchange
import Planning

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
