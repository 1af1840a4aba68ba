/// The reason why an edit was refused; one short phrase.
struct EditRefusal: Error, Equatable {
  /// The reason.
  var reason: String

  /// Creates a refusal for `reason`.
  init(_ reason: String) { self.reason = reason }
}
