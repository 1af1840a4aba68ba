import Planning
import Testing

@testable import Interchange

@Suite("Safe text") struct SafeTextTests {
  @Test("what acts on a terminal is shown, lines and tabs stay, and nothing else changes") func shown() {
    let table: [(text: String, shown: String)] = [
      ("", ""), ("a\tb\nc\n", "a\tb\nc\n"), ("é 日 🚀 ─█⣿ \\u{1B}", "é 日 🚀 ─█⣿ \\u{1B}"),
      ("\u{1b}[31m", "\\u{1B}[31m"), ("\u{9b}2J\u{7f}\u{7}", "\\u{9B}2J\\u{7F}\\u{7}"),
      ("a\rb\r\n", "a\\u{D}b\\u{D}\n"), ("\u{202e}x\u{2066}", "\\u{202E}x\\u{2066}"),
      ("\u{200b}\u{feff}\u{ad}\u{e0041}", "\\u{200B}\\u{FEFF}\\u{AD}\\u{E0041}"),
    ]
    for (text, shown) in table {
      #expect(
        SafeText.shown(text).unicodeScalars.elementsEqual(shown.unicodeScalars), "\(text.debugDescription)")
      #expect(SafeText.shown(shown) == shown)
    }
  }

  @Test("every part of a problem is safe") func problems() {
    let bad = "a\u{1b}[0m\u{202e}\r"
    let problem = Diagnostic(
      file: bad, line: 1, column: 1, key: bad, badValue: bad, message: bad, suggestion: bad)
    let file = FileError(path: bad, reason: bad, exitCode: 65)
    let edit = EditProblem(path: bad, message: bad, badValue: bad, suggestion: bad)
    for text in [problem.description, file.description, edit.description, InputError([problem]).description] {
      #expect(!text.unicodeScalars.contains(where: SafeText.isUnsafe), "\(text.debugDescription)")
    }
  }
}
