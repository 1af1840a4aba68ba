import Glibc

/// Clocks in milliseconds.
enum Clocks {
  /// Processor time of all threads of this process.
  static func cpu() -> Double { read(CLOCK_PROCESS_CPUTIME_ID) }

  /// Time on the wall.
  static func wall() -> Double { read(CLOCK_MONOTONIC) }

  private static func read(_ clock: clockid_t) -> Double {
    var now = timespec()
    clock_gettime(clock, &now)
    return Double(now.tv_sec) * 1e3 + Double(now.tv_nsec) * 1e-6
  }
}

/// Facts of the machine that figures depend on.
enum Machine {
  /// The processor's name.
  static var processor: String {
    value(of: "model name", in: "/proc/cpuinfo") ?? value(of: "CPU part", in: "/proc/cpuinfo") ?? "unknown"
  }

  /// Processors this process may use.
  static var cores: Int { Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

  /// Largest resident memory of this process so far, in MB (10^6 bytes).
  static var peakMemory: Double {
    let words = value(of: "VmHWM", in: "/proc/self/status")?.split(separator: " ") ?? []
    return (words.first.flatMap { Double($0) } ?? 0) * 1024 / 1e6
  }

  /// Processes that ran or waited lately: 1, 5 and 15 minutes.
  static var load: String {
    (lines(of: "/proc/loadavg").first ?? "").split(separator: " ").prefix(3).joined(separator: " ")
  }

  private static func value(of key: String, in path: String) -> String? {
    for line in lines(of: path) where line.hasPrefix(key) {
      guard let colon = line.firstIndex(of: ":") else { continue }
      return String(line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" })
    }
    return nil
  }

  /// Lines of a file of the kernel, whose size is not known beforehand.
  private static func lines(of path: String) -> [String] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var lines: [String] = []
    var buffer = [CChar](repeating: 0, count: 4096)
    while fgets(&buffer, Int32(buffer.count), file) != nil {
      let text = buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
      lines.append(String(decoding: text, as: UTF8.self))
    }
    return lines
  }
}
