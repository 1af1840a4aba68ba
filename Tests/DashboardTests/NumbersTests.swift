import Serving
import Testing

@testable import Dashboard

@Suite struct NumbersTests {
  @Test func figuresTakeTheFormOfTheirKind() {
    let cases: [(String, String)] = [
      (Numbers.fixed(31.675, 2), "31.68"), (Numbers.fixed(-0.004, 2), "0.00"), (Numbers.fixed(-1.5, 0), "−2"),
      (Numbers.fixed(.nan, 2), "–"), (Numbers.fixed(1e300, 2), "–"), (Numbers.fixed(0.05, 2), "0.05"),
      (Numbers.headlineCost(0.08871), "0.0887"), (Numbers.headlineCost(12.34567), "12.346"),
      (Numbers.narrowCost(0.295), ".295"), (Numbers.narrowCost(1.389), "1.39"),
      (Numbers.narrowCost(12.36), "12.4"),
      (Numbers.narrowCost(0.9996), "1.00"), (Numbers.narrowCost(123.6), "124"),
      (Numbers.narrowCost(.infinity), "–"),
      (Numbers.percent(0.004), "<1"), (Numbers.percent(0), "0"), (Numbers.percent(0.956), "96"),
      (Numbers.time(milliseconds: 3.42), "3.4 ms"), (Numbers.time(milliseconds: 42.1), "42 ms"),
      (Numbers.time(milliseconds: 421), "420 ms"), (Numbers.time(milliseconds: 1234), "1.2 s"),
      (Numbers.time(milliseconds: 12_340), "12 s"), (Numbers.amount(9999.99), "9999.99"),
      (Numbers.amount(12_345.6), "12.35k"), (Numbers.amount(1.2e7), "12.00M"),
    ]
    for (shown, expected) in cases { #expect(shown == expected) }
  }

  @Test func partsAddUpToTheTotal() {
    #expect(Apportionment.percentages([1, 1, 1]) == [34, 33, 33])
    #expect(Apportionment.percentages([0, 0]) == [0, 0])
    #expect(Apportionment.split([0.333, 0.333, 0.334], toUnits: 100, decimals: 2) == [33, 33, 34])
    // Parts of another total are rounded alone instead of being bent.
    #expect(Apportionment.split([5, 5], toUnits: 1, decimals: 0) == [5, 5])
    var seed: UInt64 = 7
    for _ in 0..<500 {
      let parts = (0..<9).map { _ -> Double in
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(seed >> 40) / 1000
      }
      let total = DecimalText.units(parts.reduce(0, +), 2) ?? 0
      #expect(Apportionment.split(parts, toUnits: total, decimals: 2).reduce(0, +) == total)
      #expect(Apportionment.percentages(parts).reduce(0, +) == 100)
    }
  }

  @Test func deltasAreThoseOfTheShownDigits() {
    #expect(Numbers.delta(59.634, 56.851, 2)?.text == "+2.78")
    #expect(Numbers.delta(0.0777, 0.0786, 4)?.text == "−0.0009")
    #expect(Numbers.delta(1.001, 1.004, 2) == nil)
  }

  @Test func stepsAreRound() {
    let cases: [(Double, Double)] = [
      (0.5, 0.5), (0.0498, 0.05), (0.0088, 0.01), (33, 50), (1, 1), (0, 1), (7, 10),
    ]
    for (value, step) in cases { #expect(abs(Numbers.roundStep(value) - step) < 1e-9) }
  }

  @Test func everyCellIsOneColumnWide() {
    let cases: [(Character, Character)] = [
      ("a", "a"), ("é", "é"), ("漢", "?"), ("😀", "?"), ("\u{200B}", "?"), ("\u{1B}", "?"), ("e\u{301}", "e"),
      ("━", "━"), ("한", "?"), ("Ａ", "?"),
    ]
    for (given, expected) in cases { #expect(Characters.narrow(given) == expected) }
    #expect(Characters.cut("A40*2+A40*2+L40*4", to: 9) == "A40*…40*4".prefix(5) + "L40*4".suffix(4))
    for width in 0..<20 { #expect(Characters.cut("H100*4+A100*4", to: width).count == min(width, 13)) }
  }
}
