/// Changes the state as an action says, and returns what the program has to do for it.
///
/// Pure: no clock, no file, no terminal. The same actions on the same state give the same result.
public func update(_ state: inout DashboardState, _ action: Action) -> [Effect] {
  switch action {
  case .start: return state.askForPlan()
  case .resize(let columns, let rows): state.resize(columns: columns, rows: rows)
  case .tick(let milliseconds):
    state.setClock(milliseconds)
    state.rememberOrder()
  case .planArrived(let plan, let generation, let isFinal):
    return state.receive(plan, generation: generation, isFinal: isFinal)
  case .explored(let question, let answer, let request): state.learn(answer, to: question, request: request)
  case .solveFailed(let reason, let generation):
    if generation == state.generation {
      state.solver = .failed(reason)
      state.message = Message(.error, reason)
    }
  case .feedArrived(let figures): return state.takeFeed(figures)
  case .feedTrouble(let trouble): state.noteFeed(trouble)
  case .scenarioOpened(let scenario, let path): return state.replaceScenario(scenario, path: path)
  case .openFailed(let reason), .saveFailed(let reason): state.message = Message(.error, reason)
  case .saved(let scenario, let path, let beside): state.noteSaved(scenario, path: path, beside: beside)
  case .saveExists(let path): state.prompt = Prompt(.overwrite(path: path))
  case .saveNeeds(let asked, let given, let path):
    state.prompt = Prompt(.saveAnyway(asked, given: given, path: path))
  case .saveExistsBeside(let names, let given, let path):
    state.prompt = Prompt(.overwriteBeside(names, given: given, path: path))
  case .leftoversFound(let found): state.noteLeftovers(found)
  case .recover: return state.recover()
  case .recovered(let session): return state.takeRecovered(session)
  case .recoverFailed(let reason): state.noteUnreadable(reason)
  case .planSaved(let path): state.message = Message(.notice, "Saved the plan to \(path)")
  case .exported(let language, let path):
    state.message = Message(.notice, "Exported \(language.words) to \(path)")
  case .filesKnown(let files): state.files.knownFiles = files
  case .tableSaved(let path): state.message = Message(.notice, "Saved the comparison to \(path)")
  case .folderListed(let listing):
    if listing.folder == state.files.askedFolder { state.files.listing = listing }
  case .pictureSaved(let path): state.message = Message(.notice, "Saved the screen to \(path)")
  case .exportExists(let language, let path): state.prompt = Prompt(.overwriteExport(language, path: path))
  case .pictureExists(let path): state.prompt = Prompt(.overwritePicture(path: path))
  case .paste(let text): state.paste(text)

  case .nextPanel: state.zoomedTab == nil ? state.movePanel(1) : state.moveZoom(1)
  case .previousPanel: state.zoomedTab == nil ? state.movePanel(-1) : state.moveZoom(-1)
  case .rowUp: state.moveRow(-1)
  case .rowDown: state.moveRow(1)
  case .selectTab(let tab): state.select(tab)

  case .step(let count): return state.step(count)
  case .stepTenths(let count):
    if !state.isTableFocused { return state.stepTenths(count) }
    state.moveRow(-10 * count)
  case .moveToPercent(let percent): return state.move(toPart: Double(percent) / 100)
  case .moveToLeast:
    if !state.isTableFocused { return state.move(toPart: 0) }
    state.moveRow(-state.rowCount(of: .results))
  case .moveToMost:
    if !state.isTableFocused { return state.move(toPart: 1) }
    state.moveRow(state.rowCount(of: .results))
  case .toggle: return state.toggleFocused()
  case .resetControl: return state.resetFocused()
  case .resetAll: return state.resetAll()
  case .set(let control, let value): return state.set(control, value)
  case .toggleControl(let control): return state.toggle(control)
  case .setPath(let path, let value): return state.set(path, to: value)
  case .resetOne(let control): return state.reset(control)
  case .focus(let control): state.focus(control)
  case .nextObjective: return state.chooseNextObjective()
  case .chooseObjective(let objective): return state.choose(objective)
  case .undo: return state.undo()
  case .redo: return state.redo()

  case .togglePreview: state.isPreviewing = !state.isPreviewing && state.chosenChange != nil
  case .copyFocused: return state.copyFocused()
  case .copy(let source): return state.copy(source)
  case .beginTour: state.beginTour()
  case .endTour: state.tourStop = nil
  case .moveTour(let step): state.moveTour(step)
  case .setTransparent(let isOn):
    state.display.isTransparent = isOn
    state.message = Message(.notice, isOn ? "The terminal's ground" : "The theme's ground")
  case .toggleHistory: state.toggleHistory()
  case .moveHistory(let step): state.moveHistory(step)
  case .goToHistory: return state.goToHistory()
  case .toggleZoom: state.toggleZoom()
  case .moveSort(let step): state.moveSort(step)
  case .reverseSort: state.reverseSort()
  case .sortBy(let head): state.sort(by: head)
  case .beginFilter: state.beginFilter()

  case .pinPlan: state.pinPlan()
  case .toggleComparison: state.toggleComparison()
  case .choosePlan(let letter): state.choosePlan(letter)
  case .moveSelection(let step): state.moveSelection(step)
  case .swapPlans: state.swapPlans()
  case .toggleDifferences: state.toggleDifferences()
  case .goToPlan: return state.goToPlan()
  case .deletePlan: state.deletePlan()
  case .beginRenaming: state.beginRenaming()

  case .nextFleet: return state.chooseNextFleet()
  case .moveFrom(let source): return state.move(from: source)
  case .setStartCost(let cost): return state.setStartCost(cost)
  case .setMaxStarts(let most): return state.setMaxStarts(most)

  case .grab(let control, let grip): state.grab(control, grip)
  case .dragTo(let column): return state.dragTo(column: column)
  case .letGo: state.display.drag = nil
  case .focusPanel(let panel): state.focusPanel(panel)
  case .focusReplica(let index): state.focusReplica(index)
  case .chooseRow(let row): state.choose(row - (state.palette?.choice ?? 0))
  case .closeOverlay: state.overlay = nil
  case .toggleMouse(let wanted): return state.captureMouse(wanted ?? !state.display.capturesMouse)

  case .beginTyping:
    if state.choosesChange { return state.applyRelaxation() }
    state.beginTyping()
  case .beginOpen: state.beginOpen()
  case .beginSave:
    let usual = state.comparison == nil ? state.files.scenarioPath ?? "scenario.yaml" : "comparison.md"
    state.prompt = Prompt(.save, text: usual)
  case .insert(let character): state.editField { $0.insert(character) }
  case .deleteBackward: state.editField { $0.deleteBackward() }
  case .deleteForward: state.editField { $0.deleteForward() }
  case .deleteWord: state.editField { $0.deleteWord() }
  case .deleteToStart: state.editField { $0.deleteToStart() }
  case .cursorLeft: state.editField { $0.move { $0 - 1 } }
  case .cursorRight: state.editField { $0.move { $0 + 1 } }
  case .cursorStart: state.editField { $0.move { _ in 0 } }
  case .cursorEnd: state.editField { $0.move { _ in .max } }
  case .commit: return state.prompt == nil ? state.runChosen() : state.commitPrompt()
  case .cancel:
    // What is in front of the panels closes first.
    if state.isSolvingLong, state.prompt == nil, state.overlay == nil { return [.stopSolving] }
    state.cancel()
  case .answer(let isYes): return state.answer(isYes)

  case .beginCommand: state.overlay = .palette(PaletteView())
  case .choose(let rows): state.choose(rows)
  case .complete: state.completeChosen()
  case .recall(let count): state.recall(count)
  case .run(let line): return state.run(line)
  case .openFile(let path): return state.open(path)
  case .savePicture(let path): return [.savePicture(path: path, overwrite: false)]
  case .saveFile(let path): return state.save(to: path, consent: [])
  case .export(let language, let path): return state.export(language, to: path, overwrite: false)

  case .toggleHelp: state.overlay = state.overlay == nil ? .help(HelpView()) : nil
  case .helpAbout(let words): state.overlay = .help(HelpView(filter: TextField(words)))
  case .scroll(let rows): state.scrollOverlay(rows)
  case .nextTheme: state.chooseNextTheme()
  case .chooseTheme(let name): state.chooseTheme(name)
  case .quit: return state.quit()
  case .quitNow:
    state.shouldQuit = true
    return [.quit]
  case .suspend: return [.suspend]
  case .repaint: return [.repaint]
  case .explain(let reason): state.message = Message(.notice, reason)
  }
  return state.folderQuestion() + state.askForScopes()
}
