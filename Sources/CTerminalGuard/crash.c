// Crash signals: put the terminal back, then die as if nobody had watched.
#define _GNU_SOURCE
#include "guard.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

static const int crashes[] = {SIGSEGV, SIGABRT, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGQUIT};
enum { crash_count = sizeof crashes / sizeof crashes[0] };

// Ends a synchronized update, mouse reports, bracketed paste, application keys, line drawing and the
// scroll region; leaves the alternate screen; shows the cursor; plain colours.
static const char reset[] =
    "\033[?2026l\033[?1006l\033[?1002l\033[?1000l\033[?2004l\033[?1l\033>\033(B\017\033[r"
    "\033[?1049l\033[?25h\033[0m\r";

// Room for a handler and for the crash reporter it may hand over to.
enum { stack_bytes = 1 << 17 };

static struct sigaction previous[crash_count];
static struct termios modes;
static int terminal = -1;
static bool has_modes;
static bool hands_over;
static bool is_open;
static atomic_bool is_active;

static void reset_terminal(void) {
  if (!atomic_exchange(&is_active, false)) return;
  ssize_t written = write(terminal, reset, sizeof reset - 1);
  (void)written;
  // tcsetattr stops a process in the background unless the signal is ignored.
  struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
  sigemptyset(&ignore.sa_mask);
  sigaction(SIGTTOU, &ignore, &before);
  if (has_modes) tcsetattr(terminal, TCSANOW, &modes);
  sigaction(SIGTTOU, &before, NULL);
}

static void handle(int number, siginfo_t *info, void *context) {
  (void)context;
  reset_terminal();
  tg_replay_stderr();
  struct sigaction next = {.sa_handler = SIG_DFL};
  sigemptyset(&next.sa_mask);
  for (int i = 0; i < crash_count; i++) {
    if (crashes[i] == number && hands_over) next = previous[i];
  }
  sigaction(number, &next, NULL);
  // A fault happens again when the handler returns, with the right address; a sent signal does not.
  if (info == NULL || info->si_code <= 0 || number == SIGTRAP || number == SIGABRT) raise(number);
}

static void use_alternate_stack(void) {
  void *memory =
      mmap(NULL, stack_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED) return;
  stack_t stack = {.ss_sp = memory, .ss_size = stack_bytes};
  sigaltstack(&stack, NULL);
}

int tg_open(int tty) {
  if (is_open) return -1;
  int end = tg_open_signals();
  if (end < 0) return -1;
  is_open = true;
  terminal = tty;
  has_modes = tcgetattr(tty, &modes) == 0;
  // The runtime's crash reporter asks questions on the terminal for 30 s. It is called only where the
  // user configured it, else the default action ends the process at once.
  hands_over = getenv("SWIFT_BACKTRACE") != NULL;
  use_alternate_stack();
  struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &action, &previous[i]);
  return end;
}

void tg_close(void) {
  if (!is_open) return;
  is_open = false;
  atomic_store(&is_active, false);
  if (has_modes) tcsetattr(terminal, TCSANOW, &modes);
  for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &previous[i], NULL);
  tg_close_signals();
  tg_release_stderr();
}

void tg_set_active(bool active) { atomic_store(&is_active, active); }

void tg_prepare_thread(void) {
  use_alternate_stack();
  tg_block_watched();
  sigset_t set;
  sigemptyset(&set);
  for (int i = 0; i < crash_count; i++) sigaddset(&set, crashes[i]);
  pthread_sigmask(SIG_UNBLOCK, &set, NULL);
}
