/// The list of commands.
public enum CommandAction: Sendable, Equatable {
  /// Opens the list.
  case begin
  /// Moves by a number of rows in the list of commands, down or up.
  case choose(Int)
  /// A row of the list of commands.
  case chooseRow(Int)
  /// Puts the chosen row into the field, ready for its argument.
  case complete
  /// Goes back by a number of commands in the history of commands run.
  case recall(Int)
  /// Runs a command line such as `set budget 40`.
  case run(String)
}
