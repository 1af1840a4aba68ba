import Foundation
import Interchange
import Testing

/// Every format the program reads, changed at random: read or refused in words, never fatal, never slow.
///
/// `FLEETMIX_FUZZ=100000` makes that many cases; `FLEETMIX_FUZZ_SEED` another series. The case at which a
/// crash ended the run is in a file `fleetmix-fuzz-FORMAT` in the temporary folder, as number and bytes.
@Suite("Random changes of every format") struct FuzzTests {
  private static let standardCases = 10_000
  /// Longest case; a real one takes a millisecond.
  private static let limit = ContinuousClock.Duration.seconds(5)

  private static let environment = ProcessInfo.processInfo.environment
  private static let cases = environment["FLEETMIX_FUZZ"].flatMap { Int($0) } ?? standardCases
  private static let seed = environment["FLEETMIX_FUZZ_SEED"].flatMap { UInt64($0) } ?? 20_261_130

  @Test("is read or refused", arguments: FuzzFormat.all) func format(_ format: FuzzFormat) throws {
    let mark = LastCase(format.testDescription)
    let count = Self.cases / FuzzFormat.all.count + 1
    for bytes in format.seeds { _ = check(bytes, of: format, "seed", mustRead: true) }
    var readable = 0
    for number in 0..<count {
      var mutator = Mutator(seed: Self.seed &+ UInt64(number) &* 0x1_0000_0001)
      let bytes = mutator.changed(format.seeds)
      mark.set(number, bytes)
      switch check(bytes, of: format, "case \(number)", mustRead: false) {
      case .read: readable += 1
      case .refused: break
      case .wrong: return
      }
    }
    mark.remove()
    // Changes that nothing survives would test only the first check of a reader.
    #expect(readable * 50 > count, "\(readable) of \(count) were read")
  }

  private enum Outcome {
    case read, refused, wrong
  }

  /// How the case went; issues where not as it should.
  private func check(_ bytes: [UInt8], of format: FuzzFormat, _ name: String, mustRead: Bool) -> Outcome {
    let start = ContinuousClock.now
    var texts: [String] = []
    var outcome = Outcome.read
    var difference: FuzzFormat.Difference?
    do {
      texts = try format.texts(bytes)
    } catch let error as FuzzFormat.Difference {
      difference = error
    } catch {
      texts = ["\(error)"]
      outcome = .refused
      if mustRead || texts[0].isEmpty { Issue.record("\(format.testDescription), \(name): \(texts[0])") }
    }
    let time = ContinuousClock.now - start
    let raw = texts.lazy.compactMap(RawControl.first).first
    if let difference {
      Issue.record("\(format.testDescription), \(name): does not read back: \(difference.written)")
    } else if let raw {
      let text = texts.first { RawControl.first(in: $0) != nil } ?? ""
      Issue.record(
        "\(format.testDescription), \(name): U+\(String(raw.value, radix: 16)) in \(text.debugDescription)")
    } else if time > Self.limit {
      Issue.record("\(format.testDescription), \(name): took \(time)")
    } else {
      return outcome
    }
    print(String(decoding: bytes.prefix(4000), as: UTF8.self).debugDescription)
    return .wrong
  }
}

/// The case at work, kept in a file for who looks after a crash.
private struct LastCase {
  private let path: String

  init(_ format: String) {
    path = NSTemporaryDirectory() + "fleetmix-fuzz-" + format.replacing(" ", with: "-")
  }

  func set(_ number: Int, _ bytes: [UInt8]) {
    guard let file = fopen(path, "w") else { return }
    fputs("\(number)\n", file)
    fwrite(bytes, 1, bytes.count, file)
    fclose(file)
  }

  func remove() { unlink(path) }
}
