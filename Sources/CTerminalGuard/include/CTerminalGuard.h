// Signals and crashes of a program that owns the terminal.
//
// Everything a signal handler does here is async-signal-safe (signal-safety(7)): write, poll, tcsetattr,
// tcflush, sigaction, read, raise. Handlers of ordinary signals only set a flag and write one byte to a pipe;
// handlers of all others that end or stop a process put the terminal back and let that happen. Nothing here
// waits for a terminal that nobody reads longer than a fraction of a second.
#ifndef C_TERMINAL_GUARD_H
#define C_TERMINAL_GUARD_H

#include <stdbool.h>
#include <stddef.h>
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

// Saves the modes of the terminal on `tty`, opens it a second time, opens the pipe and installs all handlers.
// To be called before ncurses starts, which then leaves the signals alone. Returns the pipe's reading end, to
// be polled for input, or -1 with errno.
int tg_open(int tty);

// Puts back the signal dispositions, the terminal's modes and standard error. May be called twice.
void tg_close(void);

// The terminal as a descriptor on which neither reading nor writing waits.
int tg_terminal(void);

// Whether a descriptor is the same terminal.
bool tg_is_terminal(int descriptor);

// Says that the terminal is in the program's modes, which every end resets. The first time the modes
// it has are kept as the program's, later those are set again.
void tg_enter(void);

// Writes the last bytes of the program's modes and gives the terminal its own modes back. Where nobody reads,
// what waits in the terminal is dropped for them, in bounded time.
void tg_leave(const char *bytes, size_t count);

// Drops what the terminal was sent and nobody read, and ends a sequence that was cut by that.
void tg_discard(void);

// Writes to the terminal in bounded time; whether all of it was taken. Safe in a handler.
bool tg_send(const char *bytes, size_t count);

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
