// Standard error while the screen is in use.
#define _GNU_SOURCE
#include "guard.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <unistd.h>

// The descriptor standard error had before; -1: not captured.
static atomic_int original = -1;

void tg_capture_stderr(void) {
  if (atomic_load(&original) >= 0 || !tg_is_terminal(STDERR_FILENO)) return;
  int memory = tg_open_memory("standard error");
  if (memory < 0) return;
  int copy = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (copy >= 0 && dup2(memory, STDERR_FILENO) >= 0) {
    atomic_store(&original, copy);
  } else if (copy >= 0) {
    close(copy);
  }
  close(memory);
}

void tg_replay_stderr(void) {
  int target = atomic_exchange(&original, -1);
  if (target < 0) return;
  char bytes[1024];
  ssize_t count;
  off_t position = 0;
  // The same terminal by the way that does not wait.
  while ((count = pread(STDERR_FILENO, bytes, sizeof bytes, position)) > 0) {
    if (!tg_send(bytes, (size_t)count)) break;
    position += count;
  }
  dup2(target, STDERR_FILENO);
  close(target);
}

void tg_release_stderr(void) { tg_replay_stderr(); }
