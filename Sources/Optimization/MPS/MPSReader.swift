/// Reads linear and mixed-integer programs from MPS files, fixed or free.
///
/// The free format is tried first; a file whose names contain spaces does not parse that way and is then read by
/// the column positions of the fixed format. Integer columns between markers without an entry in the bounds
/// section are binary, as most readers have it.
public enum MPSReader {
  /// Reads a program from text.
  public static func read(
    _ text: String, fileName: String = "MPS", isCancelled: () -> Bool = { false }
  ) throws -> LinearProgram {
    try read(bytes: Array(text.utf8), fileName: fileName, isCancelled: isCancelled)
  }

  /// Reads a program from the bytes of a file.
  ///
  /// Throws `CancellationError` once `isCancelled`, which is asked now and then, is true.
  public static func read(
    bytes: [UInt8], fileName: String = "MPS", isCancelled: () -> Bool = { false }
  ) throws -> LinearProgram {
    var free = MPSParser(bytes: bytes, fileName: fileName, layout: .free)
    let program: LinearProgram?
    do throws(MPSError) {
      program = try free.parse(isCancelled)
    } catch {
      var fixed = MPSParser(bytes: bytes, fileName: fileName, layout: .fixed)
      do throws(MPSError) {
        program = try fixed.parse(isCancelled)
      } catch let fixedError {
        // The layout that got further is the one that was meant.
        throw fixedError.line > error.line ? fixedError : error
      }
    }
    guard let program else { throw CancellationError() }
    return program
  }
}
