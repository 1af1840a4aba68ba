/// The plans kept to compare with.
public struct PinState: Sendable, Equatable {
  /// The plans, by letter; A is the plan of the scenario as opened.
  public internal(set) var plans: [Pin] = []
  /// The pinned plan to which deltas refer.
  public internal(set) var referenceLetter: Character = "A"
  /// Whether the scenario's plan has been pinned; once dropped it stays away.
  var hasOpening = false

  /// The pinned plan with a letter.
  subscript(letter: Character) -> Pin? { plans.first { $0.letter == letter } }

  /// The pinned plan that deltas refer to; nil without one.
  var reference: Pin? { self[referenceLetter] }

  /// The next free letter; nil: all are taken. A is kept for the scenario as opened, whose plan pins itself.
  var freeLetter: Character? {
    let letters = hasOpening ? Pin.letters[...] : Pin.letters.dropFirst()
    return letters.first { self[$0] == nil }
  }

  /// Inserts a pin by its letter, in place of one with the same letter.
  mutating func insert(_ new: Pin) {
    plans.removeAll { $0.letter == new.letter }
    plans.append(new)
    plans.sort { $0.letter < $1.letter }
    if reference == nil { referenceLetter = new.letter }
  }

  /// Removes a pin; what refers to it passes to another plan.
  mutating func remove(_ letter: Character) {
    plans.removeAll { $0.letter == letter }
    if referenceLetter == letter { referenceLetter = plans.first?.letter ?? "A" }
  }
}
