// Signals and crashes of a program that owns the terminal.
//
// Everything a signal handler does here is async-signal-safe (signal-safety(7)): write, tcsetattr,
// sigaction, lseek, read, raise. Handlers of ordinary signals only set a flag and write one byte to a
// pipe; handlers of crash signals put the terminal back and let the process die by its signal.
#ifndef C_TERMINAL_GUARD_H
#define C_TERMINAL_GUARD_H

#include <stdbool.h>
#include <stdint.h>

// Bits of tg_take_signals.
enum {
  TG_INTERRUPT = 1,
  TG_TERMINATE = 2,
  TG_HANGUP = 4,
  TG_RESIZE = 8,
  TG_CONTINUE = 16,
  TG_STOP = 32,
};

// Saves the modes of `tty`, opens the pipe and installs all handlers. To be called before ncurses
// starts, which then leaves the signals alone. Returns the pipe's reading end, to be polled for
// input, or -1 with errno.
int tg_open(int tty);

// Puts back the signal dispositions, the terminal's modes and standard error. May be called twice.
void tg_close(void);

// Says whether the terminal is in the program's modes: only then a crash resets it.
void tg_set_active(bool active);

// The signals since the last call, as TG_ bits; empties the pipe.
uint32_t tg_take_signals(void);

// Whether tg_wake was called since the last call.
bool tg_take_wake(void);

// Makes the pipe readable. For any thread; many calls leave one byte.
void tg_wake(void);

// Stops the process group as Ctrl-Z would, and returns when it continues.
void tg_stop_group(void);

// Collects what is written to standard error, where that is a terminal, until tg_release_stderr.
// A trap's message would else be painted on the alternate screen and vanish with it.
void tg_capture_stderr(void);

// Gives standard error back and prints what was collected.
void tg_release_stderr(void);

// Prepares the calling thread, which is not the one that polls: a stack of its own for handlers, so that
// a stack overflow can be handled; crash signals let in, the others left to the polling thread.
void tg_prepare_thread(void);

// Opens a file that lies in memory only; -1 where the system refuses. Closed when a program is started.
int tg_open_memory(const char *name);

#endif
