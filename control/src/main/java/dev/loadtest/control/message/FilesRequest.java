package dev.loadtest.control.message;

/**
 * Asks a worker to list files.
 *
 * @param set the file set whose folder is listed
 * @param pattern of names below it, such as {@code *.csv} or {@code inputs/*.csv}
 */
public record FilesRequest(String set, String pattern) {}
