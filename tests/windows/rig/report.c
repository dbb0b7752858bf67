// For tests: runs the program in its other arguments, and writes its exit code to the file in the first argument.
//
// Wine cuts the exit code of the program that it was started for to 8 bits. On a busy machine it loses the code: Wine's
// server kills with SIGKILL what has not left the host half a second after its end.
#include <windows.h>
#include <stdio.h>

/** The rest of a command line after its first word, which holds no escaped quotation mark. */
static wchar_t *after_word(wchar_t *line)
{
    wchar_t end = L' ';
    if (*line == L'"') {
        end = L'"';
        line++;
    }
    while (*line && *line != end)
        line++;
    if (*line)
        line++;
    while (*line == L' ')
        line++;
    return line;
}

int wmain(int count, wchar_t **words)
{
    STARTUPINFOW startup = { sizeof startup };
    PROCESS_INFORMATION process;
    DWORD code;
    FILE *report;
    if (count < 3)
        return 125;
    if (!CreateProcessW(NULL, after_word(after_word(GetCommandLineW())), NULL, NULL, TRUE, 0, NULL, NULL, &startup, &process))
        return 126;
    WaitForSingleObject(process.hProcess, INFINITE);
    if (!GetExitCodeProcess(process.hProcess, &code))
        return 127;
    report = _wfopen(words[1], L"w");
    if (!report)
        return 125;
    fprintf(report, "%lu", code);
    return fclose(report);
}
