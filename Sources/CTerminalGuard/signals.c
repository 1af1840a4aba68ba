// Ordinary signals: a flag and a byte in a pipe.
#define _GNU_SOURCE
#include "guard.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

static const struct {
  int number;
  uint32_t bit;
} watched[] = {
    {SIGINT, TG_INTERRUPT}, {SIGTERM, TG_TERMINATE}, {SIGHUP, TG_HANGUP},
    {SIGWINCH, TG_RESIZE},  {SIGCONT, TG_CONTINUE},  {SIGTSTP, TG_STOP},
};
enum { watched_count = sizeof watched / sizeof watched[0] };

static struct sigaction previous[watched_count];
static struct sigaction previous_pipe_action;
static _Atomic uint32_t pending;
static atomic_bool woken;
static atomic_int write_end = -1;
static int read_end = -1;

// The pipe does not block: when it is full, the reader has reason enough to wake already.
static void poke(void) {
  int end = atomic_load(&write_end);
  if (end < 0) return;
  char byte = 0;
  ssize_t written = write(end, &byte, 1);
  (void)written;
}

static void handle(int number) {
  int saved_errno = errno;
  for (int i = 0; i < watched_count; i++) {
    if (watched[i].number == number) atomic_fetch_or(&pending, watched[i].bit);
  }
  poke();
  errno = saved_errno;
}

int tg_open_signals(void) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  read_end = ends[0];
  atomic_store(&write_end, ends[1]);
  atomic_store(&pending, 0);
  atomic_store(&woken, false);

  struct sigaction action = {.sa_handler = handle, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < watched_count; i++) sigaction(watched[i].number, &action, &previous[i]);
  // A terminal that went away shows as an error of write, not as a silent death.
  struct sigaction ignore = {.sa_handler = SIG_IGN};
  sigemptyset(&ignore.sa_mask);
  sigaction(SIGPIPE, &ignore, &previous_pipe_action);
  return read_end;
}

void tg_close_signals(void) {
  for (int i = 0; i < watched_count; i++) sigaction(watched[i].number, &previous[i], NULL);
  sigaction(SIGPIPE, &previous_pipe_action, NULL);
  // The ends stay open: another thread may be between loading the number and writing to it.
}

uint32_t tg_take_signals(void) {
  char bytes[64];
  while (read(read_end, bytes, sizeof bytes) > 0) {
  }
  return atomic_exchange(&pending, 0);
}

bool tg_take_wake(void) { return atomic_exchange(&woken, false); }

void tg_wake(void) {
  if (!atomic_exchange(&woken, true)) poke();
}

void tg_stop_group(void) {
  struct sigaction stop = {.sa_handler = SIG_DFL}, ours;
  sigemptyset(&stop.sa_mask);
  sigaction(SIGTSTP, &stop, &ours);
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
}

void tg_block_watched(void) {
  sigset_t set;
  sigemptyset(&set);
  for (int i = 0; i < watched_count; i++) sigaddset(&set, watched[i].number);
  pthread_sigmask(SIG_BLOCK, &set, NULL);
}
