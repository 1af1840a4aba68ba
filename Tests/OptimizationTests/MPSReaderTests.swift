import Optimization
import Testing

@Suite struct MPSReaderTests {
  private func program(
    rows: String = " N obj\n L r1\n", columns: String = " x obj 1 r1 1\n", rest: String = ""
  ) throws -> LinearProgram {
    try MPSReader.read("NAME t\nROWS\n\(rows)COLUMNS\n\(columns)\(rest)ENDATA\n", fileName: "t.mps")
  }

  @Test func freeFormatWithAllRowTypes() throws {
    let read = try program(
      rows: " N cost\n L a\n G b\n E c\n", columns: " x cost 2 a 1\n x b 1.5\n y c -1D2\n",
      rest: "RHS\n RHS a 4 b 1\n RHS c 3\nBOUNDS\n UP BND x 9\n")
    #expect(read.name == "t")
    #expect(read.cost == [2, 0])
    #expect(read.rowNames == ["a", "b", "c"])
    #expect(read.rowLower == [-.infinity, 1, 3])
    #expect(read.rowUpper == [4, .infinity, 3])
    #expect(read.columnUpper == [9, .infinity])
    #expect(Array(read.entries(ofRow: 2).values) == [-100])
  }

  @Test func rangesOfEachRowType() throws {
    let read = try program(
      rows: " N o\n L a\n G b\n E c\n E d\n", columns: " x o 1 a 1\n x b 1 c 1\n x d 1\n",
      rest: "RHS\n R a 10 b 10\n R c 10 d 10\nRANGES\n G a 4 b 4\n G c 4 d -4\n")
    #expect(read.rowLower == [6, 10, 10, 6])
    #expect(read.rowUpper == [10, 14, 14, 10])
  }

  @Test func boundsOfEachType() throws {
    let bounds = """
      BOUNDS
       LO B a -3
       UP B b -2
       FX B c 5
       FR B d
       MI B e
       BV B f
       LI B g 2
       UI B h 7
       UP B i 4
       LO B i 1
       PL B j
       UP B k 1e30

      """
    let columns = "abcdefghijk".map { " \($0) obj 1\n" }.joined()
    let read = try program(columns: columns, rest: bounds)
    let inf = Double.infinity
    #expect(read.columnLower == [-3, -inf, 5, -inf, -inf, 0, 2, 0, 1, 0, 0])
    #expect(read.columnUpper == [inf, -2, 5, inf, inf, 1, inf, 7, 4, inf, inf])
    #expect(read.columnIsInteger.indices.filter { read.columnIsInteger[$0] } == [5, 6, 7])
  }

  @Test func integerColumnsBetweenMarkersAreBinaryUnlessBounded() throws {
    let columns = """
       x obj 1
       M1 'MARKER' 'INTORG'
       y obj 1
       z obj 1
       w obj 1
       M2 'MARKER' 'INTEND'
       v obj 1

      """
    let read = try program(columns: columns, rest: "BOUNDS\n LO B z 0\n UP B w 5\n")
    #expect(read.columnIsInteger == [false, true, true, true, false])
    #expect(read.columnUpper == [.infinity, 1, .infinity, 5, .infinity])
  }

  @Test func objectiveSenseConstantAndFurtherFreeRows() throws {
    let text = """
      * a comment
      NAME
      OBJSENSE
          MAX
      ROWS
       N profit
       N other
       L r
      COLUMNS
       x profit 3 other 5
       x r 1
      RHS
       RHS profit -7 r 2
       RHS other 9
      ENDATA
      """
    let read = try MPSReader.read(text)
    #expect(read.sense == .maximize)
    #expect(read.objectiveConstant == 7)
    #expect(read.rowCount == 1)
    #expect(read.cost == [3])
    let inline = try MPSReader.read(text.replacing("OBJSENSE\n    MAX", with: "OBJSENSE MAX"))
    #expect(inline == read)
  }

  @Test func blankSetNames() throws {
    let read = try program(
      columns: " x obj 1 r1 1\n", rest: "RHS\n r1 4\nRANGES\n r1 1\nBOUNDS\n UP x 3\n MI x\n")
    #expect(read.rowUpper == [4])
    #expect(read.rowLower == [3])
    #expect(read.columnLower == [-.infinity])
    #expect(read.columnUpper == [3])
  }

  @Test func onlyTheFirstSetOfASectionCounts() throws {
    let read = try program(rest: "RHS\n A r1 4\n B r1 5\nBOUNDS\n UP A x 1\n UP B x 2\n")
    #expect(read.rowUpper == [4])
    #expect(read.columnUpper == [1])
  }

  @Test func fixedFormatWithSpacesInNames() throws {
    let text = """
      NAME          SPACES
      ROWS
       N  COST
       L  LIM 1
       G  MY EQN
      COLUMNS
          X ONE     COST                1.   LIM 1               1.
          X ONE     MY EQN              2.
          Y         COST               -1.
      RHS
          RHS       LIM 1               4.   MY EQN              1.
      BOUNDS
       UP BND       X ONE               4.
      ENDATA
      """
    let read = try MPSReader.read(text)
    #expect(read.rowNames == ["LIM 1", "MY EQN"])
    #expect(read.columnNames == ["X ONE", "Y"])
    #expect(read.columnUpper == [4, .infinity])
    #expect(read.rowUpper == [4, .infinity])
    #expect(read.rowLower == [-.infinity, 1])
  }

  @Test func windowsLineEndsAndTrailingBlanks() throws {
    let text = "NAME t  \r\nROWS\r\n N o\r\n L r\r\nCOLUMNS\r\n x o 1 r 1  \r\n\r\nENDATA\r\n"
    #expect(try MPSReader.read(text).columnCount == 1)
  }

  @Test func errorsNameLineAndFault() {
    let cases: [(text: String, line: Int, part: String)] = [
      ("NAME\nROWS\n N o\n L r\n L r\nENDATA\n", 5, "twice"),
      ("NAME\nROWS\n Q o\nENDATA\n", 3, "row type"),
      ("NAME\nROWS\n N o\nCOLUMNS\n x q 1\nENDATA\n", 5, "'q'"),
      ("NAME\nROWS\n N o\nCOLUMNS\n x o abc\nENDATA\n", 5, "'abc'"),
      ("NAME\nROWS\n N o\nCOLUMNS\n x o nan\nENDATA\n", 5, "'nan'"),
      ("NAME\nROWS\n N o\nCOLUMNS\n x o 1\n x o 2\nENDATA\n", 6, "two entries"),
      ("NAME\nROWS\n N o\nCOLUMNS\n x o 1\nBOUNDS\n UP B y 1\nENDATA\n", 7, "'y'"),
      ("NAME\nROWS\n N o\nCOLUMNS\n x o 1\nBOUNDS\n SC B x 1\nENDATA\n", 7, "'SC'"),
      ("NAME\nROWS\n N o\nCOLUMNS\n x o 1\nBOUNDS\n UP B x\nENDATA\n", 7, ""),
      ("NAME\nROWS\n N o\nQUADOBJ\nENDATA\n", 4, "QUADOBJ"),
      ("NAME\nRWS\n N o\nENDATA\n", 2, "'RWS' is no section that is supported; expected NAME, OBJ"),
      ("NAME\nROWS\n N o\nCOLUMNS\n x o 1\nBOUNDS\n ZZ B x 1\nENDATA\n", 7, "expected LO, UP, FX, FR"),
      ("NAME\nROWS\n N o\nCOLUMNS\n M 'MARKER' 'INT'\nENDATA\n", 5, "expected 'INTORG' or 'INTEND'"),
      ("NAME\nROWS\n N o\n", 3, "ENDATA"),
      ("OBJSENSE\n BEST\nENDATA\n", 2, "'BEST'"),
      ("", 0, "ENDATA"),
    ]
    for (text, line, part) in cases {
      let error = #expect(throws: MPSError.self) { try MPSReader.read(text, fileName: "f.mps") }
      #expect(error?.line == line, "\(text)")
      #expect(part.isEmpty || error?.message.contains(part) == true, "\(error?.description ?? "")")
      #expect(error?.fileName == "f.mps")
    }
  }

  @Test func anyBytesGiveAProgramOrAnError() throws {
    let valid = MPSWriter.write(RandomPrograms.mixedInteger(seed: 4))
    var random = SeededGenerator(seed: 99)
    for _ in 0..<400 {
      var bytes = Array(valid.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.removeSubrange(place..<min(bytes.count, place + 30))
        }
        if bytes.isEmpty { break }
      }
      _ = try? MPSReader.read(bytes: bytes)
    }
    for length in 0..<40 {
      let noise = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
      #expect(throws: MPSError.self) { try MPSReader.read(bytes: noise) }
    }
  }
}
