// The terminal itself: its modes, and writing to it in bounded time.
#define _GNU_SOURCE
#include "guard.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

// Ends a sequence cut in two, a synchronized update, mouse reports, bracketed paste, application keys, line
// drawing and the scroll region; leaves the alternate screen; shows the cursor; plain colours.
static const char reset[] =
    "\030\033[?2026l\033[?1006l\033[?1002l\033[?1000l\033[?2004l\033[?1l\033>\033(B\017\033[r"
    "\033[?1049l\033[?25h\033[0m\r";

// How long a terminal may take what the program has to say at its end. One that is read at all takes a frame
// in a few milliseconds; three times this stays below the second in which a program should be gone.
enum { patience_milliseconds = 200 };

static int terminal = -1;
static dev_t device;
// What to put back where the terminal could not be opened a second time; -1: nothing.
static int shared_flags = -1;
static struct termios shell_modes, program_modes;
static bool has_shell_modes, has_program_modes;

enum { at_rest, in_use, being_reset };
static atomic_int state;

// A description of its own: its O_NONBLOCK is not seen by the programs that share the terminal.
static int open_again(int tty) {
  int flags = O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC;
  if (tcgetsid(tty) >= 0) {
    int own = open("/dev/tty", flags);
    if (own >= 0) return own;
  }
  char name[PATH_MAX];
  if (ttyname_r(tty, name, sizeof name) == 0) {
    int own = open(name, flags);
    if (own >= 0) return own;
  }
  int copy = fcntl(tty, F_DUPFD_CLOEXEC, 3);
  if (copy < 0) return -1;
  shared_flags = fcntl(tty, F_GETFL);
  fcntl(copy, F_SETFL, shared_flags | O_NONBLOCK);
  return copy;
}

bool tg_open_terminal(int tty) {
  struct stat status;
  if (fstat(tty, &status) != 0) return false;
  device = status.st_rdev;
  terminal = open_again(tty);
  if (terminal < 0) return false;
  has_shell_modes = tcgetattr(terminal, &shell_modes) == 0;
  has_program_modes = false;
  // The modes are changed from here on.
  atomic_store(&state, in_use);
  return true;
}

int tg_terminal(void) { return terminal; }

bool tg_is_terminal(int descriptor) {
  struct stat status;
  return isatty(descriptor) && fstat(descriptor, &status) == 0 && status.st_rdev == device;
}

long long tg_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

bool tg_send(const char *bytes, size_t count) {
  long long end = tg_milliseconds() + patience_milliseconds;
  while (count > 0) {
    ssize_t taken = write(terminal, bytes, count);
    if (taken > 0) {
      bytes += taken;
      count -= (size_t)taken;
      continue;
    }
    if (taken < 0 && errno == EINTR) continue;
    if (taken < 0 && errno != EAGAIN) return false;
    long long rest = end - tg_milliseconds();
    if (rest <= 0) return false;
    struct pollfd source = {.fd = terminal, .events = POLLOUT};
    poll(&source, 1, (int)rest);
  }
  return true;
}

void tg_discard(void) {
  tcflush(terminal, TCOFLUSH);
  tg_send("\030", 1);
}

// Where nobody reads, what waits in the terminal gives way to the end of the program's modes: whoever reads on
// finds those.
static void send_at_last(const char *bytes, size_t count) {
  if (tg_send(bytes, count)) return;
  tg_discard();
  tg_send(bytes, count);
}

// tcsetattr and tcflush stop a process in the background unless it keeps that signal off.
static void keep_off_stop(sigset_t *before) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &set, before);
}

// The modes of a terminal that another program uses now are that program's.
static void give_back(void) {
  pid_t user = tcgetpgrp(terminal);
  bool is_ours = user < 0 || user == getpgrp();
  if (has_shell_modes && is_ours) tcsetattr(terminal, TCSANOW, &shell_modes);
  if (shared_flags >= 0) fcntl(terminal, F_SETFL, shared_flags);
}

void tg_reset_terminal(void) {
  int expected = in_use;
  if (!atomic_compare_exchange_strong(&state, &expected, being_reset)) {
    // Another thread is at it, and dying would cut it short.
    for (int wait = 0; wait < 4 * patience_milliseconds && atomic_load(&state) == being_reset; wait++) {
      poll(NULL, 0, 1);
    }
    return;
  }
  sigset_t before;
  keep_off_stop(&before);
  send_at_last(reset, sizeof reset - 1);
  give_back();
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  atomic_store(&state, at_rest);
}

void tg_enter(void) {
  if (has_program_modes) {
    tcsetattr(terminal, TCSANOW, &program_modes);
    if (shared_flags >= 0) fcntl(terminal, F_SETFL, shared_flags | O_NONBLOCK);
  } else {
    has_program_modes = tcgetattr(terminal, &program_modes) == 0;
  }
  atomic_store(&state, in_use);
}

void tg_leave(const char *bytes, size_t count) {
  sigset_t before;
  keep_off_stop(&before);
  send_at_last(bytes, count);
  give_back();
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  atomic_store(&state, at_rest);
}

void tg_close_terminal(void) {
  atomic_store(&state, at_rest);
  sigset_t before;
  keep_off_stop(&before);
  give_back();
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  shared_flags = -1;
  close(terminal);
  terminal = -1;
}
