import Dashboard
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

  @Test("text never takes its ground's colour where the theme tells them apart")
  func readable() {
    var same: [String] = []
    for tier in [ColourTier.eight, .sixteen, .many] {
      for foreground in UInt8.min...UInt8.max {
        for background in UInt8.min...UInt8.max where foreground != background {
          let colours = tier.colours(.index(foreground), on: .index(background))
          if colours.text == colours.ground { same.append("\(tier) \(foreground)/\(background)") }
        }
      }
    }
    #expect(same.isEmpty)
  }
}
