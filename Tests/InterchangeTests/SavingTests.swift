import Foundation
import Testing

@testable import Interchange

@Suite("Nothing is lost by writing") struct SavingTests {
  private func content(_ path: String) throws -> String { try String(contentsOfFile: path, encoding: .utf8) }

  private func names(_ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test("a link to nothing gets its file, a circle of links is told") func danglingLinks() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write("sub/keep", "")
    for (link, target) in [("first", "sub/second"), ("sub/second", "third.txt"), ("a", "b"), ("b", "a")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.path + "/" + link, withDestinationPath: target)
    }
    try AtomicFile.write("text", to: folder.path + "/first")
    #expect(try content(folder.path + "/sub/third.txt") == "text")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/first") == "sub/second")
    #expect(throws: FileError.self) { try AtomicFile.write("text", to: folder.path + "/a") }
    #expect(try names(folder) == ["a", "b", "first", "sub"])
  }

  @Test("a pipe that nobody reads is refused at once, one with a reader is written") func pipes() throws {
    let folder = try TemporaryFolder()
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    let error = #expect(throws: FileError.self) { try AtomicFile.write("text", to: pipe) }
    #expect(error?.exitCode == 73 && error?.reason == "cannot be written: nobody reads this pipe")
    let reader = open(pipe, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    try AtomicFile.write("text", to: pipe)
    var bytes = [UInt8](repeating: 0, count: 8)
    let count = read(reader, &bytes, 8)
    #expect(count == 4)
    #expect(String(decoding: bytes.prefix(4), as: UTF8.self) == "text")
  }

  @Test("an open descriptor gets what is saved under its name, and is replaced by nothing") func descriptors()
    throws
  {
    let folder = try TemporaryFolder()
    let path = try folder.write("log", "before ")
    let descriptor = open(path, O_WRONLY | O_APPEND)
    defer { close(descriptor) }
    try AtomicFile.write("saved", to: "/dev/fd/\(descriptor)")
    #expect(try content(path) == "before saved")
  }

  @Test("temporary files of killed saves go with the next save, those of others stay") func abandoned() throws
  {
    let folder = try TemporaryFolder()
    let target = folder.path + "/plan.json"
    let alive = try TemporaryFile(beside: target)
    let dead = try TemporaryFile(beside: target)
    close(dead.descriptor)
    _ = try folder.write(".fleetmix-mine.txt", "kept")
    try AtomicFile.write("{}", to: target)
    let name = (alive.path as NSString).lastPathComponent
    #expect(try names(folder) == [name, ".fleetmix-mine.txt", "plan.json"].sorted())
    close(alive.descriptor)
    try AtomicFile.write("{}", to: target)
    #expect(try names(folder) == [".fleetmix-mine.txt", "plan.json"])
  }

  /// Opens a log whose lines are `1`, `2`, ... up to 5; returns the lines that were there.
  private func reopened(_ path: String) throws -> [String] {
    var lines: [String] = []
    let log = try LineLog(
      path: path, beginning: { lines.count < 5 ? "\(lines.count + 1)" : nil },
      existing: { text, number in
        guard text == "\(number)" else { throw FileError(path: path, reason: "foreign", exitCode: 65) }
        lines.append(text)
      })
    for number in lines.count..<5 { try log.append("\(number + 1)\n") }
    return lines
  }

  @Test("of a log only the torn end of its own next line is cut off") func logs() throws {
    let folder = try TemporaryFolder()
    let whole = "1\n2\n3\n4\n5\n"
    for (text, kept) in [("", 0), ("1\n2\n", 2), ("1\n2\n3", 2), ("1", 0), (whole, 5)] {
      let path = try folder.write("log", text)
      #expect(try reopened(path).count == kept)
      #expect(try content(path) == whole)
    }
    for text in ["my notes", "1\n2\nmy notes", "1\n2\n4", "my notes\n", whole + "6", "\n", "\u{0}"] {
      let path = try folder.write("log", text)
      let error = #expect(throws: FileError.self, "\(text)") { try reopened(path) }
      #expect(error?.exitCode == 65)
      #expect(try content(path) == text)
    }
  }

  @Test("what is no file, cannot be read or is written by another is no log") func otherLogs() throws {
    let folder = try TemporaryFolder()
    for path in ["/dev/full", "/dev/zero", folder.path] {
      let error = #expect(throws: FileError.self) { try reopened(path) }
      #expect(error?.exitCode == 73, "\(path)")
    }
    // Opens as a file, and fails to be read.
    let unreadable = #expect(throws: FileError.self) { try reopened("/proc/self/mem") }
    #expect(unreadable?.exitCode == 66 && unreadable?.reason.hasPrefix("cannot be read: ") == true)
    let path = folder.path + "/log"
    let first = try LineLog(path: path, beginning: { nil }, existing: { _, _ in })
    let second = #expect(throws: FileError.self) { try reopened(path) }
    #expect(second?.reason.contains("another program") == true)
    try first.append("x\n")
  }

  @Test("an output that is an input is refused by whatever name") func outputs() throws {
    let folder = try TemporaryFolder()
    let input = try folder.write("in.yaml", "x")
    _ = try folder.write("sub/other", "x")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/soft", withDestinationPath: "sub/../in.yaml")
    try FileManager.default.linkItem(atPath: input, toPath: folder.path + "/hard")
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/later", withDestinationPath: "new")
    for name in ["in.yaml", "sub/../in.yaml", "soft", "hard"] {
      let error = #expect(throws: FileError.self) {
        try OutputFiles.check([nil, folder.path + "/" + name], inputs: [input])
      }
      #expect(error?.exitCode == 73, "\(name)")
    }
    try OutputFiles.check([folder.path + "/new", "/dev/null", "/dev/null"], inputs: [input, "/dev/null"])
    for pair in [["sub/other", "sub/other"], ["new", "later"], ["new", "./new"]] {
      #expect(throws: FileError.self, "\(pair)") {
        try OutputFiles.check(pair.map { folder.path + "/" + $0 }, inputs: [])
      }
    }
  }
}
