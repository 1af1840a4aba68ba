import Optimization
import Testing

@Suite struct MPSWriterTests {
  @Test func writtenProgramsReadBackEqual() throws {
    for seed in 0..<200 {
      var original = RandomPrograms.mixedInteger(seed: UInt64(seed))
      // Integer activities change the form; that case is tested on its own.
      original = withoutIntegerRows(original)
      let read = try MPSReader.read(MPSWriter.write(original))
      #expect(read == original, "seed \(seed)")
    }
  }

  private func withoutIntegerRows(_ program: LinearProgram) -> LinearProgram {
    var plain = LinearProgram(name: program.name, sense: program.sense)
    plain.objectiveConstant = program.objectiveConstant
    for column in 0..<program.columnCount {
      plain.addColumn(
        lower: program.columnLower[column], upper: program.columnUpper[column],
        cost: program.cost[column] / 3,
        isInteger: program.columnIsInteger[column], name: program.columnNames[column])
    }
    for row in 0..<program.rowCount {
      let (columns, values) = program.entries(ofRow: row)
      plain.addRow(
        lower: min(program.rowLower[row] / 8, program.rowUpper[row]), upper: program.rowUpper[row],
        columns: Array(columns),
        values: Array(values), name: program.rowNames[row])
    }
    return plain
  }

  @Test func rowBoundsThatExcludeEachOtherStayInfeasible() throws {
    var program = LinearProgram()
    program.addColumn(name: "x")
    program.addRow(lower: 3, upper: 1, columns: [0], values: [1], name: "r")
    let read = try MPSReader.read(MPSWriter.write(program))
    #expect(read.rowLower == [-.infinity, 3])
    #expect(read.rowUpper == [1, .infinity])
  }

  @Test func namesAreMadeSafeAndUnique() throws {
    var program = LinearProgram(name: "two words")
    for name in ["a b", "a_b", "", "é", "*x", "a b"] { program.addColumn(cost: 1, name: name) }
    program.addRow(lower: 1, upper: 1, columns: [0], values: [1], name: "OBJ")
    let read = try MPSReader.read(MPSWriter.write(program))
    #expect(read.columnCount == 6)
    #expect(Set(read.columnNames).count == 6)
    #expect(read.rowCount == 1)
  }

  @Test func emptyBoundsAndExtremesSurvive() throws {
    var program = LinearProgram()
    program.addColumn(lower: 0, upper: -1, cost: 1e-300, name: "empty")
    program.addColumn(lower: -.infinity, upper: -2, cost: 0.1, name: "left")
    program.addColumn(lower: -.infinity, upper: .infinity, cost: 1.0 / 3, name: "free")
    program.addColumn(lower: 0, upper: .infinity, isInteger: true, name: "count")
    let read = try MPSReader.read(MPSWriter.write(program))
    #expect(read == program)
  }
}
