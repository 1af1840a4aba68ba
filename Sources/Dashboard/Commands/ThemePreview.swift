extension DashboardState {
  /// The theme of the chosen row of the command list, shown as a preview before it is chosen.
  var previewedTheme: Theme? {
    guard case .palette(let view) = overlay, view.field.text.contains("th") else { return nil }
    let rows = paletteRows
    guard rows.indices.contains(view.choice) else { return nil }
    let words = rows[view.choice].text.split(separator: " ", maxSplits: 1)
    guard words.first == "theme", words.count == 2 else { return nil }
    return display.themes.first { $0.name.lowercased() == words[1].lowercased() }
  }
}
