extension DashboardState {
  /// Types, takes what was typed, and closes what is in front; nil: nothing that has effects of its own.
  mutating func update(_ action: TypingAction) -> [Effect]? {
    switch action {
    case .begin:
      if choosesChange { return applyRelaxation() }
      beginTyping()
    case .paste(let text): paste(text)
    case .insert(let character): editField { $0.insert(character) }
    case .deleteBackward: editField { $0.deleteBackward() }
    case .deleteForward: editField { $0.deleteForward() }
    case .deleteWord: editField { $0.deleteWord() }
    case .deleteToStart: editField { $0.deleteToStart() }
    case .cursorLeft: editField { $0.move { $0 - 1 } }
    case .cursorRight: editField { $0.move { $0 + 1 } }
    case .cursorStart: editField { $0.move { _ in 0 } }
    case .cursorEnd: editField { $0.move { _ in .max } }
    case .commit: return prompt == nil ? runChosen() : commitPrompt()
    case .cancel:
      // What is in front of the panels closes first.
      if isSolvingLong, prompt == nil, overlay == nil { return [.stopSolving] }
      cancel()
    case .answer(let isYes): return answer(isYes)
    }
    return nil
  }

  /// Opens the value field of the focused control.
  mutating func beginTyping() {
    guard let control = focusedControl, let facts = facts(of: control) else { return }
    if let reason = facts.disabled {
      message = Message(.error, "\(name(of: control)): \(reason)")
    } else {
      prompt = Prompt(.value(control))
    }
  }

  /// Changes the field that typing goes to.
  mutating func editField(_ change: (inout TextField) -> Void) {
    guard var field = activeField else { return }
    change(&field)
    activeField = field
    if prompt?.purpose == .filter {
      filter = field.text.trimmingSpaces
      clampFocus()
    }
  }

  /// Types a pasted text: its first line, and only where something is being typed.
  mutating func paste(_ text: String) {
    let line = text.split(whereSeparator: \.isNewline).first ?? ""
    editField { for character in line { $0.insert(character) } }
  }

  /// Accepts the typed text; text that is not a value keeps the field open and gives the reason.
  mutating func commitPrompt() -> [Effect] {
    guard let typed = prompt else { return [] }
    let text = typed.text.trimmingSpaces
    switch typed.purpose {
    case .value(let control):
      guard !text.isEmpty else { return close() }
      let effects = type(text, into: control)
      if message?.kind != .error { prompt = nil }
      return effects
    case .save:
      guard !text.isEmpty else { return close() }
      prompt = nil
      return save(to: text, consent: [])
    case .pinName(let letter):
      prompt = nil
      rename(letter, to: text)
      return []
    case .filter: return close()
    case .overwrite, .saveAnyway, .overwriteBeside, .overwritePicture, .overwriteExport, .discard, .recover,
      .quit:
      return []
    }
  }

  /// Answers the question asked.
  mutating func answer(_ isYes: Bool) -> [Effect] {
    guard let asked = prompt, !asked.isTyped else { return [] }
    prompt = nil
    guard isYes else { return [] }
    switch asked.purpose {
    case .overwrite(let path): return save(to: path, consent: .overwrite)
    case .saveAnyway(let asked, let given, let path): return save(to: path, consent: asked.union(given))
    case .overwriteBeside(_, let given, let path): return save(to: path, consent: given.union(.beside))
    case .overwritePicture(let path): return [.savePicture(path: path, overwrite: true)]
    case .overwriteExport(let language, let path): return export(language, to: path, overwrite: true)
    case .discard(let path): return [.open(path: path)]
    case .recover(let leftover): return read(leftover)
    case .quit:
      files.hasDiscarded = true
      shouldQuit = true
      return [.quit]
    case .value, .save, .pinName, .filter: return []
    }
  }

  /// Closes what is in front.
  mutating func cancel() {
    if prompt != nil {
      if message?.kind == .error { message = nil }
      if prompt?.purpose == .filter { filter = "" }
      prompt = nil
    } else if case .help(let view) = overlay, !view.filter.text.isEmpty {
      overlay = .help(HelpView())
    } else if overlay != nil {
      overlay = nil
      if message?.kind == .error { message = nil }
    } else if zoomedTab != nil {
      if filter.isEmpty { toggleZoom() } else { filter = "" }
      clampFocus()
    } else if focus.isPreviewing {
      focus.isPreviewing = false
    } else if page != .panels {
      page = .panels
    } else {
      message = nil
    }
  }

  /// Leaves, or asks first where edits or pinned plans would be lost.
  mutating func quit() -> [Effect] {
    guard hasUnsavedWork else {
      shouldQuit = true
      return [.quit]
    }
    overlay = nil
    prompt = Prompt(.quit)
    return []
  }

  private mutating func close() -> [Effect] {
    prompt = nil
    return []
  }
}

extension Prompt {
  /// Whether it takes text, not an answer.
  var isTyped: Bool {
    switch purpose {
    case .value, .save, .pinName, .filter: true
    case .overwrite, .saveAnyway, .overwriteBeside, .overwritePicture, .overwriteExport, .discard, .recover,
      .quit:
      false
    }
  }
}

extension String {
  /// Without spaces at its ends.
  var trimmingSpaces: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
