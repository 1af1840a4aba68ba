/// Why an edit was not made; one short sentence part.
struct EditRefusal: Error, Equatable {
  /// The reason.
  var reason: String

  /// Makes a refusal.
  init(_ reason: String) { self.reason = reason }
}
