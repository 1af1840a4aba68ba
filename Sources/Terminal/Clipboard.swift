import Foundation

/// The clipboard of whoever looks at the terminal, reached through it (OSC 52), also over ssh.
enum Clipboard {
  /// Longest text, in bytes; terminals drop much longer sequences.
  static let longest = 74_000

  /// The sequence that copies a text; nil: it is too long.
  ///
  /// tmux takes the plain form where `set-clipboard` is `on`, and hands the wrapped one to the terminal around it
  /// where `allow-passthrough` is on.
  static func sequence(for text: String, isInTmux: Bool) -> String? {
    guard text.utf8.count <= longest else { return nil }
    let plain = "\u{1b}]52;c;\(Data(text.utf8).base64EncodedString())\u{7}"
    guard isInTmux else { return plain }
    return plain + "\u{1b}Ptmux;\u{1b}\(plain)\u{1b}\\"
  }
}
