import Testing

@testable import Interchange

@Suite("CSV") struct CSVReaderTests {
  private func rows(_ text: String) throws -> [[String]] {
    let reader = CSVReader(text: text, name: "t.csv")
    var rows: [[String]] = []
    while let row = try reader.next() { rows.append(row.fields.map(\.text)) }
    return rows
  }

  @Test("quotes, doubled quotes, line ends, byte-order mark, missing last line end") func forms() throws {
    let cases: [(String, [[String]])] = [
      ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
      ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
      ("\u{FEFF}a,b\n", [["a", "b"]]),
      ("\"a,b\",\"c\"\"d\"\n", [["a,b", "c\"d"]]),
      ("\"two\nlines\",x\n", [["two\nlines", "x"]]),
      ("a,,\n,\n", [["a", "", ""], ["", ""]]),
      ("\"\",\"\"", [["", ""]]),
      ("\n\n\na\n\n\nb\n\n", [["a"], ["b"]]),
      (" a , b ", [[" a ", " b "]]),
      ("é,日", [["é", "日"]]),
      ("", []),
    ]
    for (text, expected) in cases { #expect(try rows(text) == expected, "\(text)") }
  }

  @Test("positions count lines and characters") func positions() throws {
    let reader = CSVReader(text: "é,\"x\ny\",z\r\nq,\"w\"", name: "t.csv")
    let first = try #require(try reader.next())
    #expect(first.fields.map(\.line) == [1, 1, 2] && first.fields.map(\.column) == [1, 3, 4])
    let second = try #require(try reader.next())
    #expect(second.line == 3 && second.fields.map(\.column) == [1, 3])
  }

  @Test("what is not CSV is refused where it goes wrong") func refusals() {
    let cases = [
      ("a\n\"b\nc", "t.csv:2:1: error: the quote that opens here is never closed"),
      ("a\nb\"c\n", "t.csv:2:2: error: a quote inside a field without quotes"),
      ("\"a\"b\n", "t.csv:1:4: error: text after the closing quote of a field"),
      ("a\nb\rc", "t.csv:2:3: error: a carriage return without a line feed"),
      ("a\n\0", "t.csv:2:1: error: is a binary file: it has a NUL byte"),
    ]
    for (text, expected) in cases {
      let found = lines { _ = try rows(text) }
      #expect(found.count == 1 && found[0].hasPrefix(expected), "\(found)")
    }
    // No character of Windows-1252 either.
    var chunk: [UInt8]? = [0x61, 0x2C, 0x81]
    let reader = CSVReader(name: "t.csv", limit: 9) {
      defer { chunk = nil }
      return chunk
    }
    #expect(lines { _ = try reader.next() } == ["t.csv:1:3: error: is not UTF-8 text"])
  }

  @Test("chunks may split anything; the limit holds") func chunks() throws {
    let text = Array("\u{FEFF}\"a\"\"é\",b\r\n1,2".utf8)
    for size in 1...text.count {
      var rest = text[...]
      let reader = CSVReader(name: "t.csv", limit: 100) {
        defer { rest = rest.dropFirst(size) }
        return rest.isEmpty ? nil : Array(rest.prefix(size))
      }
      #expect(try reader.next()?.fields.map(\.text) == ["a\"é", "b"])
      #expect(try reader.next()?.fields.map(\.text) == ["1", "2"])
      #expect(try reader.next() == nil)
    }
    let endless = CSVReader(name: "t.csv", limit: 1 << 20) { Array(repeating: 0x61, count: 65536) }
    #expect(!lines { _ = try endless.next() }.isEmpty)
  }

  @Test("rows written are rows read") func writing() throws {
    let fields = ["a", "b,c", "d\"e", "f\ng", "h\r\ni", "", "é"]
    #expect(try rows(PlanCSV.row(fields)) == [fields])
  }

  @Test("no cell that is written is a formula to a spreadsheet, and numbers stay numbers") func formulas()
    throws
  {
    let fields = [
      "=1+1", "+cmd|' /C calc'!A0", "-pool*4", "@SUM(A1)", "\t=x", "\r=x", "'=x", "''=x", "'", "'x",
      "\u{FF1D}1",
    ]
    let row = PlanCSV.row(fields)
    #expect(row.hasPrefix("'=1+1,'+cmd|' /C calc'!A0,'-pool*4,'@SUM(A1),"))
    #expect(try rows(row) == [fields])
    #expect(PlanCSV.row(["-3.5", "+2", "-1e-9", "- 3"]) == "-3.5,+2,-1e-9,'- 3")
    for cell in row.split(separator: ",") {
      #expect(!"=+-@\t\r".contains(cell.drop { $0 == "\"" }.first ?? "x"), "\(cell)")
    }
  }
}
