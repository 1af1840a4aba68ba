// What the files of the guard share.
#ifndef C_TERMINAL_GUARD_PRIVATE_H
#define C_TERMINAL_GUARD_PRIVATE_H

#include "CTerminalGuard.h"

// Opens the pipe and installs the handlers of ordinary signals; the pipe's reading end or -1.
int tg_open_signals(void);
void tg_close_signals(void);

// Keeps the ordinary signals from the calling thread.
void tg_block_watched(void);

// Prints what standard error collected, through the descriptor it had before. Safe in a handler.
void tg_replay_stderr(void);

#endif
