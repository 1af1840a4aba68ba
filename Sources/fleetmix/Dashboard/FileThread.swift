import Dashboard
import Dispatch
import Planning
import Terminal

/// Reads and writes files on a thread of its own, one after the other: a slow disk never holds up a key.
final class FileThread: Sendable {
  /// Work to be done, and what it leads to.
  private typealias Job = @Sendable (inout ScenarioFiles) -> [Action]

  private static let stackBytes = 4 << 20

  private struct Box: Sendable {
    var jobs: [Job] = []
    var answers: [Action] = []
    /// Jobs not answered yet.
    var pending = 0
  }

  private let box = Locked(Box())
  private let work = DispatchSemaphore(value: 0)
  private let onAnswer: @Sendable () -> Void

  /// Starts the thread; `onAnswer` is called on it after each job.
  init(files: ScenarioFiles, onAnswer: @escaping @Sendable () -> Void) {
    self.onAnswer = onAnswer
    WorkerThread.start(name: "files", stackBytes: Self.stackBytes) { [self] in
      var files = files
      while true {
        work.wait()
        guard let job = box.withLock({ $0.jobs.isEmpty ? nil : $0.jobs.removeFirst() }) else { continue }
        let answer = job(&files)
        box.withLock {
          $0.answers += answer
          $0.pending -= 1
        }
        self.onAnswer()
      }
    }
  }

  /// Takes an effect on files; whether it was one.
  func perform(_ effect: Effect, picture: (ScreenPicture.Format) -> String) -> Bool {
    switch effect {
    case .save(let scenario, let path, let consent):
      add { $0.save(scenario, to: path, consent: consent) }
    case .savePlan(let plan, let scenario, let title, let path, let overwrite):
      add { $0.savePlan(plan, of: scenario, title: title, to: path, overwrite: overwrite) }
    case .export(let plan, let language, let title, let path, let overwrite):
      add { $0.export(plan, language, title: title, to: path, overwrite: overwrite) }
    case .saveTable(let header, let rows, let path, let overwrite):
      add { $0.saveTable(header, rows, to: path, overwrite: overwrite) }
    case .listFolder(let folder):
      add { $0.list(folder) }
    case .recover(let path):
      add { $0.recover(path) }
    case .open(let path):
      add { $0.open(path) }
    case .savePicture(let path, let overwrite):
      let text = picture(ScreenPicture.Format(path: path) ?? .txt)
      add { $0.savePicture(text, to: path, overwrite: overwrite) }
    case .solve, .stopSolving, .explore, .captureMouse, .quit, .suspend, .repaint, .copy, .copyPlan:
      return false
    }
    return true
  }

  /// Looks for files that can be opened without typing their path.
  func findKnownFiles() { add { $0.known() } }

  /// Forgets the work kept.
  func discardKept() { add { $0.discardKept() } }

  /// Keeps unsaved work for a later session; nil: there is none.
  func keep(_ session: KeptSession?) { add { $0.keep(session) } }

  /// Takes the actions that the jobs done since the last call led to.
  func takeAnswers() -> [Action] {
    box.withLock { box in
      defer { box.answers = [] }
      return box.answers
    }
  }

  /// Whether every job is done.
  var isIdle: Bool { box.withLock { $0.pending == 0 } }

  private func add(_ job: @escaping Job) {
    box.withLock {
      $0.jobs.append(job)
      $0.pending += 1
    }
    work.signal()
  }
}
