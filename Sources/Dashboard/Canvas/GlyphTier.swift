/// The glyphs a terminal can show.
public enum GlyphTier: String, Sendable, CaseIterable {
  case unicode, ascii
}
