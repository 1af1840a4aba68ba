// Signals that end or stop the program: put the terminal back, then do as if nobody had watched.
#define _GNU_SOURCE
#include "guard.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

// Room for a handler and for the crash reporter it may hand over to.
enum { stack_bytes = 1 << 17 };

static bool hands_over;
static bool is_open;

static const struct sigaction default_action = {.sa_handler = SIG_DFL};

// Sends the calling thread a signal that may be blocked, and lets it in.
static void raise_now(int number) {
  sigset_t set, before;
  sigemptyset(&set);
  sigaddset(&set, number);
  raise(number);
  pthread_sigmask(SIG_UNBLOCK, &set, &before);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void tg_handle_crash(int number, siginfo_t *info, void *context) {
  (void)context;
  tg_reset_terminal();
  tg_replay_stderr();
  sigaction(number, hands_over ? tg_previous_action(number) : &default_action, NULL);
  // A fault happens again when the handler returns, with the right address; a sent signal does not.
  bool is_sent = info == NULL || info->si_code <= 0;
  if (is_sent || number == SIGTRAP || number == SIGABRT || number == SIGSYS) raise(number);
}

void tg_handle_end(int number, siginfo_t *info, void *context) {
  (void)info;
  (void)context;
  tg_reset_terminal();
  tg_replay_stderr();
  sigaction(number, &default_action, NULL);
  raise_now(number);
}

void tg_handle_write(int number, siginfo_t *info, void *context) {
  // The kernel names the writer as the sender.
  if (info->si_pid != getpid()) tg_handle_end(number, info, context);
}

void tg_handle_stop(int number, siginfo_t *info, void *context) {
  (void)info;
  (void)context;
  int saved_errno = errno;
  tg_reset_terminal();
  struct sigaction ours;
  sigaction(number, &default_action, &ours);
  raise_now(number);
  sigaction(number, &ours, NULL);
  // Where nobody could continue the program it does not stop, and no other signal says that it goes on.
  tg_report(TG_CONTINUE);
  errno = saved_errno;
}

static void use_alternate_stack(void) {
  void *memory =
      mmap(NULL, stack_bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED) return;
  stack_t stack = {.ss_sp = memory, .ss_size = stack_bytes};
  sigaltstack(&stack, NULL);
}

int tg_open(int tty) {
  if (is_open) {
    errno = EBUSY;
    return -1;
  }
  if (!tg_open_terminal(tty)) return -1;
  int end = tg_open_pipe();
  if (end < 0) {
    tg_close_terminal();
    return -1;
  }
  is_open = true;
  // The runtime's crash reporter asks questions on the terminal for 30 s. It is called only where the
  // user configured it, else the default action ends the process at once.
  hands_over = getenv("SWIFT_BACKTRACE") != NULL;
  use_alternate_stack();
  tg_install_handlers();
  return end;
}

void tg_close(void) {
  if (!is_open) return;
  is_open = false;
  tg_release_stderr();
  tg_close_terminal();
  tg_remove_handlers();
  // The pipe's ends stay open: another thread may be between loading the number and writing to it.
}

void tg_prepare_thread(void) {
  use_alternate_stack();
  tg_mask_thread();
}
