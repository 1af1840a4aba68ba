// What the files of the guard share.
#ifndef C_TERMINAL_GUARD_PRIVATE_H
#define C_TERMINAL_GUARD_PRIVATE_H

#include "CTerminalGuard.h"

#include <signal.h>

// Installs a handler for every signal of the table, and puts back what was there before.
void tg_install_handlers(void);
void tg_remove_handlers(void);

// What was done for a signal before the guard came.
const struct sigaction *tg_previous_action(int number);

// Lets only the crashes of the table reach the calling thread.
void tg_mask_thread(void);

// Opens the pipe; its reading end or -1 with errno.
int tg_open_pipe(void);

// Keeps the terminal's modes and opens it a second time, so that writing to it never waits; false with errno.
bool tg_open_terminal(int tty);
void tg_close_terminal(void);

// Ends the program's modes on the terminal, once, in bounded time. Safe in a handler.
void tg_reset_terminal(void);

// A clock that never goes back; never 0. Safe in a handler.
long long tg_milliseconds(void);

// Prints what standard error collected. Safe in a handler.
void tg_replay_stderr(void);

// Makes the pipe readable with these TG_ bits set. Safe in a handler.
void tg_report(uint32_t bits);

// Handlers by what is done.
void tg_handle_news(int number, siginfo_t *info, void *context);
void tg_handle_crash(int number, siginfo_t *info, void *context);
void tg_handle_end(int number, siginfo_t *info, void *context);
void tg_handle_write(int number, siginfo_t *info, void *context);
void tg_handle_stop(int number, siginfo_t *info, void *context);

#endif
