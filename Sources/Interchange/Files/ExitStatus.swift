import Glibc

/// The documented exit statuses of every command; those of file problems have the values of sysexits.h.
public enum ExitStatus {
  /// The command line is wrong.
  public static let badUsage: Int32 = 64
  /// The input is there but wrong.
  public static let badData: Int32 = 65
  /// The input is not there, or may not be read.
  public static let noInput: Int32 = 66
  /// There is no plan, or none is known.
  public static let noPlan: Int32 = 69
  /// The program itself is at fault.
  public static let internalError: Int32 = 70
  /// The output cannot be written.
  public static let cannotWrite: Int32 = 73
  /// The operator interrupted the command.
  public static let interrupted: Int32 = 130
  /// The reader of the result went away: the status that a shell reports for a program ended by SIGPIPE.
  public static let noReader: Int32 = 128 + SIGPIPE
}
