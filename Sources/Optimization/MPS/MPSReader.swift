/// Reads linear and mixed-integer programs from MPS files, fixed or free.
///
/// The free format is tried first; a file whose names contain spaces does not parse that way and is then read by
/// the column positions of the fixed format. Integer columns between markers without an entry in the bounds
/// section are binary, as most readers have it.
public enum MPSReader {
  /// Reads a program from text.
  public static func read(_ text: String, fileName: String = "MPS") throws -> LinearProgram {
    try read(bytes: Array(text.utf8), fileName: fileName)
  }

  /// Reads a program from the bytes of a file.
  public static func read(bytes: [UInt8], fileName: String = "MPS") throws -> LinearProgram {
    var free = MPSParser(bytes: bytes, fileName: fileName, layout: .free)
    do throws(MPSError) {
      return try free.parse()
    } catch {
      var fixed = MPSParser(bytes: bytes, fileName: fileName, layout: .fixed)
      do throws(MPSError) {
        return try fixed.parse()
      } catch let fixedError {
        // The layout that got further is the one that was meant.
        throw fixedError.line > error.line ? fixedError : error
      }
    }
  }
}
