import Glibc

/// Runs a program without a shell.
enum Spawn {
  /// Runs `arguments[0]` from the PATH to its end, its output going to a file; returns the exit status.
  ///
  /// Foundation's `Process` waits until all descendants are gone, and tmux leaves its server behind.
  static func run(_ arguments: [String], environment: [String: String], output: String) -> Int32 {
    guard let process = start(arguments, environment: environment, output: output) else { return 127 }
    return finish(process)
  }

  /// Waits for the end of a program; returns its exit status, 128 and the signal's number where one ended it.
  static func finish(_ process: pid_t) -> Int32 {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    return exitStatus(status)
  }

  /// Starts `arguments[0]` from the PATH, its output going to a file; nil: it cannot be started.
  static func start(_ arguments: [String], environment: [String: String], output: String) -> pid_t? {
    start(arguments, environment: environment) { actions in
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
      posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, output, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
      posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO)
    }
  }

  /// Starts `arguments[0]` from the PATH with the descriptors that `describe` gives it, in a session of its own where
  /// asked for; returns its process.
  static func start(
    _ arguments: [String], environment: [String: String], hasOwnSession: Bool = false,
    describe: (inout posix_spawn_file_actions_t) -> Void
  ) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    describe(&actions)
    // The test library's threads block signals, and children inherit that.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | (hasOwnSession ? newSession : 0))
    let words = arguments.map { strdup($0) } + [nil]
    let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var process: pid_t = 0
    guard posix_spawnp(&process, arguments[0], &actions, &attributes, words, variables) == 0 else {
      return nil
    }
    return process
  }

  /// The exit status that a shell would report for a status of `waitpid`.
  static func exitStatus(_ status: Int32) -> Int32 {
    (status & 0x7f) == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f)
  }

  /// POSIX_SPAWN_SETSID of <spawn.h>, which glibc declares for C with extensions.
  private static let newSession: Int16 = 0x80
}
