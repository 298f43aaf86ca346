package dev.loadtest.control;

/**
 * Which of the files that a worker finds are wanted.
 *
 * @param set whose folder is looked into
 * @param pattern of file names below it, such as {@code *.csv} or {@code inputs/*.csv}
 */
public record FilesRequest(String set, String pattern) {}
