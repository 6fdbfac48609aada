/* A disk that fails at the n-th call: loaded before the C library (LD_PRELOAD), below one folder, when armed. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

enum { WRITES = 1, SYNCS = 2, OPENS = 4, READS = 8 };

static char folder[PATH_MAX];
static int armed_kinds, armed_error, lasting;
static long calls_left, hits;

/* Let `after` calls of these kinds pass, then fail with `error`: once, or from then on when `lasts`. */
void bad_disk_arm(const char *below, int kinds, long after, int error, int lasts) {
    strncpy(folder, below, sizeof folder - 1);
    armed_error = error, lasting = lasts, calls_left = after, hits = 0;
    armed_kinds = kinds;
}

/* The disk is well again; returns how many calls failed. */
long bad_disk_mend(void) {
    armed_kinds = 0;
    return hits;
}

static int fails(int kind, const char *path) {
    if (!(armed_kinds & kind) || strncmp(path, folder, strlen(folder)) != 0) return 0;
    if (calls_left-- > 0) return 0;
    if (hits++ > 0 && !lasting) return 0;
    errno = armed_error;
    return 1;
}

static int fails_at(int kind, int fd) {
    char link[64], path[PATH_MAX] = "";
    if (!(armed_kinds & kind)) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    return length > 0 && fails(kind, path);
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

ssize_t write(int fd, const void *data, size_t size) { REAL(write); return fails_at(WRITES, fd) ? -1 : real(fd, data, size); }
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { REAL(pwrite); return fails_at(WRITES, fd) ? -1 : real(fd, data, size, at); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) { REAL(pwrite64); return fails_at(WRITES, fd) ? -1 : real(fd, data, size, at); }
int ftruncate(int fd, off_t size) { REAL(ftruncate); return fails_at(WRITES, fd) ? -1 : real(fd, size); }
int ftruncate64(int fd, off64_t size) { REAL(ftruncate64); return fails_at(WRITES, fd) ? -1 : real(fd, size); }
int fsync(int fd) { REAL(fsync); return fails_at(SYNCS, fd) ? -1 : real(fd); }
int fdatasync(int fd) { REAL(fdatasync); return fails_at(SYNCS, fd) ? -1 : real(fd); }
ssize_t read(int fd, void *data, size_t size) { REAL(read); return fails_at(READS, fd) ? -1 : real(fd, data, size); }
ssize_t pread(int fd, void *data, size_t size, off_t at) { REAL(pread); return fails_at(READS, fd) ? -1 : real(fd, data, size, at); }
ssize_t pread64(int fd, void *data, size_t size, off64_t at) { REAL(pread64); return fails_at(READS, fd) ? -1 : real(fd, data, size, at); }

#define OPENER(name)                                                                          \
    int name(const char *path, int flags, ...) {                                              \
        REAL(name);                                                                           \
        va_list rest;                                                                         \
        va_start(rest, flags);                                                                \
        mode_t mode = va_arg(rest, mode_t);                                                   \
        va_end(rest);                                                                         \
        if ((flags & O_ACCMODE) != O_RDONLY && fails(OPENS, path)) return -1;                 \
        return real(path, flags, mode);                                                       \
    }
OPENER(open)
OPENER(open64)
