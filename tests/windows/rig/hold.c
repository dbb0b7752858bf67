// For tests: keeps the file in its argument open, like a virus scanner, until its standard input ends. It fails with 1 if
// the file cannot be opened for writing, like that of a running program.
#include <windows.h>
#include <stdio.h>

int wmain(int count, wchar_t **words)
{
    HANDLE file = CreateFileW(count > 1 ? words[1] : L"", GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return 1;
    puts("held");
    fflush(stdout);
    while (getchar() != EOF)
        ;
    CloseHandle(file);
    return 0;
}
