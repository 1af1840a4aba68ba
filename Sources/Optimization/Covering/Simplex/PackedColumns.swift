/// The columns of a covering program, laid out for pricing: four groups side by side in one vector register.
///
/// Every column of group `g` and item `i` is `rate[g,i] e_i + A_g`, where `A_g` is the same for all items of the group.
/// Every column of group `g` and item `i` is `rate[g,i] e_i + A_g`, where `A_g` is the same for all items of
/// the group. So a reduced cost or a pivot row needs one number per group, `A_g` times the multipliers, and
/// one product per entry. Groups that cannot be opened at the present node keep their lane but carry an
/// infinite surcharge.
struct PackedColumns: ~Copyable {
  typealias Lane4 = SIMD4<Double>

  /// Group of each lane; -1 fills a family's last block.
  private(set) var laneGroup: Buffer<Int32>
  /// Whether the group of a lane serves no item at all; it may still be opened, to be as many as asked for.
  private(set) var servesNothing: Buffer<Bool>
  /// Lane of each group; -1 if the group has none.
  private(set) var groupLane: Buffer<Int32>
  /// First block of each family, and the number of blocks at the end.
  private(set) var blockStarts: Buffer<Int32>
  /// First rate vector of each family's blocks.
  private(set) var rateStarts: Buffer<Int32>
  /// Scaled rates.
  private(set) var rates: UnsafeMutablePointer<Lane4>
  /// Uses of resources, `resourceCount` vectors per block.
  private(set) var uses: UnsafeMutablePointer<Lane4>
  /// Added to the base of each lane: infinite where the group is closed, else what rows of single groups add.
  let surcharge: UnsafeMutablePointer<Double>
  /// Blocks with an open lane, by family: positions `openStarts[f]..<openStarts[f + 1]` of `openBlocks`.
  private(set) var openBlocks: Buffer<Int32>
  private(set) var openStarts: Buffer<Int32>
  let resourceCount: Int
  let laneCount: Int

  /// Lays out the listed groups, in ascending order. `scale[i]` multiplies the rates of item i.
  init(_ program: borrowing CoveringProgram, groups: [Int32], scale: [Double]) {
    resourceCount = program.resourceCount
    laneGroup = Buffer(capacity: groups.count + 4 * program.familyCount)
    groupLane = Buffer(capacity: program.groupCount)
    groupLane.reset(to: program.groupCount, filling: -1)
    servesNothing = Buffer(capacity: groups.count + 4 * program.familyCount)
    blockStarts = Buffer(capacity: program.familyCount + 1)
    rateStarts = Buffer(capacity: program.familyCount + 1)
    blockStarts.append(0)
    rateStarts.append(0)
    var rateCount = 0
    for family in 0..<program.familyCount {
      for group in groups where program.groupFamily[Int(group)] == Int32(family) {
        groupLane.base[group] = Int32(laneGroup.count)
        laneGroup.append(group)
      }
      while laneGroup.count % 4 != 0 { laneGroup.append(-1) }
      let blocks = laneGroup.count / 4 - Int(blockStarts.base[family])
      blockStarts.append(Int32(laneGroup.count / 4))
      rateCount += blocks * program.items(ofFamily: family).count
      rateStarts.append(Int32(rateCount))
    }
    laneCount = laneGroup.count
    servesNothing.reset(to: laneCount, filling: true)
    rates = .allocate(capacity: max(1, rateCount))
    uses = .allocate(capacity: max(1, laneCount / 4 * resourceCount))
    surcharge = .allocate(capacity: max(4, laneCount))
    openBlocks = Buffer(capacity: laneCount / 4 + 1)
    openStarts = Buffer(capacity: program.familyCount + 1)
    rates.update(repeating: .zero, count: rateCount)
    uses.update(repeating: .zero, count: laneCount / 4 * resourceCount)
    surcharge.update(repeating: .infinity, count: laneCount)
    fill(program, scale: scale)
  }

  private func fill(_ program: borrowing CoveringProgram, scale: [Double]) {
    for family in 0..<program.familyCount {
      let items = program.items(ofFamily: family)
      for lane in 4 * Int(blockStarts.base[family])..<4 * Int(blockStarts.base[family + 1]) {
        guard laneGroup.base[lane] >= 0 else { continue }
        let group = Int(laneGroup.base[lane])
        let first = Int(rateStarts.base[family]) + (lane / 4 - Int(blockStarts.base[family])) * items.count
        for (position, item) in items.enumerated() {
          let rate = program.rate[group * program.width + position]
          rates[first + position][lane % 4] = rate * scale[item]
          if rate > 0 { servesNothing.base[lane] = false }
        }
        for resource in 0..<resourceCount {
          uses[lane / 4 * resourceCount + resource][lane % 4] =
            Double(program.use[group * resourceCount + resource])
        }
      }
    }
  }

  deinit {
    rates.deallocate()
    uses.deallocate()
    surcharge.deallocate()
  }

  /// Number of families.
  var familyCount: Int { blockStarts.count - 1 }

  /// Opens or closes the groups at the present node; `isOpen` has one value a group.
  mutating func setOpen(_ isOpen: UnsafePointer<Bool>) {
    openBlocks.removeAll()
    openStarts.removeAll()
    openStarts.append(0)
    for family in 0..<familyCount {
      for block in blockStarts.base[family]..<blockStarts.base[family + 1] {
        var hasOpen = false
        for lane in 4 * Int(block)..<4 * Int(block) + 4 {
          let group = laneGroup.base[lane]
          let opens = group >= 0 && isOpen[Int(group)]
          surcharge[lane] = opens ? 0 : .infinity
          hasOpen = hasOpen || opens
        }
        if hasOpen { openBlocks.append(block) }
      }
      openStarts.append(Int32(openBlocks.count))
    }
  }

  /// Number of open blocks.
  var openBlockCount: Int { openBlocks.count }

  /// Rate of a group on an item, by the item's position in the family. O(1).
  @inline(__always)
  func rate(lane: Int, family: Int, position: Int, itemCount: Int) -> Double {
    let first = Int(rateStarts.base[family]) + (lane >> 2 - Int(blockStarts.base[family])) * itemCount
    return UnsafeRawPointer(rates + first + position).assumingMemoryBound(to: Double.self)[lane & 3]
  }

  /// Units of a resource that a group takes. O(1).
  @inline(__always)
  func use(lane: Int, resource: Int) -> Double {
    UnsafeRawPointer(uses + (lane >> 2) * resourceCount + resource).assumingMemoryBound(to: Double.self)[
      lane & 3]
  }
}
