import Dashboard
import Glibc
import Testing

@testable import Terminal

@Suite("Colour tiers")
struct ColourTierTests {
  @Test("the number of colours and NO_COLOR decide the tier")
  func tiers() {
    let table: [(colours: Int, noColor: String?, tier: ColourTier)] = [
      (256, nil, .many), (1 << 24, nil, .many), (88, nil, .sixteen), (16, nil, .sixteen), (8, nil, .eight),
      (0, nil, .mono), (-1, nil, .mono), (256, "1", .mono), (256, "", .many),
    ]
    for (colours, noColor, tier) in table {
      #expect(ColourTier(colours: colours, noColor: noColor) == tier, "\(colours) \(noColor ?? "unset")")
    }
  }

  @Test("palette entries are xterm's")
  func palette() {
    let table: [(index: UInt8, rgb: Palette.RGB)] = [
      (16, (0, 0, 0)), (21, (0, 0, 255)), (81, (95, 215, 255)), (196, (255, 0, 0)), (231, (255, 255, 255)),
      (232, (8, 8, 8)), (255, (238, 238, 238)),
    ]
    for (index, rgb) in table { #expect(Palette.rgb(index) == rgb, "\(index)") }
  }

  @Test("colours that exist in both palettes map to themselves")
  func mapping() {
    let table: [(index: UInt8, sixteen: UInt8)] = [
      (3, 3), (12, 12), (16, 0), (231, 15), (196, 9), (46, 10), (226, 11), (201, 13), (51, 14), (244, 8),
    ]
    for (index, sixteen) in table {
      #expect(Palette.nearestOfSixteen(index) == sixteen, "\(index)")
      #expect(ColourTier.sixteen.entry(.index(index)) == Int32(sixteen))
      #expect(ColourTier.eight.entry(.index(index)) == Int32(sixteen % 8))
      #expect(ColourTier.many.entry(.index(index)) == Int32(index))
      #expect(ColourTier.mono.entry(.index(index)) == -1)
    }
    #expect(ColourTier.eight.entry(.terminal) == -1)
  }

  /// Contrast of WCAG 2.2, written down a second time.
  private func contrast(_ one: Int32, _ other: Int32) -> Double {
    func luminance(_ index: Int32) -> Double {
      let colour = Palette.rgb(UInt8(index))
      let parts = [colour.red, colour.green, colour.blue].map { value -> Double in
        let part = Double(value) / 255
        return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let pair = [luminance(one), luminance(other)].sorted()
    return (pair[1] + 0.05) / (pair[0] + 0.05)
  }

  /// Of eight colours, neither black nor white reaches 4.5 on magenta; 4.4 is what there is.
  @Test("whatever a theme asks for, text of 8 and of 16 colours can be read on its ground")
  func readable() {
    var bad: Set<String> = []
    for tier in [ColourTier.eight, .sixteen] {
      for foreground in UInt8.min...UInt8.max {
        for background in UInt8.min...UInt8.max {
          let colours = tier.colours(.index(foreground), on: .index(background))
          if contrast(colours.text, colours.ground) < 4.4 { bad.insert("\(tier) on \(colours.ground)") }
        }
        let onTerminal = tier.colours(.index(foreground), on: .terminal)
        #expect(onTerminal.ground == -1)
        if contrast(onTerminal.text, 0) < 4.5 { bad.insert("\(tier) on the terminal's ground") }
      }
    }
    #expect(bad.isEmpty, "\(bad)")
  }

  @Test("colours of the dark theme by tier")
  func darkTheme() {
    // Muted grey, the rule, red and the text of a selected row: what a terminal of each tier is asked for.
    let table: [(text: UInt8, ground: ThemeColour, many: Int32, sixteen: Int32, eight: Int32)] = [
      (246, .terminal, 246, 8, 7), (239, .terminal, 239, 8, 7), (210, .terminal, 210, 8, 7),
      (114, .terminal, 114, 8, 7), (81, .terminal, 81, 14, 6), (255, .index(238), 255, 0, 7),
    ]
    for entry in table {
      let tiers = [ColourTier.many, .sixteen, .eight].map {
        $0.colours(.index(entry.text), on: entry.ground).text
      }
      #expect(tiers == [entry.many, entry.sixteen, entry.eight], "\(entry.text)")
      #expect(ColourTier.mono.colours(.index(entry.text), on: entry.ground).text == -1)
    }
  }
}
