// Files that lie in memory only; glibc declares the call for C with extensions, so Swift cannot see it.
#define _GNU_SOURCE
#include "guard.h"

#include <sys/mman.h>

int tg_open_memory(const char *name) { return memfd_create(name, MFD_CLOEXEC); }
