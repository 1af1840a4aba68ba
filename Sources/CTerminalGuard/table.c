// What is done for each signal: one table, and its installation.
#define _GNU_SOURCE
#include "guard.h"

#include <pthread.h>

enum rule {
  // SIGKILL and SIGSTOP cannot be caught; SIGCHLD and SIGURG do nothing by themselves.
  LEAVE,
  // A flag for the loop, which saves and ends, stops, or measures the window.
  NEWS,
  // A fault of the program: the terminal is put back, and the program dies by the signal.
  CRASH,
  // Sent by somebody: the same, unless the signal was ignored when the program was started.
  END,
  // A write of the program's own failed, which its error says; sent by somebody else it ends the program.
  WRITE,
  // Use of the terminal in the background: the terminal is put back, and the program stops.
  STOP,
};

static const unsigned char rules[] = {
    [SIGINT] = NEWS,     [SIGTERM] = NEWS,   [SIGHUP] = NEWS,  [SIGWINCH] = NEWS, [SIGCONT] = NEWS,
    [SIGTSTP] = NEWS,    [SIGSEGV] = CRASH,  [SIGABRT] = CRASH, [SIGBUS] = CRASH, [SIGILL] = CRASH,
    [SIGTRAP] = CRASH,   [SIGFPE] = CRASH,   [SIGQUIT] = CRASH, [SIGSYS] = CRASH, [SIGUSR1] = END,
    [SIGUSR2] = END,     [SIGALRM] = END,    [SIGVTALRM] = END, [SIGPROF] = END,  [SIGXCPU] = END,
    [SIGIO] = END,       [SIGPWR] = END,     [SIGSTKFLT] = END, [SIGPIPE] = WRITE, [SIGXFSZ] = WRITE,
    [SIGTTIN] = STOP,    [SIGTTOU] = STOP,
};
enum { rule_count = sizeof rules / sizeof rules[0], most_signals = 65 };

static struct sigaction previous[most_signals];
static bool is_installed[most_signals];

// Real-time signals end a program that does not know them.
static enum rule rule_of(int number) {
  if (number >= SIGRTMIN && number <= SIGRTMAX) return END;
  return number > 0 && number < rule_count ? rules[number] : LEAVE;
}

static void add_all_but_crashes(sigset_t *set) {
  sigemptyset(set);
  for (int number = 1; number < most_signals; number++) {
    enum rule rule = rule_of(number);
    if (rule != LEAVE && rule != CRASH) sigaddset(set, number);
  }
}

static struct sigaction action_of(enum rule rule) {
  struct sigaction action = {.sa_flags = SA_SIGINFO | SA_RESTART};
  sigemptyset(&action.sa_mask);
  switch (rule) {
    case LEAVE: break;
    case NEWS: action.sa_sigaction = tg_handle_news; break;
    case CRASH:
      action.sa_sigaction = tg_handle_crash;
      action.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER;
      break;
    case END: action.sa_sigaction = tg_handle_end; break;
    case WRITE: action.sa_sigaction = tg_handle_write; break;
    case STOP: action.sa_sigaction = tg_handle_stop; break;
  }
  // Nothing ends or stops the program while the terminal is being put back.
  if (rule != NEWS) add_all_but_crashes(&action.sa_mask);
  return action;
}

void tg_install_handlers(void) {
  for (int number = 1; number < most_signals; number++) {
    enum rule rule = rule_of(number);
    if (rule == LEAVE) continue;
    struct sigaction action = action_of(rule);
    if (sigaction(number, &action, &previous[number]) != 0) continue;
    is_installed[number] = true;
    bool was_ignored = !(previous[number].sa_flags & SA_SIGINFO) && previous[number].sa_handler == SIG_IGN;
    if (rule == END && was_ignored) sigaction(number, &previous[number], NULL);
  }
}

void tg_remove_handlers(void) {
  for (int number = 1; number < most_signals; number++) {
    if (is_installed[number]) sigaction(number, &previous[number], NULL);
    is_installed[number] = false;
  }
}

const struct sigaction *tg_previous_action(int number) { return &previous[number]; }

void tg_mask_thread(void) {
  sigset_t sent, crashes;
  add_all_but_crashes(&sent);
  sigemptyset(&crashes);
  for (int number = 1; number < rule_count; number++) {
    if (rule_of(number) == CRASH) sigaddset(&crashes, number);
  }
  pthread_sigmask(SIG_BLOCK, &sent, NULL);
  pthread_sigmask(SIG_UNBLOCK, &crashes, NULL);
}
