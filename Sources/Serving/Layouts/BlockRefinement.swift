/// Whether blocks of GPUs find room wherever others do, on machines of whatever size.
enum BlockRefinement {
  /// Whether whole blocks can be cut so that the pieces come out: what stands in place of the whole ones then stands as
  /// well. Exact; the time grows with the number of ways to fill the whole ones, which are few.
  static func cuts(_ whole: [Int], into pieces: [Int]) -> Bool {
    guard pieces.count > 0 else { return true }
    if pieces == whole { return true }
    guard pieces.reduce(0, +) <= whole.reduce(0, +) else { return false }
    var rooms = whole
    return places(pieces.sorted(by: >)[...], in: &rooms)
  }

  private static func places(_ pieces: ArraySlice<Int>, in rooms: inout [Int]) -> Bool {
    guard let piece = pieces.first else { return true }
    var tried: Set<Int> = []
    for index in rooms.indices where rooms[index] >= piece && tried.insert(rooms[index]).inserted {
      rooms[index] -= piece
      let fits = places(pieces.dropFirst(), in: &rooms)
      rooms[index] += piece
      if fits { return true }
    }
    return false
  }
}
