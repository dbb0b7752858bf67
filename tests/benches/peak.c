// Runs a program without its output, and prints what it took as JSON: nanoseconds, peak memory in kB, and how often and how
// many bytes it read. A process starts with the peak memory of the one that forked it; this one has about 1 MB. What was
// read is asked for after the program has ended and before the system forgets it; -1 if the system does not count it.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long counted(pid_t process, const char *what) {
  char path[64], name[32];
  long long value;
  snprintf(path, sizeof path, "/proc/%d/io", (int)process);
  FILE *file = fopen(path, "r");
  if (!file) return -1;
  long long found = -1;
  while (fscanf(file, "%31[^:]: %lld\n", name, &value) == 2)
    if (!strcmp(name, what)) found = value;
  fclose(file);
  return found;
}

int main(int count, char **arguments) {
  if (count < 2) return 2;
  struct timespec begun, ended;
  clock_gettime(CLOCK_MONOTONIC, &begun);
  pid_t process = fork();
  if (process == 0) {
    int nothing = open("/dev/null", O_WRONLY);
    dup2(nothing, 1);
    execvp(arguments[1], arguments + 1);
    _exit(127);
  }
  siginfo_t info;
  if (process < 0 || waitid(P_PID, process, &info, WEXITED | WNOWAIT)) return 2;
  clock_gettime(CLOCK_MONOTONIC, &ended);
  long long reads = counted(process, "syscr"), bytes = counted(process, "rchar");
  struct rusage usage;
  int status;
  if (wait4(process, &status, 0, &usage) < 0) return 2;
  long long wall = (ended.tv_sec - begun.tv_sec) * 1000000000LL + (ended.tv_nsec - begun.tv_nsec);
  printf("{\"nanoseconds\":%lld,\"kilobytes\":%ld,\"reads\":%lld,\"bytes\":%lld,\"code\":%d}\n", wall, usage.ru_maxrss,
         reads, bytes, WIFEXITED(status) ? WEXITSTATUS(status) : -1);
  return 0;
}
