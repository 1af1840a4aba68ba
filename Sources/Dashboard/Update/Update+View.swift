extension DashboardState {
  /// Changes how things are looked at, and copies them; nil: nothing that has effects of its own.
  mutating func update(_ action: ViewAction) -> [Effect]? {
    switch action {
    case .closeOverlay: overlay = nil
    case .toggleHelp: overlay = overlay == nil ? .help(HelpView()) : nil
    case .helpAbout(let words): overlay = .help(HelpView(filter: TextField(words)))
    case .scroll(let rows): scrollOverlay(rows)
    case .beginTour: beginTour()
    case .endTour: tourStop = nil
    case .moveTour(let step): moveTour(step)
    case .nextTheme: chooseNextTheme()
    case .chooseTheme(let name): chooseTheme(name)
    case .setTransparent(let isOn):
      display.isTransparent = isOn
      message = Message(.notice, isOn ? "The terminal's ground" : "The theme's ground")
    case .copyFocused: return copyFocused()
    case .copy(let source): return copy(source)
    }
    return nil
  }
}
