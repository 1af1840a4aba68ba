/// The candidate closest to `name` by edit distance without regard to case; nil where none is near.
///
/// Near means that at most half of the longer name would have to change: a suggestion that shares
/// nothing with what was typed misleads more than it helps.
public func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().utf8)
  var best: (name: String, distance: Int)?
  for candidate in candidates {
    let other = Array(candidate.lowercased().utf8)
    let distance = editDistance(wanted, other)
    guard distance * 2 <= max(wanted.count, other.count) else { continue }
    if let found = best, found.distance <= distance { continue }
    best = (candidate, distance)
  }
  return best?.name
}

/// Insertions, deletions and replacements (Levenshtein) that turn one text into the other.
private func editDistance(_ first: [UInt8], _ second: [UInt8]) -> Int {
  guard !first.isEmpty else { return second.count }
  guard !second.isEmpty else { return first.count }
  var row = Array(0...second.count)
  for (i, byte) in first.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, other) in second.enumerated() {
      let replaced = diagonal + (byte == other ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, min(row[j], row[j + 1]) + 1)
    }
  }
  return row[second.count]
}
