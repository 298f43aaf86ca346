package dev.loadtest.control.message;

/**
 * Asks a worker to list files.
 *
 * @param set the file set whose folder is listed
 * @param pattern of names below it, such as {@code *.csv} or {@code inputs/*.csv}
 * @param rows whether the files hold rows, which are checked and counted
 */
public record FilesRequest(String set, String pattern, boolean rows) {}
