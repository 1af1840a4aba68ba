// Ordinary signals: a flag and a byte in a pipe.
#define _GNU_SOURCE
#include "guard.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <unistd.h>

static const struct {
  int number;
  uint32_t bit;
} news[] = {
    {SIGINT, TG_INTERRUPT}, {SIGTERM, TG_TERMINATE}, {SIGHUP, TG_HANGUP},
    {SIGWINCH, TG_RESIZE},  {SIGCONT, TG_CONTINUE},  {SIGTSTP, TG_STOP},
};
enum { news_count = sizeof news / sizeof news[0] };

// A loop that has not looked at a wish to end for so long never will.
enum { deaf_milliseconds = 1000 };

static _Atomic uint32_t pending;
// When the oldest wish to end came that nobody looked at, in milliseconds; 0: there is none.
static _Atomic long long asked;
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

void tg_report(uint32_t bits) {
  atomic_fetch_or(&pending, bits);
  poke();
}

static bool is_asked_in_vain(void) {
  long long now = tg_milliseconds(), first = 0;
  if (atomic_compare_exchange_strong(&asked, &first, now)) return false;
  return now - first >= deaf_milliseconds;
}

void tg_handle_news(int number, siginfo_t *info, void *context) {
  int saved_errno = errno;
  for (int i = 0; i < news_count; i++) {
    if (news[i].number != number) continue;
    bool is_end = news[i].bit & (TG_INTERRUPT | TG_TERMINATE | TG_HANGUP);
    if (is_end && is_asked_in_vain()) tg_handle_end(number, info, context);
    tg_report(news[i].bit);
  }
  errno = saved_errno;
}

int tg_open_pipe(void) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
  read_end = ends[0];
  atomic_store(&write_end, ends[1]);
  atomic_store(&pending, 0);
  atomic_store(&asked, 0);
  atomic_store(&woken, false);
  return read_end;
}

uint32_t tg_take_signals(void) {
  char bytes[64];
  while (read(read_end, bytes, sizeof bytes) > 0) {
  }
  uint32_t taken = atomic_exchange(&pending, 0);
  atomic_store(&asked, 0);
  return taken;
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
