// What Swift cannot import from <curses.h>: macros with casts, and the global variables behind
// stdscr, curscr, COLORS, stdin and stdout, which Swift 6 refuses as shared mutable state.
#ifndef CNCURSES_SHIM_H
#define CNCURSES_SHIM_H

// Without it the wide-character functions are not declared.
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <langinfo.h>
#include <locale.h>
#include <string.h>
#include <wchar.h>

// Declared by <wchar.h> only under _XOPEN_SOURCE.
int wcwidth(wchar_t);

static const attr_t cn_bold = WA_BOLD;
static const attr_t cn_dim = WA_DIM;
static const attr_t cn_underline = WA_UNDERLINE;
static const attr_t cn_reverse = WA_REVERSE;
static const attr_t cn_invisible = WA_INVIS;

// newterm on the terminal behind stdin and a stream; NULL where the terminal type is unknown.
static inline SCREEN *cn_newterm(FILE *output) { return newterm(NULL, output, stdin); }
static inline WINDOW *cn_screen(void) { return stdscr; }
static inline int cn_rows(void) { return LINES; }
static inline int cn_columns(void) { return COLS; }
static inline int cn_colors(void) { return COLORS; }

// Makes the next update repaint every cell, whatever ncurses believes is on the glass.
static inline void cn_repaint_all(void) { clearok(curscr, TRUE); }

// Takes the user's locale and says whether its characters are UTF-8.
static inline int cn_use_locale(void) {
  setlocale(LC_ALL, "");
  // Numbers are written and read with a point, whatever the locale says.
  setlocale(LC_NUMERIC, "C");
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

// One cell of one wide character; the pair goes through the options pointer because the attribute
// bits hold no more than 255 pairs. A character that setcchar refuses becomes '?'.
static inline cchar_t cn_cell(wchar_t character, attr_t attributes, int pair) {
  wchar_t text[2] = {character, 0};
  cchar_t cell;
  memset(&cell, 0, sizeof cell);
  if (setcchar(&cell, text, attributes, 0, &pair) == ERR) {
    text[0] = L'?';
    setcchar(&cell, text, attributes, 0, &pair);
  }
  return cell;
}

#endif
